package io.replicante.spec.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.model.AttributeValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Builds the trees of messages, and reads what several messages share. Stateless. */
final class Trees {
    private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

    private Trees() {}

    static ObjectNode object() {
        return FACTORY.objectNode();
    }

    static <T> ArrayNode list(Collection<T> values, Function<? super T, ? extends JsonNode> write) {
        ArrayNode json = FACTORY.arrayNode(values.size());
        values.forEach(value -> json.add(write.apply(value)));
        return json;
    }

    static <T> ObjectNode map(Map<String, T> values, Function<? super T, ? extends JsonNode> write) {
        ObjectNode json = object();
        new TreeMap<>(values).forEach((name, value) -> json.set(name, write.apply(value)));
        return json;
    }

    static JsonNode text(String text) {
        return TextNode.valueOf(text);
    }

    static JsonNode text(Optional<String> text) {
        return optional(text, Trees::text);
    }

    static JsonNode time(Instant time) {
        return text(Times.write(time));
    }

    static JsonNode time(Optional<Instant> time) {
        return optional(time, Trees::time);
    }

    static JsonNode free(Optional<JsonNode> tree) {
        return optional(tree, each -> each);
    }

    static JsonNode duration(Duration duration) {
        return object().put("secs", duration.toSeconds()).put("nanos", duration.toNanosPart());
    }

    static <T> JsonNode optional(Optional<T> value, Function<? super T, ? extends JsonNode> write) {
        return value.isPresent() ? write.apply(value.get()) : NullNode.getInstance();
    }

    static ObjectNode attributes(Map<String, AttributeValue> attributes) {
        return map(attributes, AttributeValue::toTree);
    }

    static Map<String, AttributeValue> attributes(Cursor json) {
        return json.map(Trees::attribute);
    }

    private static AttributeValue attribute(Cursor json) {
        return json.build(() -> AttributeValue.fromTree(json.node()));
    }

    static Map<String, String> texts(Cursor json) {
        return json.map(Cursor::text);
    }

    static ObjectNode texts(Map<String, String> texts) {
        return map(texts, Trees::text);
    }

    /** Any object. */
    static ObjectNode freeObject(Cursor json) {
        if (json.object().node() instanceof ObjectNode object) {
            return object;
        }
        throw unreachable(json);
    }

    /** Any JSON that was left out when it is missing or null. */
    static Optional<JsonNode> optionalFree(Cursor json, String member) {
        return json.optional(member, Cursor::node);
    }

    /** Any JSON, null when it is missing. */
    static JsonNode free(Cursor json, String member) {
        return json.orElse(member, Cursor::node, NullNode.getInstance());
    }

    private static InvalidInputException unreachable(Cursor json) {
        return json.refuse("must be an object");
    }
}
