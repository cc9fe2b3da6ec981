package io.replicante.core.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.cluster.Declaration.Approval;
import io.replicante.spec.model.ClusterRef;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * An action on a cluster as a whole that somebody asks for.
 *
 * @param cluster the cluster
 * @param kind what, {@code domain/name}
 * @param args with what; a JSON null for nothing
 * @param metadata texts that go with it
 * @param approval whether a person has to agree before it may be begun
 * @param id its name, not used in the cluster before; empty: one is given
 * @param timeout how long it may run; empty: as its handler says
 */
public record OrchestratorOrder(
        ClusterRef cluster,
        String kind,
        JsonNode args,
        Map<String, String> metadata,
        Approval approval,
        Optional<UUID> id,
        Optional<Duration> timeout) {
    /** Refuses nulls, copies the map. */
    public OrchestratorOrder {
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(args, "args");
        metadata = Map.copyOf(metadata);
        Objects.requireNonNull(approval, "approval");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(timeout, "timeout");
    }

    /**
     * An action that needs nobody's approval and gets its name when it is taken.
     *
     * @param cluster the cluster
     * @param kind what, {@code domain/name}
     * @param args with what; a JSON null for nothing
     * @return the order
     */
    public static OrchestratorOrder of(ClusterRef cluster, String kind, JsonNode args) {
        return new OrchestratorOrder(
                cluster, kind, args, Map.of(), Approval.GRANTED, Optional.empty(), Optional.empty());
    }
}
