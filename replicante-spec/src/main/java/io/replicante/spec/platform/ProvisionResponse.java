package io.replicante.spec.platform;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What was provisioned.
 *
 * @param count how many nodes
 * @param nodeIds all their ids, if the platform knows them already
 */
public record ProvisionResponse(long count, Optional<List<String>> nodeIds) {
    /** Refuses nulls and negative counts. */
    public ProvisionResponse {
        Objects.requireNonNull(nodeIds, "node_ids");
        nodeIds = nodeIds.map(List::copyOf);
        if (count < 0) {
            throw new IllegalArgumentException("count must not be negative");
        }
    }
}
