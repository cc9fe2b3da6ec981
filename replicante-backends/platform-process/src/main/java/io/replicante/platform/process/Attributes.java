package io.replicante.platform.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Merges attributes the way of a JSON merge patch: objects deeply, a null takes away, all else replaces. */
final class Attributes {
    private Attributes() {}

    static ObjectNode merge(ObjectNode base, ObjectNode patch) {
        ObjectNode merged = base.deepCopy();
        patch.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isNull()) {
                merged.remove(entry.getKey());
            } else if (value instanceof ObjectNode object) {
                ObjectNode below =
                        merged.get(entry.getKey()) instanceof ObjectNode existing ? existing : JsonFile.object();
                merged.set(entry.getKey(), merge(below, object));
            } else {
                merged.set(entry.getKey(), value);
            }
        });
        return merged;
    }
}
