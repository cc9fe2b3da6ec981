package io.replicante.spec.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Optional;

/**
 * The state of an action on an agent.
 *
 * @param phase how far it has come
 * @param payload what the action remembers between invocations
 * @param error what went wrong
 */
public record ActionState(ActionPhase phase, Optional<JsonNode> payload, Optional<JsonNode> error) {
    /** Refuses nulls. */
    public ActionState {
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(error, "error");
    }
}
