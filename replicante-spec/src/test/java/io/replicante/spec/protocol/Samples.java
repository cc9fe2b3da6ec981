package io.replicante.spec.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** One sample of each message, with every member that it may have. */
final class Samples {
    private Samples() {}

    static JsonNode all() {
        try (InputStream file =
                Objects.requireNonNull(Samples.class.getResourceAsStream("samples.json"), "samples.json")) {
            return Json.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    static ObjectNode of(MessageType<?> type) {
        return (ObjectNode) all().get(type.name());
    }

    /** What a message becomes when it is read and written. */
    static <T> JsonNode again(MessageType<T> type, String json) {
        return Json.parse(type.write(type.read(json)));
    }
}
