package io.replicante.agent.zookeeper;

import java.time.Duration;
import java.util.Objects;

/**
 * How long the actions of an agent may take before they fail. Immutable.
 *
 * @param learn from the start of a learner until it serves
 * @param change for a change of the membership, all attempts together
 * @param stop how long a server may take to end by itself before it is ended by force
 * @param restart from the request to restart a server until it serves again
 */
public record ActionLimits(Duration learn, Duration change, Duration stop, Duration restart) {

    /** Validates that all are positive. */
    public ActionLimits {
        requirePositive(learn, "learn");
        requirePositive(change, "change");
        requirePositive(stop, "stop");
        requirePositive(restart, "restart");
    }

    /**
     * Limits within the deadlines of the bundled definition.
     *
     * @return 90 s to learn, 30 s to change the membership, 10 s to stop and 50 s to restart
     */
    public static ActionLimits defaults() {
        return new ActionLimits(
                Duration.ofSeconds(90), Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(50));
    }

    private static void requirePositive(Duration limit, String name) {
        Objects.requireNonNull(limit, name);
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("The limit " + name + " is positive, not " + limit);
        }
    }
}
