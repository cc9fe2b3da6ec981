package io.replicante.core.view;

import io.replicante.core.state.ClusterFacts;
import io.replicante.spec.model.ClusterRef;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What is known of all clusters together. Immutable.
 *
 * @param clusters how many clusters there are
 * @param facts what each of them lets others know; a cluster that was never looked at has none
 */
public record FleetFacts(long clusters, NavigableMap<ClusterRef, ClusterFacts> facts) {
    /** Copies the map. */
    public FleetFacts {
        facts = Collections.unmodifiableNavigableMap(new TreeMap<>(facts));
    }

    /**
     * The other clusters in which voluntary work is under way.
     *
     * @param cluster the cluster that is looked at
     * @return the others
     */
    public NavigableMap<ClusterRef, ClusterFacts> workingBeside(ClusterRef cluster) {
        NavigableMap<ClusterRef, ClusterFacts> working = new TreeMap<>();
        facts.forEach((ref, known) -> {
            if (known.working() && !ref.equals(cluster)) {
                working.put(ref, known);
            }
        });
        return working;
    }

    /**
     * The other clusters of the same namespace.
     *
     * @param cluster the cluster that is looked at
     * @return what is known of the others
     */
    public NavigableMap<ClusterRef, ClusterFacts> namespaceBeside(ClusterRef cluster) {
        NavigableMap<ClusterRef, ClusterFacts> beside = new TreeMap<>();
        facts.forEach((ref, known) -> {
            if (ref.nsId().equals(cluster.nsId()) && !ref.equals(cluster)) {
                beside.put(ref, known);
            }
        });
        return beside;
    }
}
