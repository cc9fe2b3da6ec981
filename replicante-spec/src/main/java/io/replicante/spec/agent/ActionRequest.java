package io.replicante.spec.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Asks an agent to run an action.
 *
 * @param id the id that names this request for ever
 * @param kind what to do, {@code domain/name}
 * @param args with what; a JSON null when nothing
 * @param createdTime when it was asked for
 * @param metadata texts for the agent, among them the {@link ActionToken}
 */
public record ActionRequest(UUID id, String kind, JsonNode args, Instant createdTime, Map<String, String> metadata) {
    /** Refuses nulls, copies the map. */
    public ActionRequest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(args, "args");
        Objects.requireNonNull(createdTime, "created_time");
        metadata = Map.copyOf(metadata);
    }
}
