package io.replicante.spec.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A request for an action as it arrives at an agent, before the agent fills in what the sender left out.
 *
 * @param id the action; empty: the agent chooses one
 * @param kind what to do
 * @param args with what; a JSON null when nothing
 * @param createdTime when it was asked for, with the offset that it was written with; empty: now
 * @param metadata texts for the agent
 */
public record ActionExecutionRequest(
        Optional<UUID> id,
        String kind,
        JsonNode args,
        Optional<OffsetDateTime> createdTime,
        Map<String, String> metadata) {
    /** Refuses nulls, copies the map. */
    public ActionExecutionRequest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(args, "args");
        Objects.requireNonNull(createdTime, "created_time");
        metadata = Map.copyOf(metadata);
    }

    /**
     * A request that leaves nothing out.
     *
     * @param request what is asked for
     * @return the request as it is sent
     */
    public static ActionExecutionRequest of(ActionRequest request) {
        return new ActionExecutionRequest(
                Optional.of(request.id()),
                request.kind(),
                request.args(),
                Optional.of(request.createdTime().atOffset(ZoneOffset.UTC)),
                request.metadata());
    }
}
