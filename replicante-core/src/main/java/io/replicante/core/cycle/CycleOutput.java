package io.replicante.core.cycle;

import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Intent;
import io.replicante.spec.event.NewEvent;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a cycle concludes. Nothing has happened yet.
 *
 * @param mode {@code sync}, {@code observe}, {@code delete} or {@code paused}
 * @param next what is to be remembered; holds the new intents, findings and decisions
 * @param events what is to be told, in order
 * @param step the one planned intent that may be attempted next; it was allowed on these inputs
 * @param handOvers planned intents that touch nothing and may be attempted beside it, at most one per node
 * @param withdraw attempted intents whose ids are to be occupied on their agents
 * @param notes what the report should say
 * @param bearing what of the cluster bears on other clusters
 * @param unreserved what is concluded instead, if the step needs a share of the fleet's budget and it is refused; empty if it needs none
 */
public record CycleOutput(
        String mode,
        ClusterState next,
        List<NewEvent> events,
        Optional<Intent> step,
        List<Intent> handOvers,
        List<Intent> withdraw,
        List<String> notes,
        Bearing bearing,
        Optional<Unreserved> unreserved) {
    /** Refuses nulls, copies the lists. */
    public CycleOutput {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(next, "next");
        events = List.copyOf(events);
        Objects.requireNonNull(step, "step");
        handOvers = List.copyOf(handOvers);
        withdraw = List.copyOf(withdraw);
        notes = List.copyOf(notes);
        Objects.requireNonNull(bearing, "bearing");
        Objects.requireNonNull(unreserved, "unreserved");
    }

    /**
     * Conclusions that bear on no other cluster.
     *
     * @param mode {@code sync}, {@code observe}, {@code delete} or {@code paused}
     * @param next what is to be remembered
     * @param events what is to be told, in order
     * @param step the one planned intent that may be attempted next
     * @param handOvers planned intents that touch nothing and may be attempted beside it
     * @param withdraw attempted intents whose ids are to be occupied on their agents
     * @param notes what the report should say
     */
    public CycleOutput(
            String mode,
            ClusterState next,
            List<NewEvent> events,
            Optional<Intent> step,
            List<Intent> handOvers,
            List<Intent> withdraw,
            List<String> notes) {
        this(mode, next, events, step, handOvers, withdraw, notes, Bearing.NONE, Optional.empty());
    }
}
