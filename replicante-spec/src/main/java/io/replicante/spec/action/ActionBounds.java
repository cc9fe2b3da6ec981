package io.replicante.spec.action;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How large the arguments of an action may be, for everybody who takes one: who asks for it, the agent that runs it, and the control
 * plane that reads it back. What one of them takes, the others can keep. Stateless.
 */
public final class ActionBounds {
    /** How long arguments are at most, in characters of their JSON. */
    public static final int MAX_CHARACTERS = 64 * 1024;
    /** How deep they nest at most: half of what a document may, so that there is room for everything that encloses them. */
    public static final int MAX_DEPTH = 32;

    private ActionBounds() {}

    /**
     * What forbids to take arguments.
     *
     * @param args the arguments
     * @return the reason, to follow the name of their place; empty when they are within the bounds
     */
    public static Optional<String> fault(JsonNode args) {
        if (isDeeper(args)) {
            return Optional.of("nest deeper than " + MAX_DEPTH + " levels");
        }
        return Json.write(args).length() > MAX_CHARACTERS
                ? Optional.of("are longer than " + MAX_CHARACTERS + " characters")
                : Optional.empty();
    }

    /**
     * Whether a tree nests deeper than {@link #MAX_DEPTH}.
     *
     * @param tree the tree; may be of any depth
     * @return true when it does
     */
    public static boolean isDeeper(JsonNode tree) {
        List<JsonNode> level = List.of(tree);
        for (int depth = 1; !level.isEmpty(); depth++) {
            if (depth > MAX_DEPTH) {
                return true;
            }
            List<JsonNode> next = new ArrayList<>();
            level.forEach(each -> each.forEach(child -> {
                if (child.isContainerNode()) {
                    next.add(child);
                }
            }));
            level = next;
        }
        return false;
    }
}
