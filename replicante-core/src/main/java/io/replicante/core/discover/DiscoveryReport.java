package io.replicante.core.discover;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a discovery did.
 *
 * @param outcome how it ended
 * @param reason why it did not end well; otherwise empty
 * @param clusters how many clusters were listed without fault
 * @param changed for how many of these something changed
 * @param refused why the parts of other clusters were refused, by cluster id
 */
public record DiscoveryReport(Outcome outcome, String reason, int clusters, int changed, Map<String, String> refused) {
    /** How a discovery ended. */
    public enum Outcome {
        /** What was listed is remembered, apart from what was refused. */
        COMPLETED,
        /** The platform or its namespace is not declared. */
        NOT_DECLARED,
        /** The platform or its namespace is switched off. */
        INACTIVE,
        /** The platform did not answer; nothing was changed. */
        UNAVAILABLE,
        /** The whole answer was refused; nothing was changed. */
        REFUSED,
        /** Somebody else is at this platform. */
        HELD_ELSEWHERE,
        /** The lease was lost; what was remembered until then stays. */
        LEASE_LOST,
        /** The store failed; what was remembered until then stays. */
        STORE_FAILED
    }

    /** Refuses nulls, copies the map. */
    public DiscoveryReport {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
        refused = Collections.unmodifiableMap(new TreeMap<>(refused));
    }

    /**
     * A discovery that did not get as far as remembering anything.
     *
     * @param outcome how it ended
     * @param reason why
     * @return the report
     */
    public static DiscoveryReport ended(Outcome outcome, String reason) {
        return new DiscoveryReport(outcome, reason, 0, 0, Map.of());
    }
}
