package io.replicante.core.state;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * For how many others a primary waits before it acknowledges a write, as it was last seen. Immutable.
 *
 * @param term the term in which it is the primary; 0 when none is reported
 * @param copies for how many of them
 * @param of the nodes that may have been among them
 * @param since since when it has been seen to wait for no fewer, and nobody left them
 * @param settled whether as many of them were seen to have all that was acknowledged before that
 */
public record Waiting(long term, long copies, List<String> of, Instant since, boolean settled) {
    /** Refuses nulls, copies the list. */
    public Waiting {
        of = List.copyOf(of);
        Objects.requireNonNull(since, "since");
    }
}
