package io.replicante.spec.datastore;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows facts to expressions. Each is turned into a type that expressions know when it is asked for; asking for one that is
 * not known fails with the reason, because an answer of "no such key" would let absence pass for a fact.
 *
 * <p>Immutable if the facts are.
 */
final class FactMap extends AbstractMap<String, Object> {
    private final String path;
    private final @Nullable Map<?, ?> facts;

    /**
     * Wraps facts.
     *
     * @param path how an expression names them
     * @param facts the facts; null for a variable that has no meaning where the expression is asked
     */
    FactMap(String path, @Nullable Map<?, ?> facts) {
        this.path = path;
        this.facts = facts;
    }

    /** Whether there is an entry, known or not; asked only where absence from a known list is a fact. */
    boolean lists(String key) {
        return known().containsKey(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return true;
    }

    @Override
    public Object get(@Nullable Object key) {
        Object fact = known().get(key);
        if (fact == null) {
            throw new UnknownFactException(path + " does not say \"" + key + "\"");
        }
        return FactValues.adapt(path + "." + key, fact);
    }

    @Override
    public int size() {
        return known().size();
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> entries = new LinkedHashMap<>();
        known().forEach((key, fact) -> {
            if (!(key instanceof String name) || fact == null) {
                throw new UnknownFactException(path + " holds something that is no fact under \"" + key + "\"");
            }
            entries.put(name, FactValues.adapt(path + "." + name, fact));
        });
        return Collections.unmodifiableSet(entries.entrySet());
    }

    /** Its name alone: it ends up in messages of the library, which must not fail on what is not known. */
    @Override
    public String toString() {
        return path;
    }

    private Map<?, ?> known() {
        if (facts == null) {
            throw new UnknownFactException("there is no " + path + " here");
        }
        return facts;
    }
}
