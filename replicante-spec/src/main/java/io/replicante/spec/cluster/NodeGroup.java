package io.replicante.spec.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;

/**
 * A group of like nodes in a cluster's definition.
 *
 * @param attributes extend and override the cluster's
 * @param desiredCount how many nodes, at most 4,294,967,295
 * @param nodeClass the kind of machine
 * @param storeVersion overrides the cluster's
 */
public record NodeGroup(ObjectNode attributes, long desiredCount, String nodeClass, Optional<String> storeVersion) {
    private static final long MAX_COUNT = 0xFFFF_FFFFL;

    /** Refuses nulls and counts that are out of range. */
    public NodeGroup {
        Objects.requireNonNull(attributes, "attributes");
        Objects.requireNonNull(nodeClass, "node_class");
        Objects.requireNonNull(storeVersion, "store_version");
        if (desiredCount < 0 || desiredCount > MAX_COUNT) {
            throw new IllegalArgumentException("desired_count must be between 0 and " + MAX_COUNT);
        }
    }
}
