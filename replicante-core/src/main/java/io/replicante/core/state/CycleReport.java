package io.replicante.core.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What one cycle of one cluster did.
 *
 * @param mode {@code sync}, {@code observe}, {@code delete} or {@code paused}
 * @param startedAt when it began
 * @param took how long it took
 * @param outcome {@link #COMPLETED}, or why it did not come to its end
 * @param notes what is worth telling
 */
public record CycleReport(String mode, Instant startedAt, Duration took, String outcome, List<String> notes) {
    /** The outcome of a cycle that was not ended early. */
    public static final String COMPLETED = "completed";

    /** Refuses nulls, copies the list. */
    public CycleReport {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(took, "took");
        Objects.requireNonNull(outcome, "outcome");
        notes = List.copyOf(notes);
    }

    /**
     * Whether the cycle came to its end.
     *
     * @return false when it was ended early; {@link #outcome} says why
     */
    public boolean completed() {
        return outcome.equals(COMPLETED);
    }
}
