package io.replicante.spec.cluster;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A declared platform.
 *
 * @param nsId its namespace
 * @param name names it within the namespace
 * @param active whether it is used
 * @param discoveryInterval how often its nodes are listed; from one second to {@link #MAX_INTERVAL}
 * @param baseUrl where it answers; the scheme selects the transport
 * @param settle after an unknown outcome, how long until everything that was asked for shows in discovery
 * @param tls how it is reached over HTTPS
 * @param unlisted what is known of a machine that it listed once and does not list any more
 */
public record PlatformSpec(
        String nsId,
        String name,
        boolean active,
        Duration discoveryInterval,
        String baseUrl,
        Duration settle,
        Tls tls,
        Unlisted unlisted) {
    /** What is known of a machine that a platform listed once and does not list any more. */
    public enum Unlisted {
        /** Nothing: it may run all the same. */
        UNKNOWN,
        /** It is destroyed: it does not run, and never will again. */
        DESTROYED
    }

    /**
     * How the platform is reached over HTTPS.
     *
     * @param caBundle the certificates of the authorities that are trusted, in PEM; empty: those of the host
     * @param insecureSkipVerify whether its certificate is not checked at all
     */
    public record Tls(Optional<String> caBundle, boolean insecureSkipVerify) {
        /** The host's authorities, and certificates are checked. */
        public static final Tls DEFAULT = new Tls(Optional.empty(), false);

        /** Refuses nulls. */
        public Tls {
            Objects.requireNonNull(caBundle, "tls_ca_bundle");
        }
    }

    /** Default of {@link #discoveryInterval}. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(5);
    /** The longest {@link #discoveryInterval}. */
    public static final Duration MAX_INTERVAL = ClusterSpec.MAX_INTERVAL;
    /** Default of {@link #settle}. */
    public static final Duration DEFAULT_SETTLE = Duration.ofMinutes(10);

    /** Refuses nulls and intervals out of bounds; documents of earlier versions lack the last two. */
    public PlatformSpec {
        Objects.requireNonNull(nsId, "ns_id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(discoveryInterval, "discovery.interval");
        Objects.requireNonNull(baseUrl, "url.base_url");
        Objects.requireNonNull(settle, "settle");
        if (discoveryInterval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("discovery.interval must be at least one second");
        }
        if (discoveryInterval.compareTo(MAX_INTERVAL) > 0) {
            throw new IllegalArgumentException("discovery.interval must be at most " + MAX_INTERVAL.toDays() + " days");
        }
        tls = tls == null ? Tls.DEFAULT : tls;
        unlisted = unlisted == null ? Unlisted.UNKNOWN : unlisted;
    }

    /**
     * A platform of which nothing is known of what it does not list.
     *
     * @param nsId its namespace
     * @param name names it within the namespace
     * @param active whether it is used
     * @param discoveryInterval how often its nodes are listed; from one second to {@link #MAX_INTERVAL}
     * @param baseUrl where it answers; the scheme selects the transport
     * @param settle after an unknown outcome, how long until everything that was asked for shows in discovery
     * @param tls how it is reached over HTTPS
     */
    public PlatformSpec(
            String nsId,
            String name,
            boolean active,
            Duration discoveryInterval,
            String baseUrl,
            Duration settle,
            Tls tls) {
        this(nsId, name, active, discoveryInterval, baseUrl, settle, tls, Unlisted.UNKNOWN);
    }

    /**
     * A platform with the default TLS options.
     *
     * @param nsId its namespace
     * @param name names it within the namespace
     * @param active whether it is used
     * @param discoveryInterval how often its nodes are listed; from one second to {@link #MAX_INTERVAL}
     * @param baseUrl where it answers; the scheme selects the transport
     * @param settle after an unknown outcome, how long until everything that was asked for shows in discovery
     */
    public PlatformSpec(
            String nsId, String name, boolean active, Duration discoveryInterval, String baseUrl, Duration settle) {
        this(nsId, name, active, discoveryInterval, baseUrl, settle, Tls.DEFAULT);
    }
}
