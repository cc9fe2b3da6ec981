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
 * @param unread why the answer about an id that was asked for says nothing; such an id has no lookup
 */
public record ActionsReading(
        ActionList queued,
        ActionList finished,
        Map<UUID, Optional<ActionExecution>> lookups,
        Map<UUID, String> unread) {
    /** Refuses nulls, copies the maps. */
    public ActionsReading {
        Objects.requireNonNull(queued, "queued");
        Objects.requireNonNull(finished, "finished");
        lookups = Map.copyOf(lookups);
        unread = Map.copyOf(unread);
    }

    /**
     * A reading in which every lookup was answered.
     *
     * @param queued the unfinished ones
     * @param finished the finished ones
     * @param lookups each id that was asked for: the action, or empty when the agent said that it does not know it
     */
    public ActionsReading(ActionList queued, ActionList finished, Map<UUID, Optional<ActionExecution>> lookups) {
        this(queued, finished, lookups, Map.of());
    }
}
