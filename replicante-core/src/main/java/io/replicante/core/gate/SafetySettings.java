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
 * @param fleetDomains in how many failure domains that may be, all clusters together
 * @param fleetMax how old what is known of other clusters may be
 * @param flapOpenings how often one finding on one subject has to open, within the window, for a person to be asked
 * @param flapWindow within what time
 */
public record SafetySettings(
        Duration caughtUpMax,
        double lossShare,
        int lossNodes,
        Duration lossWindow,
        Duration retryBase,
        Duration retryMax,
        int retryStop,
        double fleetShare,
        int fleetDomains,
        Duration fleetMax,
        int flapOpenings,
        Duration flapWindow) {
    /** The defaults. */
    public static final SafetySettings DEFAULT = new SafetySettings(
            Duration.ofSeconds(30),
            0.4,
            5,
            Duration.ofMinutes(1),
            Duration.ofSeconds(30),
            Duration.ofHours(1),
            5,
            0.1,
            1,
            Duration.ofMinutes(1),
            5,
            Duration.ofMinutes(10));

    private static final int INDEPENDENT = 2;
    private static final int REPEATED = 2;

    /** Refuses nulls, and numbers that would let nothing or anything pass. */
    public SafetySettings {
        Objects.requireNonNull(caughtUpMax, "caughtUpMax");
        Objects.requireNonNull(lossWindow, "lossWindow");
        Objects.requireNonNull(retryBase, "retryBase");
        Objects.requireNonNull(retryMax, "retryMax");
        if (!(fleetShare >= 0 && fleetShare <= 1)) {
            throw new IllegalArgumentException("fleetShare must be from 0 to 1, not " + fleetShare);
        }
        if (fleetDomains < 1) {
            throw new IllegalArgumentException("fleetDomains must be at least 1, not " + fleetDomains);
        }
        if (lossNodes < INDEPENDENT) {
            throw new IllegalArgumentException("lossNodes must be at least 2: one node's loss has no common cause");
        }
        Objects.requireNonNull(fleetMax, "fleetMax");
        Objects.requireNonNull(flapWindow, "flapWindow");
        if (flapOpenings < REPEATED) {
            throw new IllegalArgumentException(
                    "flapOpenings must be at least 2: what opened once does not come and go");
        }
    }

    /**
     * In how many clusters voluntary work may be under way at one time.
     *
     * @param clusters how many there are
     * @return the share of them, rounded down; at least one
     */
    public int clustersAtOnce(long clusters) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.floor(clusters * fleetShare)));
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
