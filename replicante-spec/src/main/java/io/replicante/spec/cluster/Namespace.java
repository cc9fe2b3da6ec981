package io.replicante.spec.cluster;

import java.util.Objects;
import java.util.Optional;

/**
 * A group of clusters and platforms with one policy.
 *
 * @param id names it
 * @param status what may be done in it
 * @param tls how its agents are reached over HTTPS
 * @param settings how its clusters are looked after
 */
public record Namespace(String id, NamespaceStatus status, Tls tls, Settings settings) {
    /**
     * How agents are reached over HTTPS.
     *
     * @param caBundle the certificates of the authorities that are trusted, in PEM; empty: those of the host
     */
    public record Tls(Optional<String> caBundle) {
        /** The host's authorities. */
        public static final Tls DEFAULT = new Tls(Optional.empty());

        /** Refuses nulls. */
        public Tls {
            Objects.requireNonNull(caBundle, "ca_bundle");
        }
    }

    /**
     * How clusters are looked after.
     *
     * @param maxNactionScheduleAttempts how often the hand-over of a node action is tried again, at most; 0 to 65,535
     */
    public record Settings(int maxNactionScheduleAttempts) {
        /** Five attempts. */
        public static final Settings DEFAULT = new Settings(5);

        private static final int MAX_ATTEMPTS = 65_535;

        /** Refuses what is out of range. */
        public Settings {
            if (maxNactionScheduleAttempts < 0 || maxNactionScheduleAttempts > MAX_ATTEMPTS) {
                throw new IllegalArgumentException(
                        "max_naction_schedule_attempts must be between 0 and " + MAX_ATTEMPTS);
            }
        }
    }

    /** Refuses nulls; documents of earlier versions lack {@code tls} and {@code settings}. */
    public Namespace {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(status, "status");
        tls = tls == null ? Tls.DEFAULT : tls;
        settings = settings == null ? Settings.DEFAULT : settings;
    }

    /**
     * A namespace with the default settings.
     *
     * @param id names it
     * @param status what may be done in it
     */
    public Namespace(String id, NamespaceStatus status) {
        this(id, status, Tls.DEFAULT, Settings.DEFAULT);
    }
}
