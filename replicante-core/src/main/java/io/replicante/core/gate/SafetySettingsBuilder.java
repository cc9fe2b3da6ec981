package io.replicante.core.gate;

import java.time.Duration;
import java.util.Objects;

/**
 * Makes {@link SafetySettings} by naming what differs from others; see {@link SafetySettings#toBuilder}. To be used by one thread.
 */
public final class SafetySettingsBuilder {
    private Duration caughtUpMax;
    private double lossShare;
    private int lossNodes;
    private Duration lossWindow;
    private Duration retryBase;
    private Duration retryMax;
    private int retryStop;
    private double fleetShare;
    private int fleetDomains;
    private Duration fleetMax;
    private int flapOpenings;
    private Duration flapWindow;

    SafetySettingsBuilder(SafetySettings from) {
        caughtUpMax = from.caughtUpMax();
        lossShare = from.lossShare();
        lossNodes = from.lossNodes();
        lossWindow = from.lossWindow();
        retryBase = from.retryBase();
        retryMax = from.retryMax();
        retryStop = from.retryStop();
        fleetShare = from.fleetShare();
        fleetDomains = from.fleetDomains();
        fleetMax = from.fleetMax();
        flapOpenings = from.flapOpenings();
        flapWindow = from.flapWindow();
    }

    /**
     * Says how old a reading of a primary's offset may be to judge copies by it.
     *
     * @param value the longest time
     * @return this builder
     */
    public SafetySettingsBuilder caughtUpMax(Duration value) {
        caughtUpMax = Objects.requireNonNull(value, "caughtUpMax");
        return this;
    }

    /**
     * Says which share of a cluster's nodes, gone bad at once, looks like a common cause.
     *
     * @param value the share; from 0 to 1
     * @return this builder
     */
    public SafetySettingsBuilder lossShare(double value) {
        lossShare = value;
        return this;
    }

    /**
     * Says how many nodes it takes beside the share.
     *
     * @param value the number
     * @return this builder
     */
    public SafetySettingsBuilder lossNodes(int value) {
        lossNodes = value;
        return this;
    }

    /**
     * Says what counts as at once.
     *
     * @param value the time
     * @return this builder
     */
    public SafetySettingsBuilder lossWindow(Duration value) {
        lossWindow = Objects.requireNonNull(value, "lossWindow");
        return this;
    }

    /**
     * Says how long to wait after a first failure; doubled with each further one.
     *
     * @param value the wait
     * @return this builder
     */
    public SafetySettingsBuilder retryBase(Duration value) {
        retryBase = Objects.requireNonNull(value, "retryBase");
        return this;
    }

    /**
     * Says how long to wait at most.
     *
     * @param value the longest wait
     * @return this builder
     */
    public SafetySettingsBuilder retryMax(Duration value) {
        retryMax = Objects.requireNonNull(value, "retryMax");
        return this;
    }

    /**
     * Says after how many failures in a row a person is asked.
     *
     * @param value the number
     * @return this builder
     */
    public SafetySettingsBuilder retryStop(int value) {
        retryStop = value;
        return this;
    }

    /**
     * Says in which share of all clusters voluntary work may be under way at one time.
     *
     * @param value the share, from 0 to 1; at least one cluster
     * @return this builder
     */
    public SafetySettingsBuilder fleetShare(double value) {
        fleetShare = value;
        return this;
    }

    /**
     * Says in how many failure domains that may be, all clusters together.
     *
     * @param value the number, at least one
     * @return this builder
     */
    public SafetySettingsBuilder fleetDomains(int value) {
        fleetDomains = value;
        return this;
    }

    /**
     * Says how old what is known of other clusters may be.
     *
     * @param value the greatest age
     * @return this builder
     */
    public SafetySettingsBuilder fleetMax(Duration value) {
        fleetMax = Objects.requireNonNull(value, "fleetMax");
        return this;
    }

    /**
     * Says how often one finding on one subject has to open for a person to be asked.
     *
     * @param value the number, at least two
     * @return this builder
     */
    public SafetySettingsBuilder flapOpenings(int value) {
        flapOpenings = value;
        return this;
    }

    /**
     * Says within what time it has to.
     *
     * @param value the time
     * @return this builder
     */
    public SafetySettingsBuilder flapWindow(Duration value) {
        flapWindow = Objects.requireNonNull(value, "flapWindow");
        return this;
    }

    /**
     * Makes the settings. The builder may be used further.
     *
     * @return the settings
     * @throws IllegalArgumentException if {@link #fleetShare} is no share, {@link #fleetDomains} is less than one, or {@link #lossNodes} or
     *     {@link #flapOpenings} less than two
     */
    public SafetySettings build() {
        return new SafetySettings(
                caughtUpMax,
                lossShare,
                lossNodes,
                lossWindow,
                retryBase,
                retryMax,
                retryStop,
                fleetShare,
                fleetDomains,
                fleetMax,
                flapOpenings,
                flapWindow);
    }
}
