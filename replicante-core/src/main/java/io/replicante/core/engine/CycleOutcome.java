package io.replicante.core.engine;

import io.replicante.core.state.CycleReport;
import java.util.Locale;

/** How a cycle ended. */
enum CycleOutcome {
    /** Its conclusions were committed, and its step, if there was one, was dealt with. */
    COMPLETED(CycleReport.COMPLETED),
    /** There is no such cluster. */
    NOT_DECLARED("the cluster or its namespace is not declared"),
    /** The cluster or its namespace is switched off. */
    INACTIVE("the cluster or its namespace is not active"),
    /** What is remembered of the cluster cannot be read. */
    UNREADABLE("what is remembered of the cluster cannot be read"),
    /** Somebody else works on the cluster. */
    HELD_ELSEWHERE("somebody else is at this cluster"),
    /** The lease was lost on the way. Nothing was begun after that. */
    LEASE_LOST("the lease was lost"),
    /** Others changed the cluster again and again meanwhile. */
    CONTENDED("the cluster was changed by others again and again"),
    /** The engine is being closed. */
    STOPPED("the engine is closing"),
    /** The store could not be used. */
    STORE_FAILED("the store failed"),
    /** A fault of the engine or of a host's plug-in. */
    FAILED("failed");

    private final String description;

    CycleOutcome(String description) {
        this.description = description;
    }

    /** For people. */
    String description() {
        return description;
    }

    /** For meters and spans. */
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
