package io.replicante.spec.agent;

import java.util.List;

/**
 * A list of actions as an agent reports it.
 *
 * @param actions the actions
 * @param complete whether the agent says that nothing was cut off; only absence from a complete list means anything
 */
public record ActionList(List<ActionSummary> actions, boolean complete) {
    /** Copies the list. */
    public ActionList {
        actions = List.copyOf(actions);
    }
}
