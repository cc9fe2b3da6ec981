package io.replicante.spec.platform;

import java.util.List;

/**
 * Everything that a platform lists.
 *
 * @param clusters the clusters
 */
public record Discovery(List<DiscoveredCluster> clusters) {
    /** Copies the list. */
    public Discovery {
        clusters = List.copyOf(clusters);
    }
}
