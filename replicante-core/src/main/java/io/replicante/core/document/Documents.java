package io.replicante.core.document;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.json.Json;
import io.replicante.store.Document;

/**
 * Writes values as the bodies of documents and reads them back. Every body is a JSON object that begins with the version of its
 * format, at present {@value #FORMAT}. Thread-safe.
 */
public final class Documents {
    /** The version of all formats written at present. */
    public static final int FORMAT = 1;

    private static final String VERSION = "format";
    private static final ObjectMapper MAPPER =
            Json.mapper().copy().setVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE);

    private Documents() {}

    /**
     * Writes a document.
     *
     * @param kind what it is
     * @param id which
     * @param value a record
     * @return the document
     */
    public static Document write(String kind, String id, Object value) {
        ObjectNode body = MAPPER.createObjectNode().put(VERSION, FORMAT);
        body.setAll(tree(value));
        return new Document(kind, id, Json.write(body));
    }

    /**
     * A record as an event's payload or a part of an explanation shows it.
     *
     * @param value a record
     * @return its tree
     */
    public static ObjectNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /**
     * Reads a document.
     *
     * @param document the document
     * @param type what it holds
     * @param <T> what it holds
     * @return its value
     * @throws UnreadableDocumentException if its format is not known, or its content is not what the format says
     */
    public static <T> T read(Document document, Class<T> type) throws UnreadableDocumentException {
        try {
            JsonNode body = MAPPER.readTree(document.body());
            JsonNode version = body.path(VERSION);
            if (!version.isInt() || version.intValue() != FORMAT) {
                throw new UnreadableDocumentException(document, "its format is " + version + ", known is " + FORMAT);
            }
            T value = MAPPER.treeToValue(body, type);
            if (value == null) {
                throw new UnreadableDocumentException(document, "it holds nothing");
            }
            return value;
        } catch (JsonProcessingException malformed) {
            throw new UnreadableDocumentException(document, malformed.getOriginalMessage());
        } catch (RuntimeException invalid) {
            throw new UnreadableDocumentException(document, invalid.toString());
        }
    }
}
