package io.replicante.core.state;

import java.time.Instant;
import java.util.Objects;

/**
 * A decision that was news when it was made: its verdict or a rule's answer was another than in the cycle before. Immutable.
 *
 * @param at when
 * @param decision the decision, with every rule's answer
 */
public record Decided(Instant at, Decision decision) {
    /** Refuses nulls. */
    public Decided {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(decision, "decision");
    }
}
