package io.replicante.spec.platform;

import java.util.Objects;

/**
 * Gives one node back.
 *
 * @param clusterId the cluster
 * @param nodeId the node
 */
public record DeprovisionRequest(String clusterId, String nodeId) {
    /** Refuses nulls. */
    public DeprovisionRequest {
        Objects.requireNonNull(clusterId, "cluster_id");
        Objects.requireNonNull(nodeId, "node_id");
    }
}
