package io.replicante.spec.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionExecutionRequest;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.ActionState;
import io.replicante.spec.agent.ActionSummary;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;

/** What agents tell of their actions, and are asked for. Stateless. */
final class ActionMessages {
    private ActionMessages() {}

    static ActionExecution execution(Cursor json) {
        return new ActionExecution(
                Trees.free(json, "args"),
                json.member("created_time").time(),
                json.optional("finished_time", Cursor::time),
                json.member("id").uuid(),
                json.member("kind").text(),
                json.orElse("metadata", Trees::texts, Map.of()),
                json.member("scheduled_time").time(),
                state(json.member("state")));
    }

    static JsonNode execution(ActionExecution action) {
        ObjectNode json = Trees.object();
        json.set("args", action.args());
        json.set("created_time", Trees.time(action.createdTime()));
        json.set("finished_time", Trees.time(action.finishedTime()));
        json.put("id", action.id().toString());
        json.put("kind", action.kind());
        json.set("metadata", Trees.texts(action.metadata()));
        json.set("scheduled_time", Trees.time(action.scheduledTime()));
        json.set("state", state(action.state()));
        return json;
    }

    private static ActionState state(Cursor json) {
        return new ActionState(
                Words.actionPhase(json.member("phase")),
                Trees.optionalFree(json, "payload"),
                Trees.optionalFree(json, "error"));
    }

    private static JsonNode state(ActionState state) {
        ObjectNode json = Trees.object();
        json.set("error", Trees.free(state.error()));
        json.set("payload", Trees.free(state.payload()));
        return json.put("phase", state.phase().name());
    }

    static ActionList list(Cursor json) {
        return json.node().isArray()
                ? new ActionList(json.list(ActionMessages::summary), false)
                : new ActionList(
                        json.member("actions").list(ActionMessages::summary),
                        json.orElse("complete", Cursor::flag, false));
    }

    static JsonNode list(ActionList list) {
        ObjectNode json = Trees.object();
        json.set("actions", Trees.list(list.actions(), ActionMessages::summary));
        if (list.complete()) {
            json.put("complete", true);
        }
        return json;
    }

    private static ActionSummary summary(Cursor json) {
        return new ActionSummary(
                json.member("id").uuid(), json.member("kind").text(), Words.actionPhase(json.either("phase", "state")));
    }

    private static JsonNode summary(ActionSummary summary) {
        return Trees.object()
                .put("id", summary.id().toString())
                .put("kind", summary.kind())
                .put("phase", summary.phase().name());
    }

    static ActionExecutionRequest request(Cursor json) {
        return new ActionExecutionRequest(
                json.optional("id", Cursor::uuid),
                json.member("kind").text(),
                Trees.free(json, "args"),
                json.optional("created_time", Cursor::offsetTime),
                json.orElse("metadata", Trees::texts, Map.of()));
    }

    static JsonNode request(ActionExecutionRequest request) {
        ObjectNode json = Trees.object();
        json.set("args", request.args());
        json.set("created_time", Trees.time(request.createdTime().map(OffsetDateTime::toInstant)));
        json.set("id", Trees.text(request.id().map(UUID::toString)));
        json.put("kind", request.kind());
        json.set("metadata", Trees.texts(request.metadata()));
        return json;
    }

    static UUID scheduled(Cursor json) {
        return json.member("id").uuid();
    }

    static JsonNode scheduled(UUID id) {
        return Trees.object().put("id", id.toString());
    }
}
