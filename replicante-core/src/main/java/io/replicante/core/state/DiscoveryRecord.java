package io.replicante.core.state;

import io.replicante.spec.platform.DiscoveredNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What the platform last listed for a cluster.
 *
 * @param nodes the nodes, in the order of their ids
 * @param observedAt when the listing began
 */
public record DiscoveryRecord(List<DiscoveredNode> nodes, Instant observedAt) {
    /** Refuses nulls; orders the nodes. */
    public DiscoveryRecord {
        nodes = nodes.stream()
                .sorted(Comparator.comparing(DiscoveredNode::nodeId))
                .toList();
        Objects.requireNonNull(observedAt, "observedAt");
    }
}
