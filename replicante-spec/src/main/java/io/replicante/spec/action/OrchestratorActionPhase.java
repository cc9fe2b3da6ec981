package io.replicante.spec.action;

/** How far an orchestrator action has come: {@code PENDING_APPROVE -> PENDING_SCHEDULE -> RUNNING -> DONE | FAILED}. */
public enum OrchestratorActionPhase {
    /** Waits for a person. */
    PENDING_APPROVE,
    /** Waits for its turn. */
    PENDING_SCHEDULE,
    /** Begun. */
    RUNNING,
    /** Ended well. */
    DONE,
    /** Ended badly. */
    FAILED,
    /** Ended before it was done, because somebody wanted that. */
    CANCELLED;

    /**
     * Whether the phase never changes again.
     *
     * @return true for DONE, FAILED and CANCELLED
     */
    public boolean isFinal() {
        return this == DONE || this == FAILED || this == CANCELLED;
    }

    /**
     * Whether an action may go from this phase to another.
     *
     * @param next the other phase
     * @return true when the transition is legal; staying is legal
     */
    public boolean mayBecome(OrchestratorActionPhase next) {
        if (this == next) {
            return true;
        }
        return switch (this) {
            case PENDING_APPROVE -> next == PENDING_SCHEDULE || next == CANCELLED;
            case PENDING_SCHEDULE -> next != PENDING_APPROVE;
            case RUNNING -> next.isFinal();
            case DONE, FAILED, CANCELLED -> false;
        };
    }
}
