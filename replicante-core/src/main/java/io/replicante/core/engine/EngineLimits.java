package io.replicante.core.engine;

import java.time.Duration;
import java.util.Objects;

/**
 * How much an engine instance does at the same time.
 *
 * @param clusters how many cycles
 * @param slowClusters how many of these may be of clusters whose last cycle was slow
 * @param platforms how many discoveries
 * @param publications how many stream keys are published
 * @param slow how long a cycle takes that counts as slow
 * @param poll how often due work is looked for
 * @param close how long closing waits for what has begun
 */
public record EngineLimits(
        int clusters, int slowClusters, int platforms, int publications, Duration slow, Duration poll, Duration close) {
    /** Eight cycles, two of them slow, two discoveries, two publications; three, one and fifteen seconds. */
    public static final EngineLimits DEFAULT =
            new EngineLimits(8, 2, 2, 2, Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(15));

    /** Refuses nulls and what is not positive. */
    public EngineLimits {
        Objects.requireNonNull(slow, "slow");
        Objects.requireNonNull(poll, "poll");
        Objects.requireNonNull(close, "close");
        if (clusters < 1 || platforms < 1 || publications < 1) {
            throw new IllegalArgumentException("there must be at least one worker for every kind of work");
        }
        if (slowClusters < 1 || slowClusters > clusters) {
            throw new IllegalArgumentException("slowClusters must be from 1 to clusters");
        }
        if (poll.isNegative() || poll.isZero() || close.isNegative() || slow.isNegative()) {
            throw new IllegalArgumentException("poll must be positive, close and slow not negative");
        }
    }

    /**
     * How many threads of work there can be at the same time.
     *
     * @return the sum over all kinds of work, and one for looking for it
     */
    public int workers() {
        return clusters + platforms + publications + 1;
    }
}
