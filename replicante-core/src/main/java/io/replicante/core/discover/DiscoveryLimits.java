package io.replicante.core.discover;

import java.time.Duration;
import java.util.Objects;

/**
 * How much a discovery may take and hold.
 *
 * @param deadline how long a platform may take to list everything
 * @param clusters how many clusters a platform may list
 * @param nodes how many nodes of one cluster it may list
 * @param text how many characters an address, a class or a group may have
 * @param retry when a platform is due again that could not be listed
 */
public record DiscoveryLimits(Duration deadline, int clusters, int nodes, int text, Duration retry) {
    /** Twenty seconds, 100,000 clusters, 10,000 nodes, 4,096 characters, five seconds. */
    public static final DiscoveryLimits DEFAULT =
            new DiscoveryLimits(Duration.ofSeconds(20), 100_000, 10_000, 4_096, Duration.ofSeconds(5));

    /** Refuses nulls and what is not positive. */
    public DiscoveryLimits {
        Objects.requireNonNull(deadline, "deadline");
        Objects.requireNonNull(retry, "retry");
        if (deadline.isNegative() || deadline.isZero() || retry.isNegative() || retry.isZero()) {
            throw new IllegalArgumentException("deadline and retry must be positive");
        }
        if (clusters < 1 || nodes < 1 || text < 1) {
            throw new IllegalArgumentException("every limit must be at least 1");
        }
    }
}
