package io.replicante.core.gate;

import java.time.Duration;
import java.util.Objects;

/**
 * The numbers that the rules use; all of them in one place. To change one: {@code SafetySettings.DEFAULT.toBuilder()}.
 *
 * @param caughtUpMax how old a reading of a primary's offset may be to judge copies by it
 * @param lossShare the share of a cluster's nodes that, gone bad at once, looks like a common cause
 * @param lossNodes the number of nodes that it takes beside the share
 * @param lossWindow what counts as at once
 * @param retryBase how long to wait after a first failure; doubled with each further one
 * @param retryMax the longest wait
 * @param retryStop after how many failures in a row a person is asked
 * @param fleetShare the share of all clusters in which voluntary work may be under way at one time, from 0 to 1; at least one
 */
public record SafetySettings(
        Duration caughtUpMax,
        double lossShare,
        int lossNodes,
        Duration lossWindow,
        Duration retryBase,
        Duration retryMax,
        int retryStop,
        double fleetShare) {
    /** The defaults. */
    public static final SafetySettings DEFAULT = new SafetySettings(
            Duration.ofSeconds(30), 0.4, 5, Duration.ofMinutes(1), Duration.ofSeconds(30), Duration.ofHours(1), 5, 0.1);

    /** Refuses nulls. */
    public SafetySettings {
        Objects.requireNonNull(caughtUpMax, "caughtUpMax");
        Objects.requireNonNull(lossWindow, "lossWindow");
        Objects.requireNonNull(retryBase, "retryBase");
        Objects.requireNonNull(retryMax, "retryMax");
        if (!(fleetShare >= 0 && fleetShare <= 1)) {
            throw new IllegalArgumentException("fleetShare must be from 0 to 1, not " + fleetShare);
        }
    }

    /**
     * Begins settings that differ from these in a few numbers.
     *
     * @return a builder that holds these
     */
    public SafetySettingsBuilder toBuilder() {
        return new SafetySettingsBuilder(this);
    }
}
