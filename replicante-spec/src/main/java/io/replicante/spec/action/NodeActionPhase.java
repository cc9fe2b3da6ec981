package io.replicante.spec.action;

/** How far a node action has come: {@code PENDING_APPROVE -> PENDING_SCHEDULE -> NEW -> RUNNING -> DONE | FAILED}. */
public enum NodeActionPhase {
    /** Waits for a person. */
    PENDING_APPROVE,
    /** Waits to be handed to its agent. */
    PENDING_SCHEDULE,
    /** Accepted by its agent. */
    NEW,
    /** Begun. */
    RUNNING,
    /** Ended well. */
    DONE,
    /** Ended badly. */
    FAILED,
    /** Ended before it began. */
    CANCELLED,
    /** Its agent does not know it any more. */
    LOST;

    /**
     * Whether the phase never changes again.
     *
     * @return true for DONE, FAILED, CANCELLED and LOST
     */
    public boolean isFinal() {
        return this == DONE || this == FAILED || this == CANCELLED || this == LOST;
    }

    /**
     * Whether an action may go from this phase to another.
     *
     * @param next the other phase
     * @return true when the transition is legal; staying is legal
     */
    public boolean mayBecome(NodeActionPhase next) {
        if (this == next) {
            return true;
        }
        return switch (this) {
            case PENDING_APPROVE -> next == PENDING_SCHEDULE || next == CANCELLED;
            case PENDING_SCHEDULE -> next != PENDING_APPROVE && next != LOST;
            case NEW -> next == RUNNING || next.isFinal();
            case RUNNING -> next.isFinal();
            case DONE, FAILED, CANCELLED, LOST -> false;
        };
    }
}
