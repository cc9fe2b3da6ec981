package io.replicante.spec.platform;

import io.replicante.spec.cluster.ClusterDefinition;
import java.util.Objects;

/**
 * Asks for nodes.
 *
 * @param cluster what the cluster should be
 * @param count how many nodes, at most
 * @param nodeGroupId for which group of the cluster's definition
 */
public record ProvisionRequest(ClusterDefinition cluster, int count, String nodeGroupId) {
    /** The cluster attribute that lets the one node of this request form a cluster by itself. */
    public static final String FORM = "replicante.io/form";

    /** Refuses nulls and negative counts. */
    public ProvisionRequest {
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(nodeGroupId, "node_group_id");
        if (count < 0) {
            throw new IllegalArgumentException("count must not be negative");
        }
    }
}
