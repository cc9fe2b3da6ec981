package io.replicante.examples.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Events as an engine tells them, one second after the other. */
final class Told {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final StreamKey KEY = StreamKey.of(Engine.CLUSTER);
    private static final String RESTART = "agent.replicante.io/store.restart";
    private static final String LEARN = "agent.replicante.io/cluster.learn";

    private final List<Event> events = new ArrayList<>();
    private Instant now = START;

    static Event event(long sequence, String code, JsonNode payload, Instant time) {
        NewEvent told = new NewEvent(KEY, code, time, payload, Actor.engine("test"), Optional.empty());
        return Event.of(told, "store", sequence);
    }

    static Event event(long sequence) {
        return event(sequence, EventCodes.NODE_DELETE, Json.parse("{\"node_id\":\"node-1\"}"), START);
    }

    Told after(Duration time) {
        now = now.plus(time);
        return this;
    }

    Told add(String code, String payload) {
        events.add(event(events.size() + 1L, code, Json.parse(payload), now));
        now = now.plusSeconds(1);
        return this;
    }

    Told restartBegins(String node) {
        return add(EventCodes.INTENT_ATTEMPTED, intent(RESTART, node, "ATTEMPTED", ""));
    }

    Told restartEnds(String node, String phase) {
        return add(EventCodes.INTENT_ENDED, intent(RESTART, node, phase, ""));
    }

    Told learns(String node) {
        return add(EventCodes.INTENT_ENDED, intent(LEARN, node, "COMPLETE", ""));
    }

    Told begins(String kind, String node, String resolves) {
        return add(EventCodes.INTENT_ATTEMPTED, intent(kind, node, "ATTEMPTED", resolves));
    }

    Told finds(String code) {
        return add(EventCodes.FINDING_OPENED, "{\"code\":\"%s\",\"message\":\"so it is\"}".formatted(code));
    }

    Told votes(int... servers) {
        StringBuilder text = new StringBuilder();
        for (int server : servers) {
            text.append("server.%1$d=127.0.0.1:1%1$d:2%1$d:participant;127.0.0.1:3%1$d\\n".formatted(server));
        }
        return add(EventCodes.CONFIGURATION_CHANGED, "{\"version\":1,\"text\":\"" + text + "version=1\"}");
    }

    List<Event> events() {
        return events;
    }

    private static String intent(String kind, String node, String phase, String resolves) {
        return """
                {"id": "%1$s/%2$s", "phase": "%3$s", "note": "it is known",
                 "candidate": {"kind": "%1$s", "targets": [{"node_id": "%2$s"}], "effect": {"forms": false},
                               "resolves": [%4$s]}}
                """.formatted(kind, node, phase, resolves.isEmpty() ? "" : "\"" + resolves + "\"");
    }
}
