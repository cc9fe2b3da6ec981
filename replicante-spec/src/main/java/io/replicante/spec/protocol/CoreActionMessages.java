package io.replicante.spec.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.OrchestratorAction;
import io.replicante.spec.event.Actor;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Actions as the control plane shows them. Who asked is ours, and left out for somebody anonymous. Stateless. */
final class CoreActionMessages {
    private CoreActionMessages() {}

    static NodeAction nodeAction(Cursor json) {
        Cursor scheduled = json.member("scheduled_time");
        Cursor state = json.member("state");
        return new NodeAction(
                json.member("action_id").uuid(),
                ReportMessages.nodeRef(json),
                json.member("kind").text(),
                Trees.free(json, "args"),
                json.orElse("metadata", Trees::texts, Map.of()),
                actor(json),
                json.member("created_time").time(),
                scheduled.isNull() ? Optional.<Instant>empty() : Optional.of(scheduled.time()),
                json.optional("finished_time", Cursor::time),
                Words.nodeActionPhase(state.member("phase")),
                Trees.optionalFree(state, "payload"),
                Trees.optionalFree(state, "error"));
    }

    static JsonNode nodeAction(NodeAction action) {
        ObjectNode json = ReportMessages.ids(action.node());
        json.put("action_id", action.id().toString());
        json.set("args", action.args());
        json.set("created_time", Trees.time(action.createdTime()));
        json.set("finished_time", Trees.time(action.finishedTime()));
        json.put("kind", action.kind());
        json.set("metadata", Trees.texts(action.metadata()));
        json.set("scheduled_time", Trees.time(action.scheduledTime()));
        ObjectNode state = json.putObject("state");
        state.set("error", Trees.free(action.error()));
        state.set("payload", Trees.free(action.payload()));
        state.put("phase", action.phase().name());
        return withActor(json, action.actor());
    }

    static OrchestratorAction orchestratorAction(Cursor json) {
        return new OrchestratorAction(
                json.member("action_id").uuid(),
                DesiredMessages.clusterRef(json),
                json.member("kind").text(),
                Trees.free(json, "args"),
                json.orElse("metadata", Trees::texts, Map.of()),
                actor(json),
                json.member("created_ts").time(),
                json.optional("scheduled_ts", Cursor::time),
                json.optional("finished_ts", Cursor::time),
                Words.orchestratorActionPhase(json.member("state")),
                Trees.optionalFree(json, "state_payload"),
                Trees.optionalFree(json, "state_payload_error"),
                json.optional("timeout", Cursor::duration));
    }

    static JsonNode orchestratorAction(OrchestratorAction action) {
        ObjectNode json = ReportMessages.ids(action.cluster());
        json.put("action_id", action.id().toString());
        json.set("args", action.args());
        json.set("created_ts", Trees.time(action.createdTime()));
        json.set("finished_ts", Trees.time(action.finishedTime()));
        json.put("kind", action.kind());
        json.set("metadata", Trees.texts(action.metadata()));
        json.set("scheduled_ts", Trees.time(action.scheduledTime()));
        json.put("state", action.phase().name());
        json.set("state_payload", Trees.free(action.payload()));
        json.set("state_payload_error", Trees.free(action.error()));
        json.set("timeout", Trees.optional(action.timeout(), Trees::duration));
        return withActor(json, action.actor());
    }

    private static Actor actor(Cursor json) {
        return json.optional(
                        "actor",
                        actor -> new Actor(
                                actor.member("kind").text(),
                                actor.member("name").text()))
                .orElseGet(Actor::anonymous);
    }

    private static JsonNode withActor(ObjectNode json, Actor actor) {
        if (!actor.equals(Actor.anonymous())) {
            json.putObject("actor").put("kind", actor.kind()).put("name", actor.name());
        }
        return json;
    }
}
