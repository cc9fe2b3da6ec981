package io.replicante.examples.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in plain words what an event tells; most events of bookkeeping are passed over. Not thread-safe. */
final class EventWords {
    /** What people ask for is answered; the engine's own second thoughts are in the report. */
    private static final String REQUEST = "request";

    private final Map<String, String> statuses = new HashMap<>();
    private final Map<String, String> roles = new HashMap<>();

    Optional<String> of(Event event) {
        JsonNode payload = event.payload();
        return switch (event.code()) {
            case EventCodes.NODE_SYNC_NEW, EventCodes.NODE_SYNC_UPDATE -> status(payload);
            case EventCodes.NODE_DELETE -> Optional.of(text(payload, "node_id") + " is forgotten");
            case EventCodes.SHARD_SYNC_NEW, EventCodes.SHARD_SYNC_UPDATE -> role(payload);
            case EventCodes.CONFIGURATION_CHANGED -> Optional.of("the voters are now " + voters(payload));
            case EventCodes.FINDING_OPENED ->
                Optional.of("finding " + text(payload, "code") + ": " + text(payload, "message"));
            case EventCodes.FINDING_CLOSED ->
                Optional.of("no more " + text(payload, "code") + " of " + text(payload.path("subject"), "kind") + " "
                        + text(payload.path("subject"), "id"));
            case EventCodes.DECISION_CHANGED -> decision(payload);
            case EventCodes.INTENT_ATTEMPTED -> {
                Deed deed = Deed.of(event);
                yield Optional.of("begins to " + deed.words() + " (" + deed.why() + ")");
            }
            case EventCodes.INTENT_ENDED -> {
                Deed deed = Deed.of(event);
                yield Optional.of(end(deed.phase()) + ": " + deed.words() + "; " + deed.note());
            }
            case EventCodes.INTENT_WITHDRAWN ->
                Optional.of("withdraws: " + Deed.of(event).words());
            case EventCodes.NACTION_CREATE ->
                Optional.of(event.actor().name() + " asks to "
                        + Deed.words(text(payload, "kind"), List.of(text(payload, "node_id")), false));
            case EventCodes.NACTION_CANCEL -> Optional.of(event.actor().name() + " takes the request back");
            case EventCodes.CLUSTER_SPEC_APPLY -> Optional.of("the cluster is declared");
            default -> Optional.empty();
        };
    }

    private Optional<String> status(JsonNode payload) {
        String node = text(payload, "node_id");
        String status = name(payload.path("node_status"));
        String before = statuses.put(node, status);
        return status.equals(before) ? Optional.empty() : Optional.of(node + " is " + plain(status));
    }

    private Optional<String> role(JsonNode payload) {
        String node = text(payload, "node_id");
        String role = name(payload.path("role"));
        String before = roles.put(node, role);
        return role.equals(before) || !role.equalsIgnoreCase("PRIMARY")
                ? Optional.empty()
                : Optional.of(node + " leads the ensemble");
    }

    private static Optional<String> decision(JsonNode payload) {
        String verdict = text(payload, "verdict");
        JsonNode action = payload.path("action");
        if (verdict.equals("ALLOWED") || !text(action, "remedy").equals(REQUEST)) {
            return Optional.empty();
        }
        String words = Deed.words(text(action, "kind"), List.of(text(action, "node_id")), false);
        return Optional.of(plain(verdict) + ": " + words + "; " + Reasons.inShort(payload.path("reasons")));
    }

    private static String voters(JsonNode payload) {
        return Voters.of(text(payload, "text")).stream()
                .map(id -> "server " + id)
                .collect(Collectors.joining(", "));
    }

    private static String end(String phase) {
        return switch (phase) {
            case "COMPLETE" -> "done";
            case "FAILED" -> "FAILED";
            default -> plain(phase);
        };
    }

    static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }

    /** A code that is written as a bare name, or as an object that names it. */
    static String name(JsonNode node) {
        if (node.isObject()) {
            return node.has("code")
                    ? node.path("code").asText()
                    : node.fieldNames().next();
        }
        return node.asText();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
