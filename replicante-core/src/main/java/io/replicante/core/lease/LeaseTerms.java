package io.replicante.core.lease;

import java.time.Duration;
import java.util.Objects;

/**
 * How long leases last, and how much of them is not relied on.
 *
 * @param duration how long a lease lasts for the store
 * @param margin how much earlier the engine stops relying on it, and how far wall and monotonic time may move apart
 */
public record LeaseTerms(Duration duration, Duration margin) {
    private static final int SHARE_OF_STORE = 10;
    private static final Duration MOST_OF_STORE = Duration.ofSeconds(2);

    /** Thirty seconds; two of them as margin. */
    public static final LeaseTerms DEFAULT = new LeaseTerms(Duration.ofSeconds(30), Duration.ofSeconds(2));

    /** Refuses nulls, negative margins and durations that are not longer than the margin. */
    public LeaseTerms {
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(margin, "margin");
        if (margin.isNegative() || duration.compareTo(margin) <= 0) {
            throw new IllegalArgumentException("a lease must last longer than its margin, which must not be negative");
        }
    }

    Duration reliable() {
        return duration.minus(margin);
    }

    /**
     * What a step under a lease may need at most. That is less than what is relied on, because a lease that was just claimed or
     * renewed has already lost what the store took for that.
     *
     * @return what is relied on, less a tenth of the lease, but no more than two seconds less
     */
    public Duration usable() {
        Duration tenth = duration.dividedBy(SHARE_OF_STORE);
        return reliable().minus(tenth.compareTo(MOST_OF_STORE) < 0 ? tenth : MOST_OF_STORE);
    }
}
