package io.replicante.spec.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Turns elements of any content into JSON. Confined to one reading. */
record FreeJson(Problems problems) {
    private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

    /**
     * A mapping as JSON.
     *
     * @throws IllegalArgumentException if it is none
     */
    ObjectNode object(String path, Element element) {
        if (element instanceof Element.Mapping mapping) {
            return mapping(path, mapping);
        }
        throw new IllegalArgumentException("must be a mapping, not " + element.kind());
    }

    private ObjectNode mapping(String path, Element.Mapping mapping) {
        ObjectNode object = FACTORY.objectNode();
        for (Element.Entry entry : mapping.entries()) {
            String place = path.isEmpty() ? entry.key() : path + "." + entry.key();
            if (object.has(entry.key())) {
                problems.add(place, entry.line(), "is there twice");
            }
            object.set(entry.key(), json(place, entry.value()));
        }
        return object;
    }

    private JsonNode json(String path, Element element) {
        if (element instanceof Element.Mapping mapping) {
            return mapping(path, mapping);
        }
        if (element instanceof Element.Sequence sequence) {
            ArrayNode array = FACTORY.arrayNode();
            sequence.elements().forEach(each -> array.add(json(path, each)));
            return array;
        }
        return scalar(((Element.Scalar) element).value());
    }

    private static JsonNode scalar(Object value) {
        if (value instanceof String text) {
            return FACTORY.textNode(text);
        }
        if (value instanceof BigInteger whole) {
            return number(whole);
        }
        if (value instanceof Double fraction) {
            return DecimalNode.valueOf(BigDecimal.valueOf(fraction));
        }
        return value instanceof Boolean flag ? FACTORY.booleanNode(flag) : FACTORY.nullNode();
    }

    /** In the least of the types that hold it, as reading it back from JSON gives. */
    private static JsonNode number(BigInteger whole) {
        if (whole.bitLength() < Integer.SIZE) {
            return FACTORY.numberNode(whole.intValue());
        }
        return whole.bitLength() < Long.SIZE ? FACTORY.numberNode(whole.longValue()) : FACTORY.numberNode(whole);
    }
}
