package io.replicante.spec.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.model.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Node searches as JSON. A list of values is always "one of", never an operator. Stateless. */
final class NodeSearchJson {
    private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

    private static final Map<String, NodeMatcher.Op> OPERATORS = Map.ofEntries(
            Map.entry("Eq", NodeMatcher.Op.EQ),
            Map.entry("In", NodeMatcher.Op.IN),
            Map.entry("Ne", NodeMatcher.Op.NE),
            Map.entry("NotIn", NodeMatcher.Op.NOT_IN),
            Map.entry("Set", NodeMatcher.Op.SET),
            Map.entry("Unset", NodeMatcher.Op.UNSET),
            Map.entry("eq", NodeMatcher.Op.EQ),
            Map.entry("in", NodeMatcher.Op.IN),
            Map.entry("ne", NodeMatcher.Op.NE),
            Map.entry("not-in", NodeMatcher.Op.NOT_IN),
            Map.entry("not_in", NodeMatcher.Op.NOT_IN),
            Map.entry("set", NodeMatcher.Op.SET),
            Map.entry("unset", NodeMatcher.Op.UNSET));

    private NodeSearchJson() {}

    static NodeSearch read(JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("must be an object");
        }
        return new NodeSearch(
                json.has("matches") ? matches(json.get("matches")) : Map.of(),
                limit(json.get("max_results")),
                json.has("sort_by") ? rules(json.get("sort_by")) : NodeSearch.DEFAULT_ORDER);
    }

    private static Map<String, NodeMatcher> matches(JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("matches must be an object");
        }
        Map<String, NodeMatcher> matches = new TreeMap<>();
        json.properties().forEach(each -> matches.put(each.getKey(), matcher(each.getKey(), each.getValue())));
        return matches;
    }

    private static NodeMatcher matcher(String name, JsonNode json) {
        String path = "matches." + name;
        if (json.isArray()) {
            return new NodeMatcher.OneOf(values(path, json));
        }
        if (!json.isObject()) {
            return new NodeMatcher.Equal(value(path, json));
        }
        JsonNode op = json.get("op");
        NodeMatcher.@Nullable Op operator = op == null || !op.isTextual() ? null : OPERATORS.get(op.textValue());
        if (operator == null) {
            throw new IllegalArgumentException(path + ".op must be Eq, In, Ne, NotIn, Set or Unset");
        }
        return new NodeMatcher.Operation(
                operator,
                present(json, "value").map(value -> value(path + ".value", value)),
                present(json, "values").map(values -> values(path + ".values", values)));
    }

    private static Optional<JsonNode> present(JsonNode json, String name) {
        return Optional.ofNullable(json.get(name)).filter(value -> !value.isNull());
    }

    private static List<AttributeValue> values(String path, JsonNode json) {
        if (!json.isArray()) {
            throw new IllegalArgumentException(path + " must be a list");
        }
        List<AttributeValue> values = new ArrayList<>(json.size());
        for (JsonNode each : json) {
            values.add(value(path + "[" + values.size() + "]", each));
        }
        return values;
    }

    private static AttributeValue value(String path, JsonNode json) {
        try {
            return AttributeValue.fromTree(json);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(path + ": " + refused.getMessage(), refused);
        }
    }

    private static OptionalLong limit(@Nullable JsonNode json) {
        if (json == null || json.isNull()) {
            return OptionalLong.empty();
        }
        if (!json.isIntegralNumber() || !json.canConvertToLong() || json.longValue() < 0) {
            throw new IllegalArgumentException("max_results must be an integer that is not negative, or null");
        }
        return OptionalLong.of(json.longValue());
    }

    private static List<String> rules(JsonNode json) {
        if (!json.isArray()) {
            throw new IllegalArgumentException("sort_by must be a list");
        }
        List<String> rules = new ArrayList<>(json.size());
        for (JsonNode each : json) {
            if (!each.isTextual()) {
                throw new IllegalArgumentException("sort_by[" + rules.size() + "] must be a text");
            }
            rules.add(each.textValue());
        }
        return rules;
    }

    static ObjectNode write(NodeSearch search) {
        ObjectNode json = FACTORY.objectNode();
        ObjectNode matches = json.putObject("matches");
        search.matches().forEach((name, matcher) -> matches.set(name, write(matcher)));
        json.set(
                "max_results",
                search.maxResults().isPresent()
                        ? FACTORY.numberNode(search.maxResults().getAsLong())
                        : FACTORY.nullNode());
        ArrayNode rules = json.putArray("sort_by");
        search.sortBy().forEach(rules::add);
        return json;
    }

    private static JsonNode write(NodeMatcher matcher) {
        if (matcher instanceof NodeMatcher.Equal equal) {
            return equal.value().toTree();
        }
        if (matcher instanceof NodeMatcher.OneOf oneOf) {
            return write(oneOf.values());
        }
        NodeMatcher.Operation operation = (NodeMatcher.Operation) matcher;
        ObjectNode json = FACTORY.objectNode();
        json.put("op", name(operation.op()));
        json.set("value", operation.value().map(AttributeValue::toTree).orElseGet(FACTORY::nullNode));
        json.set(
                "values",
                operation.values().<JsonNode>map(NodeSearchJson::write).orElseGet(FACTORY::nullNode));
        return json;
    }

    private static ArrayNode write(List<AttributeValue> values) {
        ArrayNode json = FACTORY.arrayNode(values.size());
        values.forEach(value -> json.add(value.toTree()));
        return json;
    }

    private static String name(NodeMatcher.Op op) {
        return op == NodeMatcher.Op.NOT_IN
                ? "NotIn"
                : op.name().charAt(0) + op.name().substring(1).toLowerCase(Locale.ROOT);
    }
}
