package io.replicante.spec.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * An action as its agent holds it.
 *
 * @param args what it was asked with; a JSON null when nothing
 * @param createdTime when it was asked for
 * @param finishedTime when it ended, if it has
 * @param id the action
 * @param kind what it does
 * @param metadata what came with the request
 * @param scheduledTime when the agent accepted it
 * @param state how far it has come
 */
public record ActionExecution(
        JsonNode args,
        Instant createdTime,
        Optional<Instant> finishedTime,
        UUID id,
        String kind,
        Map<String, String> metadata,
        Instant scheduledTime,
        ActionState state) {
    /** Refuses nulls, copies the map. */
    public ActionExecution {
        Objects.requireNonNull(args, "args");
        Objects.requireNonNull(createdTime, "created_time");
        Objects.requireNonNull(finishedTime, "finished_time");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        metadata = Map.copyOf(metadata);
        Objects.requireNonNull(scheduledTime, "scheduled_time");
        Objects.requireNonNull(state, "state");
    }

    /**
     * The line of an action list for this action.
     *
     * @return the summary
     */
    public ActionSummary summary() {
        return new ActionSummary(id, kind, state.phase());
    }
}
