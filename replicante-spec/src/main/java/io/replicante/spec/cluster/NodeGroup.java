package io.replicante.spec.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;

/**
 * A group of like nodes in a cluster's definition.
 *
 * @param attributes extend and override the cluster's
 * @param desiredCount how many nodes
 * @param nodeClass the kind of machine
 * @param storeVersion overrides the cluster's
 */
public record NodeGroup(ObjectNode attributes, int desiredCount, String nodeClass, Optional<String> storeVersion) {
    /** Refuses nulls and negative counts. */
    public NodeGroup {
        Objects.requireNonNull(attributes, "attributes");
        Objects.requireNonNull(nodeClass, "node_class");
        Objects.requireNonNull(storeVersion, "store_version");
        if (desiredCount < 0) {
            throw new IllegalArgumentException("desired_count must not be negative");
        }
    }
}
