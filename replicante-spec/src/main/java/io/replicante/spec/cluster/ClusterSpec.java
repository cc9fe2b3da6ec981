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
 * @param interval how often; from one second to {@link #MAX_INTERVAL}
 * @param platform the platform that provisions its nodes, if any
 * @param declaration the desired state
 */
public record ClusterSpec(
        ClusterRef ref, boolean active, Duration interval, Optional<PlatformRef> platform, Declaration declaration) {
    /** Default of {@link #interval}. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

    /** The longest {@link #interval}: nothing goes unlooked at for longer than a month. */
    public static final Duration MAX_INTERVAL = Duration.ofDays(30);

    /** Refuses nulls and intervals out of bounds. */
    public ClusterSpec {
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(declaration, "declaration");
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("interval must be at least one second");
        }
        if (interval.compareTo(MAX_INTERVAL) > 0) {
            throw new IllegalArgumentException("interval must be at most " + MAX_INTERVAL.toDays() + " days");
        }
    }
}
