package io.replicante.spec.json;

import io.replicante.spec.cluster.ClusterSpec;
import java.util.Objects;

/**
 * Declares a cluster.
 *
 * @param clusterSpec what is declared
 */
public record ClusterSpecManifest(ClusterSpec clusterSpec) implements Manifest {
    /** Refuses nulls. */
    public ClusterSpecManifest {
        Objects.requireNonNull(clusterSpec, "clusterSpec");
    }
}
