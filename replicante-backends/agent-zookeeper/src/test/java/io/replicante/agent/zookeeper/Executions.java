package io.replicante.agent.zookeeper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionHandler;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionResult;
import io.replicante.spec.agent.ActionState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** An action that is invoked by hand, the way a queue does it. */
final class Executions {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final ActionHandler handler;
    private ActionExecution action;

    private Executions(ActionHandler handler, JsonNode args) {
        this.handler = handler;
        action = with(args, Optional.empty());
    }

    static Executions of(ActionHandler handler, Map<String, String> args) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        args.forEach(json::put);
        return new Executions(handler, json);
    }

    /** Invokes once and remembers the payload. */
    ActionResult step() throws Exception {
        ActionResult result = handler.invoke(action);
        if (result.payload() instanceof ActionResult.Change.Replace replace) {
            action = with(action.args(), Optional.of(replace.value()));
        }
        return result;
    }

    /** Invokes once and forgets the result, as when the host went away before it was stored. */
    void stepThatIsForgotten() throws Exception {
        handler.invoke(action);
    }

    static String error(ActionResult result) {
        return ((ActionResult.Change.Replace) result.error())
                .value()
                .path("error_msg")
                .asText();
    }

    private static ActionExecution with(JsonNode args, Optional<JsonNode> payload) {
        return new ActionExecution(
                args,
                NOW,
                Optional.empty(),
                new UUID(1, 2),
                "agent.replicante.io/any",
                Map.of(),
                NOW,
                new ActionState(ActionPhase.RUNNING, payload, Optional.empty()));
    }
}
