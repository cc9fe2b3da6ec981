package io.replicante.spec.cluster;

/** What may be done in a namespace. */
public enum NamespaceStatus {
    /** Fully managed. */
    ACTIVE,
    /** Watched: discovered and observed, nothing is ever sent. */
    OBSERVED,
    /** Ignored. */
    INACTIVE,
    /** Being emptied. */
    DELETING,
    /** Empty. */
    DELETED
}
