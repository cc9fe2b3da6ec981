package io.replicante.spec.datastore;

import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelFunctionBinding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The functions of the language that differ from the standard's, because theirs would turn what is not known into false, or
 * could cost too much; and those that only this language has. Stateless.
 */
final class StrictFunctions {
    private static final int MAX_TEXT = 65_536;
    private static final int MAX_LIST = 10_000;
    private static final String MEMBER_ID = "member_id";

    private StrictFunctions() {}

    static List<CelFunctionBinding> bindings() {
        List<CelFunctionBinding> all = new ArrayList<>();
        all.addAll(CelFunctionBinding.fromOverloads(
                "_==_", CelFunctionBinding.from("equals", Object.class, Object.class, StrictFunctions::same)));
        all.addAll(CelFunctionBinding.fromOverloads(
                "_!=_",
                CelFunctionBinding.from(
                        "not_equals", Object.class, Object.class, (left, right) -> !same(left, right))));
        all.addAll(CelFunctionBinding.fromOverloads(
                "@in", CelFunctionBinding.from("in_list", Object.class, List.class, StrictFunctions::in)));
        all.add(CelFunctionBinding.from("index_map", Map.class, Object.class, StrictFunctions::entry));
        all.add(CelFunctionBinding.from("add_string", String.class, String.class, StrictFunctions::concatenate));
        all.add(CelFunctionBinding.from("add_list", List.class, List.class, StrictFunctions::append));
        all.add(CelFunctionBinding.from("add_double", Double.class, Double.class, (a, b) -> number(a + b)));
        all.add(CelFunctionBinding.from("subtract_double", Double.class, Double.class, (a, b) -> number(a - b)));
        all.add(CelFunctionBinding.from("multiply_double", Double.class, Double.class, (a, b) -> number(a * b)));
        all.add(CelFunctionBinding.from("divide_double", Double.class, Double.class, (a, b) -> number(a / b)));
        all.add(CelFunctionBinding.from("string_to_double", String.class, text -> number(Double.parseDouble(text))));
        all.addAll(CelFunctionBinding.fromOverloads(
                "caughtUp",
                CelFunctionBinding.from("shard_caught_up", Map.class, Map.class, (shard, node) -> caughtUp(node))));
        all.addAll(CelFunctionBinding.fromOverloads(
                "votes", CelFunctionBinding.from("configuration_votes", Map.class, Map.class, StrictFunctions::votes)));
        all.addAll(CelFunctionBinding.fromOverloads(
                "has", CelFunctionBinding.from("configuration_has", Map.class, Map.class, StrictFunctions::has)));
        return List.copyOf(all);
    }

    private static boolean same(Object left, Object right) {
        if (left instanceof NullValue || right instanceof NullValue) {
            return left instanceof NullValue && right instanceof NullValue;
        }
        if (left instanceof Number && right instanceof Number) {
            return exact(left).compareTo(exact(right)) == 0;
        }
        if (left instanceof List<?> some && right instanceof List<?> others) {
            return sameLists(some, others);
        }
        if (left instanceof Map<?, ?> some && right instanceof Map<?, ?> others) {
            return some.keySet().equals(others.keySet())
                    && some.keySet().stream().allMatch(key -> same(entry(some, key), entry(others, key)));
        }
        boolean comparable = (left instanceof String && right instanceof String)
                || (left instanceof Boolean && right instanceof Boolean);
        if (!comparable) {
            throw new UnknownFactException(kind(left) + " and " + kind(right) + " cannot be compared");
        }
        return left.equals(right);
    }

    private static BigDecimal exact(Object number) {
        if (number instanceof Long whole) {
            return BigDecimal.valueOf(whole);
        }
        if (number instanceof Double fraction) {
            return new BigDecimal(fraction);
        }
        throw new UnknownFactException("this kind of number cannot be compared");
    }

    private static boolean sameLists(List<?> some, List<?> others) {
        boolean same = some.size() == others.size();
        for (int i = 0; same && i < some.size(); i++) {
            same = same(some.get(i), others.get(i));
        }
        return same;
    }

    private static boolean in(Object value, List<?> list) {
        RuntimeException first = null;
        for (Object each : list) {
            try {
                if (same(value, each)) {
                    return true;
                }
            } catch (UnknownFactException notComparable) {
                first = notComparable;
            }
        }
        if (first != null) {
            throw first;
        }
        return false;
    }

    private static String kind(Object value) {
        if (value instanceof String) {
            return "a text";
        }
        if (value instanceof Boolean) {
            return "a truth value";
        }
        if (value instanceof Number) {
            return "a number";
        }
        return value instanceof List ? "a list" : value instanceof Map ? "a map" : "something else";
    }

    private static Double number(double value) {
        return FactValues.finite("the result of the calculation", value);
    }

    private static String concatenate(String left, String right) {
        if (left.length() + right.length() > MAX_TEXT) {
            throw new UnknownFactException("a text grew longer than " + MAX_TEXT + " characters");
        }
        return left + right;
    }

    private static List<?> append(List<?> left, List<?> right) {
        if (left.size() + right.size() > MAX_LIST) {
            throw new UnknownFactException("a list grew longer than " + MAX_LIST + " elements");
        }
        List<Object> both = new ArrayList<>(left);
        both.addAll(right);
        return both;
    }

    private static boolean caughtUp(Map<?, ?> node) {
        return need(node, "caught_up", Boolean.class);
    }

    private static long votes(Map<?, ?> configuration, Map<?, ?> node) {
        Map<?, ?> members = need(configuration, "members", Map.class);
        String id = need(node, MEMBER_ID, String.class);
        return lists(members, id) ? need(need(members, id, Map.class), "votes", Long.class) : 0;
    }

    private static boolean has(Map<?, ?> configuration, Map<?, ?> node) {
        Map<?, ?> members = need(configuration, "members", Map.class);
        return lists(members, need(node, MEMBER_ID, String.class));
    }

    private static Object entry(Map<?, ?> map, Object key) {
        Object value = map.get(key);
        if (value == null) {
            throw new UnknownFactException("there is no entry \"" + key + "\"");
        }
        return value;
    }

    private static boolean lists(Map<?, ?> map, String key) {
        return map instanceof FactMap facts ? facts.lists(key) : map.containsKey(key);
    }

    private static <T> T need(Map<?, ?> map, String key, Class<T> type) {
        Object value = map.get(key);
        if (!type.isInstance(value)) {
            throw new UnknownFactException("\"" + key + "\" is no " + type.getSimpleName() + ": " + value);
        }
        return type.cast(value);
    }
}
