package io.replicante.spec.report;

/** What a cycle was allowed to do. */
public enum OrchestrateMode {
    /** Watch and manage. */
    SYNC,
    /** Watch only. */
    OBSERVE,
    /** Watch a cluster that is going away. */
    DELETE
}
