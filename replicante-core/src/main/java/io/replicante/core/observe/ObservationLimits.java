package io.replicante.core.observe;

import java.time.Duration;
import java.util.Objects;

/**
 * How much an observation may take and hold.
 *
 * @param perNode how long all readings of one node may take together
 * @param perCycle how long all nodes of a cluster may take together
 * @param atOnce how many nodes of one cluster are read at the same time
 * @param shards how many copies one node may report
 * @param attributes how many attributes a node, its extras or one of its copies may have
 * @param actions how many actions a list may hold
 * @param text how many characters a single text may have
 */
public record ObservationLimits(
        Duration perNode, Duration perCycle, int atOnce, int shards, int attributes, int actions, int text) {
    /** Two seconds a node, ten a cycle, 32 nodes at once; 10,000 copies, 1,000 attributes, 10,000 actions, 64 Ki characters. */
    public static final ObservationLimits DEFAULT =
            new ObservationLimits(Duration.ofSeconds(2), Duration.ofSeconds(10), 32, 10_000, 1_000, 10_000, 64 * 1024);

    /** Refuses nulls and what is not positive. */
    public ObservationLimits {
        Objects.requireNonNull(perNode, "perNode");
        Objects.requireNonNull(perCycle, "perCycle");
        if (perNode.isNegative() || perNode.isZero() || perCycle.compareTo(perNode) < 0) {
            throw new IllegalArgumentException("perNode must be positive and perCycle at least as long");
        }
        if (Math.min(Math.min(atOnce, shards), Math.min(Math.min(attributes, actions), text)) < 1) {
            throw new IllegalArgumentException("every limit must be at least 1");
        }
    }
}
