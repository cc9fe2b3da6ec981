package io.replicante.core.engine;

import io.replicante.spec.model.ClusterRef;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Keeps clusters whose cycles are slow from taking all workers. Bounded; thread-safe. */
final class SlowShare {
    private static final int MAX_CLUSTERS = 10_000;

    private final Duration slow;
    private final Semaphore share;
    private final Map<ClusterRef, Boolean> clusters = new LinkedHashMap<>();

    SlowShare(int share, Duration slow) {
        this.share = new Semaphore(share);
        this.slow = slow;
    }

    /** How a cycle may be run. */
    enum Admission {
        /** Like any other. */
        FREE,
        /** As one of the slow ones; it must be left again. */
        SHARED,
        /** Not now: the share is used up. */
        FULL
    }

    Admission enter(ClusterRef cluster) {
        if (!isSlow(cluster)) {
            return Admission.FREE;
        }
        return share.tryAcquire() ? Admission.SHARED : Admission.FULL;
    }

    void leave(Admission admission) {
        if (admission == Admission.SHARED) {
            share.release();
        }
    }

    synchronized void took(ClusterRef cluster, Duration duration) {
        if (duration.compareTo(slow) < 0) {
            clusters.remove(cluster);
            return;
        }
        clusters.put(cluster, true);
        if (clusters.size() > MAX_CLUSTERS) {
            clusters.remove(clusters.keySet().iterator().next());
        }
    }

    private synchronized boolean isSlow(ClusterRef cluster) {
        return clusters.containsKey(cluster);
    }
}
