package io.replicante.store;

import io.replicante.spec.model.ClusterRef;
import java.util.List;
import java.util.Objects;

/**
 * The unit of atomicity and of revisions: one cluster, one namespace, or the fleet. Stores partition by it.
 *
 * @param value the canonical text, for example {@code cluster/prod/orders}
 */
public record Scope(String value) implements Comparable<Scope> {
    /** Refuses nulls. */
    public Scope {
        Objects.requireNonNull(value, "value");
    }

    /**
     * What belongs to one cluster.
     *
     * @param cluster the cluster
     * @return the scope
     */
    public static Scope of(ClusterRef cluster) {
        return new Scope("cluster/" + cluster);
    }

    /**
     * What belongs to one namespace: itself and its platforms.
     *
     * @param nsId the namespace
     * @return the scope
     */
    public static Scope namespace(String nsId) {
        return new Scope("namespace/" + nsId);
    }

    /**
     * What belongs to nobody in particular.
     *
     * @return the scope
     */
    public static Scope fleet() {
        return new Scope("fleet");
    }

    /**
     * The scopes on which decisions about a cluster depend.
     *
     * @param cluster the cluster
     * @return the cluster's, its namespace's and the fleet's
     */
    public static List<Scope> around(ClusterRef cluster) {
        return List.of(of(cluster), namespace(cluster.nsId()), fleet());
    }

    @Override
    public int compareTo(Scope other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
