package io.replicante.core.state;

import java.time.Instant;
import java.util.List;

/**
 * What other clusters have to reckon with of a cluster. Immutable.
 *
 * @param seen how many of its nodes were ever seen healthy
 * @param lost since when each of those is lost that no peer confirms to be lost
 * @param working whether voluntary work is under way
 * @param domains the failure domains that this work disturbs, as the cluster's nodes name them
 */
public record ClusterFacts(int seen, List<Instant> lost, boolean working, List<String> domains) {
    /** Of a cluster in which there is nothing to reckon with. */
    public static final ClusterFacts NONE = new ClusterFacts(0, List.of(), false, List.of());

    /** Copies the lists. */
    public ClusterFacts {
        lost = List.copyOf(lost);
        domains = List.copyOf(domains);
    }
}
