package io.replicante.spec.agent;

import java.util.Optional;

/** What must hold on the node before an action may begin. Bounded in time; an exception refuses the action. */
@FunctionalInterface
public interface ActionPrecondition {
    /**
     * Looks whether an action may begin.
     *
     * @param action the action, about to be invoked for the first time
     * @return why not, for people; empty when it may
     */
    Optional<String> refusal(ActionExecution action);
}
