package io.replicante.spec.datastore;

import io.replicante.spec.ConflictException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The datastore definitions that an engine knows. Immutable and thread-safe.
 *
 * <p>The bundled ones are read when one is first asked for, which takes a while: whoever cannot wait then asks early.
 */
public final class Definitions {
    private static final List<String> BUNDLED =
            List.of("zookeeper", "mongodb", "kafka", "postgresql", "redis", "redis-sentinel", "cassandra", "generic");

    private static final String SUFFIX = ".yaml";

    private final Supplier<Index> source;
    private volatile @Nullable Index index;

    private Definitions(Supplier<Index> source) {
        this.source = source;
    }

    private record Index(Map<String, DatastoreDefinition> byName, Map<String, DatastoreDefinition> byStore) {
        Index {
            byName = Collections.unmodifiableMap(byName);
            byStore = Collections.unmodifiableMap(byStore);
        }
    }

    private Index index() {
        Index known = index;
        if (known != null) {
            return known;
        }
        synchronized (this) {
            known = index;
            if (known == null) {
                known = source.get();
                index = known;
            }
            return known;
        }
    }

    /**
     * The given definitions and no other.
     *
     * @param definitions the definitions
     * @return the registry
     * @throws ConflictException if two have one name or claim one store id
     */
    public static Definitions of(List<DatastoreDefinition> definitions) {
        Index index = indexed(definitions);
        return new Definitions(() -> index);
    }

    private static Index indexed(List<DatastoreDefinition> definitions) {
        Map<String, DatastoreDefinition> byName = new LinkedHashMap<>();
        Map<String, DatastoreDefinition> byStore = new LinkedHashMap<>();
        for (DatastoreDefinition definition : definitions) {
            if (byName.putIfAbsent(definition.name(), definition) != null) {
                throw new ConflictException("two datastore definitions are named " + definition.name());
            }
            for (String store : definition.stores()) {
                DatastoreDefinition other = byStore.putIfAbsent(store, definition);
                if (other != null) {
                    throw new ConflictException("the datastore definitions " + other.name() + " and "
                            + definition.name() + " both claim the store id " + store);
                }
            }
        }
        return new Index(byName, byStore);
    }

    /**
     * The definitions that come with this library.
     *
     * @return the registry
     */
    public static Definitions bundled() {
        return new Definitions(() -> indexed(BUNDLED.stream()
                .map(name -> DefinitionReader.read(name + SUFFIX, resource(name + SUFFIX)))
                .toList()));
    }

    /**
     * The text of a definition that comes with this library, for others to extend.
     *
     * @param name its name
     * @return the YAML, or empty when there is none
     */
    public static Optional<String> bundledText(String name) {
        return BUNDLED.contains(name)
                ? Optional.of(new String(resource(name + SUFFIX), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private static byte[] resource(String name) {
        try (InputStream stream = Definitions.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("this library was packaged without " + name);
            }
            return stream.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * These definitions and further ones.
     *
     * @param more a host's own
     * @return the registry
     * @throws ConflictException if two have one name or claim one store id
     */
    public Definitions with(List<DatastoreDefinition> more) {
        return of(
                Stream.concat(index().byName().values().stream(), more.stream()).toList());
    }

    /**
     * Finds the definition for a node.
     *
     * @param storeId the store id that its agent reports
     * @param version the version that its agent reports
     * @return the definition, or empty when none was written for it
     */
    public Optional<DatastoreDefinition> forStore(String storeId, String version) {
        return Optional.ofNullable(index().byStore().get(storeId))
                .filter(definition -> definition.versions().contains(version));
    }

    /**
     * Finds a definition.
     *
     * @param name its name
     * @return the definition, or empty when there is none
     */
    public Optional<DatastoreDefinition> byName(String name) {
        return Optional.ofNullable(index().byName().get(name));
    }

    /**
     * All definitions.
     *
     * @return the definitions in the order in which they were given, the bundled ones first
     */
    public List<DatastoreDefinition> all() {
        return List.copyOf(index().byName().values());
    }
}
