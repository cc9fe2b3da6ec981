package io.replicante.core.plan;

import io.replicante.core.state.Candidate;
import java.util.List;

/**
 * Knows what would help against some findings. It never asks whether that is safe: the gate does.
 *
 * <p><b>Pure:</b> the same situation gives the same candidates; no I/O, no clock. <b>Thread safety:</b> called concurrently for
 * different clusters. <b>Failure:</b> a remedy that throws proposes nothing, and the report says so.
 */
public interface Remedy {
    /**
     * Names the remedy.
     *
     * @return the name
     */
    String name();

    /**
     * What would help.
     *
     * @param situation the cluster and what is wrong with it
     * @return candidates, in any order
     */
    List<Candidate> propose(Situation situation);

    /**
     * What it lacks to help against the findings that concern it.
     *
     * @param situation the cluster and what is wrong with it
     * @return sentences for the report; empty by default
     */
    default List<String> lacks(Situation situation) {
        return List.of();
    }
}
