package io.replicante.spec.agent;

/** How far an agent has come with an action: {@code NEW -> RUNNING -> DONE | FAILED}; the last two never change. */
public enum ActionPhase {
    /** Accepted and waiting. */
    NEW,
    /** Begun; may be invoked again after a restart of the agent. */
    RUNNING,
    /** Ended well. */
    DONE,
    /** Ended badly; effects may remain. */
    FAILED;

    /**
     * Whether the phase never changes again.
     *
     * @return true for DONE and FAILED
     */
    public boolean isFinal() {
        return this == DONE || this == FAILED;
    }
}
