package io.replicante.spec.json;

import io.replicante.spec.cluster.Namespace;
import java.util.Objects;

/**
 * Declares a namespace.
 *
 * @param namespace what is declared
 */
public record NamespaceManifest(Namespace namespace) implements Manifest {
    /** Refuses nulls. */
    public NamespaceManifest {
        Objects.requireNonNull(namespace, "namespace");
    }
}
