package io.replicante.spec.model;

import java.util.Objects;

/**
 * Names one node of a cluster.
 *
 * @param cluster the cluster
 * @param nodeId the platform's name for the node, unique within the cluster and never reused for another machine
 */
public record NodeRef(ClusterRef cluster, String nodeId) {
    /** Refuses blank, overlong (256 characters) and control-character names with an {@link IllegalArgumentException}. */
    public NodeRef {
        Objects.requireNonNull(cluster, "cluster");
        Names.require(nodeId, "node_id");
    }

    @Override
    public String toString() {
        return cluster + "/" + nodeId;
    }
}
