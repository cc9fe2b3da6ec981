package io.replicante.spec.datastore;

import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.Evidence;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns facts into the values of expressions (text, long, double, boolean, list, map), and results back. Stateless. */
final class FactValues {
    private FactValues() {}

    /**
     * The value of a fact.
     *
     * @throws UnknownFactException if it is not known, or nothing that expressions can work with
     */
    static Object adapt(String path, @Nullable Object fact) {
        if (fact instanceof String || fact instanceof Boolean || fact instanceof Long) {
            return fact;
        }
        if (fact instanceof Integer || fact instanceof Short || fact instanceof Byte) {
            return ((Number) fact).longValue();
        }
        if (fact instanceof BigInteger whole) {
            return whole(path, whole);
        }
        if (fact instanceof Double || fact instanceof Float) {
            return finite(path, ((Number) fact).doubleValue());
        }
        if (fact instanceof Enum<?> constant) {
            return constant.name();
        }
        if (fact instanceof Map<?, ?> map) {
            return new FactMap(path, map);
        }
        if (fact instanceof Collection<?> collection) {
            List<Object> list = new ArrayList<>(collection.size());
            collection.forEach(each -> list.add(adapt(path + "[" + list.size() + "]", each)));
            return list;
        }
        return unwrap(path, fact);
    }

    private static Object unwrap(String path, @Nullable Object fact) {
        if (fact instanceof AttributeValue attribute) {
            return attribute(path, attribute);
        }
        if (fact instanceof Evidence.Known<?> known) {
            return adapt(path, known.value());
        }
        if (fact instanceof Evidence.Unknown<?> unknown) {
            throw new UnknownFactException(path + " is not known: " + unknown.reason());
        }
        if (fact instanceof Optional<?> optional && optional.isPresent()) {
            return adapt(path, optional.get());
        }
        if (fact == null || fact instanceof Optional<?>) {
            throw new UnknownFactException(path + " is not known");
        }
        throw new UnknownFactException(path + " is a " + fact.getClass().getSimpleName() + ", which is no fact");
    }

    private static Object attribute(String path, AttributeValue attribute) {
        if (attribute instanceof AttributeValue.Text text) {
            return text.value();
        }
        if (attribute instanceof AttributeValue.Bool bool) {
            return bool.value();
        }
        if (attribute instanceof AttributeValue.Whole whole) {
            return whole(path, whole.value());
        }
        if (attribute instanceof AttributeValue.Fraction fraction) {
            return finite(path, fraction.value().doubleValue());
        }
        throw new UnknownFactException(path + " has no value");
    }

    private static Object whole(String path, BigInteger value) {
        if (value.bitLength() >= Long.SIZE) {
            throw new UnknownFactException(path + " is too great a number");
        }
        return value.longValue();
    }

    static Double finite(String path, double value) {
        if (!Double.isFinite(value)) {
            throw new UnknownFactException(path + " is not a number");
        }
        return value;
    }

    /**
     * What an evaluation came to, as values that outlive it.
     *
     * @throws UnknownFactException if it is nothing that an expression may come to
     */
    static Object export(@Nullable Object result) {
        if (result instanceof String || result instanceof Boolean || result instanceof Long) {
            return result;
        }
        if (result instanceof Double number) {
            return finite("the result", number);
        }
        if (result instanceof List<?> list) {
            return list.stream().map(FactValues::export).toList();
        }
        if (result instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(String.valueOf(key), export(value)));
            return Map.copyOf(copy);
        }
        throw new UnknownFactException("the result is no text, number, truth value, list or map but "
                + Objects.requireNonNullElse(result, "null").getClass().getSimpleName());
    }
}
