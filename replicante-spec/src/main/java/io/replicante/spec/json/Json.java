package io.replicante.spec.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The one way in which values are written as JSON and read back: names in snake_case, times and durations as ISO-8601 texts,
 * an empty {@code Optional} left out. Thread-safe.
 *
 * <p>Reading ignores names that it does not know, takes an absent or null collection for an empty one and an absent or null
 * {@code Optional} for an empty one, and converts nothing else: a text is no number, a fraction is no whole number, and a number
 * that is missing is an error, never zero. Trees keep numbers exactly as they are written, and have no key twice. Inputs are bounded: 64 levels, texts of 16 million characters, numbers of 100, 64
 * million characters in all. What would nest deeper than that is not written either.
 */
public final class Json {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_TEXT = 16 * 1024 * 1024;
    private static final long MAX_DOCUMENT = 64L * 1024 * 1024;
    private static final int MAX_NUMBER = 100;

    private static final List<Class<?>> COLLECTIONS = List.of(
            Map.class,
            SortedMap.class,
            NavigableMap.class,
            Collection.class,
            List.class,
            Set.class,
            SortedSet.class,
            NavigableSet.class);

    private static final ObjectMapper MAPPER = configured();

    private Json() {}

    private static ObjectMapper configured() {
        StreamReadConstraints bounds = StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(MAX_TEXT)
                .maxNumberLength(MAX_NUMBER)
                .maxDocumentLength(MAX_DOCUMENT)
                .build();
        // What is written must be readable again: it may not nest deeper than what is read.
        StreamWriteConstraints depth =
                StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build();
        JsonMapper.Builder builder = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(bounds)
                        .streamWriteConstraints(depth)
                        .build())
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .addModule(new JsonTypes())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                .visibility(PropertyAccessor.GETTER, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
        for (CoercionInputShape shape :
                List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
            builder.withCoercionConfig(LogicalType.Textual, config -> config.setCoercion(shape, CoercionAction.Fail));
        }
        COLLECTIONS.forEach(type -> builder.withConfigOverride(
                type, override -> override.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY))));
        return builder.build();
    }

    /**
     * The mapper itself, for what the methods here do not cover. It must not be configured further; copy it for that.
     *
     * @return the mapper
     */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /**
     * Writes a value.
     *
     * @param value what to write
     * @return its JSON, on one line
     * @throws IllegalArgumentException if values of this type cannot be written, or it nests deeper than can be read
     */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException notWritable) {
            throw new IllegalArgumentException(notWritable.getOriginalMessage(), notWritable);
        }
    }

    /**
     * Reads a value.
     *
     * @param json the JSON
     * @param type its type
     * @param <T> its type
     * @return the value
     * @throws InvalidInputException if it is no such JSON, with the place and the reason
     */
    public static <T> T read(String json, Class<T> type) {
        try {
            T value = MAPPER.readValue(json, type);
            if (value == null) {
                throw nothing(type.getSimpleName());
            }
            return value;
        } catch (JsonProcessingException notReadable) {
            throw invalid(type.getSimpleName(), notReadable);
        } catch (NumberFormatException outOfRange) {
            throw noNumber(type.getSimpleName());
        }
    }

    /**
     * Turns a value into a tree, equal to the one that reading its JSON gives.
     *
     * @param value what to turn
     * @return its tree
     * @throws IllegalArgumentException if values of this type cannot be written
     */
    public static JsonNode tree(Object value) {
        // Not valueToTree: there a number keeps its Java type, and trees with equal JSON would differ.
        return parse(write(value));
    }

    /**
     * Reads any JSON as a tree.
     *
     * @param json the JSON
     * @return its tree
     * @throws InvalidInputException if it is no JSON
     */
    public static JsonNode parse(String json) {
        try {
            JsonNode tree = MAPPER.readTree(json);
            if (tree.isMissingNode()) {
                throw nothing("JSON");
            }
            return tree;
        } catch (JsonProcessingException notReadable) {
            throw invalid("JSON", notReadable);
        } catch (NumberFormatException outOfRange) {
            throw noNumber("JSON");
        }
    }

    /**
     * Writes a value such that equal values give equal texts: keys sorted at every level, no blanks.
     *
     * @param value what to write
     * @return its JSON
     * @throws IllegalArgumentException if values of this type cannot be written
     */
    public static String canonical(Object value) {
        return write(sorted(MAPPER.valueToTree(value)));
    }

    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            Map<String, JsonNode> fields = new TreeMap<>();
            object.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            fields.forEach(copy::set);
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(each -> copy.add(sorted(each)));
            return copy;
        }
        return node;
    }

    private static InvalidInputException nothing(String what) {
        return new InvalidInputException(what, List.of(new Problem("", 1, "holds nothing")));
    }

    private static InvalidInputException noNumber(String what) {
        return new InvalidInputException(what, List.of(new Problem("", 0, "holds a number that is out of range")));
    }

    private static InvalidInputException invalid(String what, JsonProcessingException failure) {
        String path = failure instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step ->
                                step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                        .collect(Collectors.joining())
                : "";
        JsonLocation location = failure.getLocation();
        int line = location == null ? 0 : Math.max(0, location.getLineNr());
        String plain = path.startsWith(".") ? path.substring(1) : path;
        return new InvalidInputException(what, List.of(new Problem(plain, line, failure.getOriginalMessage())));
    }
}
