package io.replicante.spec.platform;

import java.util.List;
import java.util.Objects;

/**
 * The nodes of one cluster.
 *
 * @param clusterId the cluster
 * @param nodes its nodes
 */
public record DiscoveredCluster(String clusterId, List<DiscoveredNode> nodes) {
    /** Refuses nulls, copies the list. */
    public DiscoveredCluster {
        Objects.requireNonNull(clusterId, "cluster_id");
        nodes = List.copyOf(nodes);
    }
}
