package io.replicante.core.state;

import io.replicante.spec.model.CommitOffset;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A node that was the primary and is out of that place for certain. Immutable.
 *
 * @param since when that was observed: nothing that it acknowledged is later
 * @param term the term in which it was the primary; 0 when none is reported
 * @param position how far its copy had come at the end, if that is known
 * @param by what proves it
 * @param reachedBy the nodes that were seen to have come as far, in that term
 */
public record Fence(Instant since, long term, Optional<CommitOffset> position, Proof by, List<String> reachedBy) {
    /** What proves that a primary acknowledges nothing more. */
    public enum Proof {
        /** An action of ours took it out of its place, and that was observed. */
        ACTION,
        /** Too few are left of those whose acknowledgement it waits for. */
        DETACHED,
        /** It has been without its peers for so long that it stopped by itself. */
        SELF_FENCED,
        /** Its machine is destroyed. */
        DESTROYED,
        /** Another one leads in its place, on a person's word or by a person's hand. It may come back, and run. */
        SUCCEEDED
    }

    /** Refuses nulls, copies the list; documents of earlier versions know of actions only. */
    public Fence {
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(position, "position");
        by = by == null ? Proof.ACTION : by;
        reachedBy = List.copyOf(reachedBy);
    }
}
