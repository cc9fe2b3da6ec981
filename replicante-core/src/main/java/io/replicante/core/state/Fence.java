package io.replicante.core.state;

import io.replicante.spec.model.CommitOffset;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A node that was the primary and was observed, after an action of ours, to be out of that place for good. Immutable.
 *
 * @param since when that was observed: nothing that it acknowledged is later
 * @param term the term in which it was the primary; 0 when none is reported
 * @param position how far its copy had come at the end, if that is known
 * @param reachedBy the nodes that were seen to have come as far, in that term
 */
public record Fence(Instant since, long term, Optional<CommitOffset> position, List<String> reachedBy) {
    /** Refuses nulls, copies the list. */
    public Fence {
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(position, "position");
        reachedBy = List.copyOf(reachedBy);
    }
}
