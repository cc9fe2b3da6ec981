package io.replicante.core.view;

import io.replicante.core.state.Pause;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.model.Evidence;
import java.util.Objects;
import java.util.Optional;

/**
 * What lies around a cluster and bears on decisions about it.
 *
 * @param namespace its namespace
 * @param namespacePause the namespace's pause, if any
 * @param fleetPause the fleet's pause, if any
 * @param platform the platform that provisions its nodes, if it is declared and known
 * @param listingFailure why that platform's last listing failed; empty when it did not
 * @param fleet what is known of all clusters, and as of when
 */
public record Surroundings(
        Namespace namespace,
        Optional<Pause> namespacePause,
        Optional<Pause> fleetPause,
        Optional<PlatformSpec> platform,
        Optional<String> listingFailure,
        Evidence<FleetFacts> fleet) {
    /** Refuses nulls. */
    public Surroundings {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(namespacePause, "namespacePause");
        Objects.requireNonNull(fleetPause, "fleetPause");
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(listingFailure, "listingFailure");
        Objects.requireNonNull(fleet, "fleet");
    }

    /**
     * Surroundings of which the other clusters were not looked at.
     *
     * @param namespace its namespace
     * @param namespacePause the namespace's pause, if any
     * @param fleetPause the fleet's pause, if any
     * @param platform the platform that provisions its nodes, if it is declared and known
     * @param listingFailure why that platform's last listing failed; empty when it did not
     */
    public Surroundings(
            Namespace namespace,
            Optional<Pause> namespacePause,
            Optional<Pause> fleetPause,
            Optional<PlatformSpec> platform,
            Optional<String> listingFailure) {
        this(
                namespace,
                namespacePause,
                fleetPause,
                platform,
                listingFailure,
                Evidence.unknown("the other clusters were not looked at"));
    }

    /**
     * These surroundings with what is known of all clusters.
     *
     * @param known what is known, and as of when
     * @return the surroundings
     */
    public Surroundings with(Evidence<FleetFacts> known) {
        return new Surroundings(namespace, namespacePause, fleetPause, platform, listingFailure, known);
    }
}
