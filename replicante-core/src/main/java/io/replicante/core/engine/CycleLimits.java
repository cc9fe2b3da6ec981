package io.replicante.core.engine;

import java.time.Duration;
import java.util.Objects;

/**
 * How much a cycle may take.
 *
 * @param restarts how often a cycle begins again because somebody else changed the cluster meanwhile
 * @param agent how long an agent may take for a request
 * @param platform how long a platform may take for a request
 * @param begin how long after its attempt an action may begin
 * @param followUp when a cluster is due again that something is under way in
 * @param offsets how often volatile offsets are written at most
 */
public record CycleLimits(
        int restarts, Duration agent, Duration platform, Duration begin, Duration followUp, Duration offsets) {
    /** Three restarts; five, twenty and thirty seconds; one second; five seconds. */
    public static final CycleLimits DEFAULT = new CycleLimits(
            3,
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5));

    /** What loading and committing may take beside everything else. */
    private static final Duration STORE = Duration.ofSeconds(2);

    /** Refuses nulls and what is not positive. */
    public CycleLimits {
        positive(agent, "agent");
        positive(platform, "platform");
        positive(begin, "begin");
        positive(followUp, "followUp");
        Objects.requireNonNull(offsets, "offsets");
        if (restarts < 1) {
            throw new IllegalArgumentException("restarts must be at least 1");
        }
    }

    /**
     * How much of a lease must be left for something that is committed before or after it.
     *
     * @param takes how long it takes at most
     * @return the time, with that of loading and committing
     */
    static Duration committed(Duration takes) {
        return takes.plus(STORE);
    }

    /**
     * The longest that a cycle relies on its lease without renewing it.
     *
     * @param observation how long an observation takes at most
     * @return the time
     */
    public Duration longest(Duration observation) {
        Duration withdrawal = agent.multipliedBy(2);
        Duration request = platform.compareTo(withdrawal) > 0 ? platform : withdrawal;
        return committed(observation.compareTo(request) > 0 ? observation : request);
    }

    private static void positive(Duration value, String name) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive");
        }
    }
}
