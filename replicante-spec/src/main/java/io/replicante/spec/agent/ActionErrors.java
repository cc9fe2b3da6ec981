package io.replicante.spec.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Writes errors the way action states carry them. */
final class ActionErrors {
    private static final int MAX_LAYERS = 16;
    private static final int LAYERS_WITH_TRAIL = 3;

    private ActionErrors() {}

    static JsonNode of(String message) {
        return JsonNodeFactory.instance.objectNode().put("error_msg", message);
    }

    static JsonNode of(Throwable failure) {
        List<String> layers = layers(failure);
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

    private static List<String> layers(Throwable failure) {
        List<String> layers = new ArrayList<>();
        for (Throwable layer = failure; layer != null && layers.size() < MAX_LAYERS; layer = layer.getCause()) {
            String message = layer.getMessage();
            layers.add(message == null ? layer.getClass().getName() : message);
        }
        return layers;
    }
}
