package io.replicante.core.view;

import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionList;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The actions of one agent.
 *
 * @param queued the unfinished ones
 * @param finished the finished ones
 * @param lookups each id that was asked for: the action, or empty when the agent said that it does not know it
 */
public record ActionsReading(ActionList queued, ActionList finished, Map<UUID, Optional<ActionExecution>> lookups) {
    /** Refuses nulls, copies the map. */
    public ActionsReading {
        Objects.requireNonNull(queued, "queued");
        Objects.requireNonNull(finished, "finished");
        lookups = Map.copyOf(lookups);
    }
}
