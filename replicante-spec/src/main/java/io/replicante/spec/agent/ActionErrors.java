package io.replicante.spec.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.Causes;
import java.util.List;

/** Writes errors the way action states carry them. */
final class ActionErrors {
    private static final int LAYERS_WITH_TRAIL = 3;

    private ActionErrors() {}

    static JsonNode of(String message) {
        return JsonNodeFactory.instance.objectNode().put("error_msg", message);
    }

    static JsonNode of(Throwable failure) {
        List<String> layers = Causes.messages(failure);
        String outermost = layers.get(0);
        String innermost = layers.get(layers.size() - 1);
        ObjectNode error = JsonNodeFactory.instance.objectNode().put("error_msg", outermost);
        if (!innermost.equals(outermost)) {
            error.put("error_cause", innermost);
        }
        if (layers.size() >= LAYERS_WITH_TRAIL) {
            layers.forEach(error.putArray("error_trail")::add);
        }
        return error;
    }
}
