package io.replicante.spec.report;

import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.platform.DiscoveredNode;
import java.util.List;
import java.util.Objects;

/**
 * The nodes of a cluster as a platform listed them.
 *
 * @param cluster the cluster
 * @param nodes its nodes
 */
public record ClusterDiscovery(ClusterRef cluster, List<DiscoveredNode> nodes) {
    /** Refuses nulls, copies the list. */
    public ClusterDiscovery {
        Objects.requireNonNull(cluster, "cluster");
        nodes = List.copyOf(nodes);
    }
}
