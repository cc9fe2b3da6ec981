package io.replicante.core.state;

import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionKinds;

/** How an occupied id is told from an action that ran. */
public final class Withdrawals {
    /** Metadata of a request that only occupies an id. */
    public static final String MARK = "replicante.io/withdrawal";

    private Withdrawals() {}

    /**
     * Whether an agent's action only occupies the id of another one.
     *
     * @param told what the agent has
     * @param kind what was meant to run under this id
     * @return true when what was meant can never run
     */
    public static boolean isWithdrawal(ActionExecution told, String kind) {
        return isMarked(told)
                || (told.kind().equals(ActionKinds.TEST_SUCCESS) && !kind.equals(ActionKinds.TEST_SUCCESS));
    }

    /**
     * Whether the request of an agent's action said that it only occupies an id.
     *
     * @param told what the agent has
     * @return true for a withdrawal
     */
    public static boolean isMarked(ActionExecution told) {
        return told.metadata().containsKey(MARK);
    }
}
