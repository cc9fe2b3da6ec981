package io.replicante.spec.cluster;

import java.time.Duration;
import java.util.Objects;

/**
 * A declared platform.
 *
 * @param nsId its namespace
 * @param name names it within the namespace
 * @param active whether it is used
 * @param discoveryInterval how often its nodes are listed; at least one second
 * @param baseUrl where it answers; the scheme selects the transport
 * @param settle after an unknown outcome, how long until everything that was asked for shows in discovery
 */
public record PlatformSpec(
        String nsId, String name, boolean active, Duration discoveryInterval, String baseUrl, Duration settle) {
    /** Default of {@link #discoveryInterval}. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(5);
    /** Default of {@link #settle}. */
    public static final Duration DEFAULT_SETTLE = Duration.ofMinutes(10);

    /** Refuses nulls and intervals below one second. */
    public PlatformSpec {
        Objects.requireNonNull(nsId, "ns_id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(discoveryInterval, "discovery.interval");
        Objects.requireNonNull(baseUrl, "url.base_url");
        Objects.requireNonNull(settle, "settle");
        if (discoveryInterval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("discovery.interval must be at least one second");
        }
    }
}
