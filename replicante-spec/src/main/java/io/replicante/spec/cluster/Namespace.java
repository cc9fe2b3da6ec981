package io.replicante.spec.cluster;

import java.util.Objects;

/**
 * A group of clusters and platforms with one policy.
 *
 * @param id names it
 * @param status what may be done in it
 */
public record Namespace(String id, NamespaceStatus status) {
    /** Refuses nulls. */
    public Namespace {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(status, "status");
    }
}
