package io.replicante.examples.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an event says of an action of the engine.
 *
 * @param id names the action
 * @param kind its kind
 * @param phase how far it has come
 * @param targets the nodes that it is aimed at, the main subject first
 * @param forms whether it forms a cluster
 * @param why the findings that it resolves, or who asked for it
 * @param note the last thing that is known of it
 */
record Deed(String id, String kind, String phase, List<String> targets, boolean forms, String why, String note) {
    static final String RESTART = "agent.replicante.io/store.restart";

    Deed {
        targets = List.copyOf(targets);
    }

    /** Reads the event of an intent. */
    static Deed of(Event event) {
        JsonNode intent = event.payload();
        JsonNode candidate = intent.path("candidate");
        return new Deed(
                intent.path("id").asText(),
                candidate.path("kind").asText(),
                intent.path("phase").asText(),
                texts(candidate.path("targets"), "node_id"),
                candidate.path("effect").path("forms").asBoolean(),
                why(candidate),
                intent.path("note").asText());
    }

    private static String why(JsonNode candidate) {
        if (candidate.hasNonNull("request")) {
            return "asked for by " + candidate.path("actor").path("name").asText();
        }
        List<String> codes = new ArrayList<>();
        candidate.path("resolves").forEach(code -> codes.add(code.asText()));
        return codes.stream().distinct().collect(Collectors.joining(", "));
    }

    private static List<String> texts(JsonNode array, String field) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.path(field).asText()));
        return texts;
    }

    boolean isRestart() {
        return kind.equals(RESTART);
    }

    /** What is done, as one would say it after "to". */
    String words() {
        return words(kind, targets, forms);
    }

    static String words(String kind, List<String> targets, boolean forms) {
        String first = targets.isEmpty() ? "a node" : targets.get(0);
        String last = targets.isEmpty() ? "a node" : targets.get(targets.size() - 1);
        return switch (kind) {
            case "core.replicante.io/platform.provision" ->
                forms ? "provision a machine whose server forms the ensemble" : "provision another machine";
            case "core.replicante.io/platform.deprovision" -> "give " + first + " back to the platform";
            case "agent.replicante.io/cluster.learn" -> "let " + first + " copy the data, without a vote";
            case "agent.replicante.io/cluster.add" -> "give " + first + " a vote";
            case "agent.replicante.io/cluster.swap" -> "give " + first + " the vote of " + last + ", in one change";
            case "agent.replicante.io/cluster.remove" -> "take the vote of " + last;
            case RESTART -> "restart the server of " + first;
            default -> kind + " on " + first;
        };
    }
}
