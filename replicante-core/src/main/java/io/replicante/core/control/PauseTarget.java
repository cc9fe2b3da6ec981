package io.replicante.core.control;

import io.replicante.spec.model.ClusterRef;
import java.util.Objects;

/** What is paused: one cluster, all clusters of a namespace, or all clusters. */
public sealed interface PauseTarget {
    /**
     * One cluster.
     *
     * @param ref the cluster
     */
    record Cluster(ClusterRef ref) implements PauseTarget {
        /** Refuses nulls. */
        public Cluster {
            Objects.requireNonNull(ref, "ref");
        }
    }

    /**
     * All clusters of a namespace.
     *
     * @param nsId the namespace
     */
    record Namespace(String nsId) implements PauseTarget {
        /** Refuses nulls. */
        public Namespace {
            Objects.requireNonNull(nsId, "nsId");
        }
    }

    /** All clusters. */
    record Fleet() implements PauseTarget {}

    /**
     * One cluster.
     *
     * @param ref the cluster
     * @return the target
     */
    static PauseTarget cluster(ClusterRef ref) {
        return new Cluster(ref);
    }

    /**
     * All clusters of a namespace.
     *
     * @param nsId the namespace
     * @return the target
     */
    static PauseTarget namespace(String nsId) {
        return new Namespace(nsId);
    }

    /**
     * All clusters.
     *
     * @return the target
     */
    static PauseTarget fleet() {
        return new Fleet();
    }
}
