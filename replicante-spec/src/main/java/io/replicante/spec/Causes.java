package io.replicante.spec;

import java.util.ArrayList;
import java.util.List;

/** What a failure and its causes say, without their stack traces. */
public final class Causes {
    private static final int MAX_LAYERS = 16;

    private Causes() {}

    /**
     * The messages of a failure and its causes.
     *
     * @param failure what went wrong
     * @return at least one and at most 16, outermost first; the name of the class where there is no message
     */
    public static List<String> messages(Throwable failure) {
        List<String> layers = new ArrayList<>();
        for (Throwable layer = failure; layer != null && layers.size() < MAX_LAYERS; layer = layer.getCause()) {
            String message = layer.getMessage();
            layers.add(message == null ? layer.getClass().getName() : message);
        }
        return List.copyOf(layers);
    }
}
