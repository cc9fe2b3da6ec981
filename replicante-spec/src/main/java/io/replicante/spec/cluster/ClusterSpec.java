package io.replicante.spec.cluster;

import io.replicante.spec.model.ClusterRef;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A cluster that the engine looks after.
 *
 * @param ref the cluster
 * @param active whether it is orchestrated at all
 * @param interval how often; at least one second
 * @param platform the platform that provisions its nodes, if any
 * @param declaration the desired state
 */
public record ClusterSpec(
        ClusterRef ref, boolean active, Duration interval, Optional<PlatformRef> platform, Declaration declaration) {
    /** Default of {@link #interval}. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

    /** Refuses nulls and intervals below one second. */
    public ClusterSpec {
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(declaration, "declaration");
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("interval must be at least one second");
        }
    }
}
