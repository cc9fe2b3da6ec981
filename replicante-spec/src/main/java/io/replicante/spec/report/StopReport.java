package io.replicante.spec.report;

import io.replicante.spec.model.ClusterRef;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Which nodes of a cluster may stop together for a bounded time, as of one moment. Immutable.
 *
 * @param cluster the cluster
 * @param observedAt when its nodes began to be observed
 * @param together nodes that may be away at the same time; no other could be added
 * @param others for each other node what stands against it, alone or beside those
 */
public record StopReport(
        ClusterRef cluster, Instant observedAt, List<String> together, NavigableMap<String, String> others) {
    /** Refuses nulls, copies the collections. */
    public StopReport {
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(observedAt, "observedAt");
        together = List.copyOf(together);
        others = Collections.unmodifiableNavigableMap(new TreeMap<>(others));
    }
}
