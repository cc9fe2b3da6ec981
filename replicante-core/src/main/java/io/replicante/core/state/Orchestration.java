package io.replicante.core.state;

import io.replicante.spec.action.OrchestratorAction;
import java.util.Objects;
import java.util.UUID;

/**
 * An action on the cluster as a whole, and how often its handler has answered.
 *
 * @param action the action
 * @param invocations how many invocations of its handler have a recorded answer
 */
public record Orchestration(OrchestratorAction action, int invocations) {
    /** Refuses nulls. */
    public Orchestration {
        Objects.requireNonNull(action, "action");
    }

    /**
     * The action's id.
     *
     * @return its id
     */
    public UUID id() {
        return action.id();
    }

    /**
     * The same invocations of an action that has changed.
     *
     * @param changed the action
     * @return the orchestration
     */
    public Orchestration with(OrchestratorAction changed) {
        return new Orchestration(changed, invocations);
    }
}
