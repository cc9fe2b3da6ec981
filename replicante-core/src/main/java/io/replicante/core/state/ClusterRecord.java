package io.replicante.core.state;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is remembered of a cluster for ever, its deletion included.
 *
 * @param incarnation random, given when the cluster was first heard of; action ids derive from it
 * @param initialisedAt when data may first have existed: set in the commit that records the intent to initialise
 * @param storeClusterId the datastore's own name for the cluster, once reported
 * @param configurationVersion the newest version of the datastore's own configuration that was seen
 * @param configurationText that configuration
 * @param term the highest term in which a primary was seen
 */
public record ClusterRecord(
        String incarnation,
        Optional<Instant> initialisedAt,
        Optional<String> storeClusterId,
        OptionalLong configurationVersion,
        Optional<String> configurationText,
        OptionalLong term) {
    /** Refuses nulls. */
    public ClusterRecord {
        Objects.requireNonNull(incarnation, "incarnation");
        Objects.requireNonNull(initialisedAt, "initialisedAt");
        Objects.requireNonNull(storeClusterId, "storeClusterId");
        Objects.requireNonNull(configurationVersion, "configurationVersion");
        Objects.requireNonNull(configurationText, "configurationText");
        Objects.requireNonNull(term, "term");
    }

    /**
     * A cluster of which nothing is known yet.
     *
     * @param incarnation its incarnation
     * @return the record
     */
    public static ClusterRecord fresh(String incarnation) {
        return new ClusterRecord(
                incarnation,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                OptionalLong.empty());
    }

    /**
     * This record once data may exist.
     *
     * @param at since when; an earlier time stays
     * @return the record
     */
    public ClusterRecord initialised(Instant at) {
        return new ClusterRecord(
                incarnation,
                initialisedAt.or(() -> Optional.of(at)),
                storeClusterId,
                configurationVersion,
                configurationText,
                term);
    }

    /**
     * This record after an attempt to initialise that certainly did nothing.
     *
     * @return the record
     */
    public ClusterRecord notInitialised() {
        return new ClusterRecord(
                incarnation, Optional.empty(), storeClusterId, configurationVersion, configurationText, term);
    }

    /**
     * This record of a datastore that a person brought back from a backup: it may stand at an older configuration and an older term.
     *
     * @return the record
     */
    public ClusterRecord restored() {
        return new ClusterRecord(
                incarnation,
                initialisedAt,
                storeClusterId,
                OptionalLong.empty(),
                Optional.empty(),
                OptionalLong.empty());
    }
}
