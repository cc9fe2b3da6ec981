package io.replicante.spec.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a cluster should be made of, as platforms are asked for it.
 *
 * @param attributes free facts for the platform
 * @param clusterId the cluster
 * @param store the datastore software
 * @param storeVersion its version
 * @param nodes the groups of nodes by id
 */
public record ClusterDefinition(
        ObjectNode attributes, String clusterId, String store, String storeVersion, Map<String, NodeGroup> nodes) {
    /** Refuses nulls, copies the map (in the order of the ids). */
    public ClusterDefinition {
        Objects.requireNonNull(attributes, "attributes");
        Objects.requireNonNull(clusterId, "cluster_id");
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(storeVersion, "store_version");
        nodes = Collections.unmodifiableMap(new TreeMap<>(nodes));
    }

    /**
     * How many nodes the cluster should have.
     *
     * @return the sum over all groups, at most {@link Integer#MAX_VALUE}
     */
    public int desiredNodes() {
        return (int) Math.min(
                Integer.MAX_VALUE,
                nodes.values().stream().mapToLong(NodeGroup::desiredCount).sum());
    }
}
