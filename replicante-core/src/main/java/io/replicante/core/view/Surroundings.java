package io.replicante.core.view;

import io.replicante.core.state.Pause;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.PlatformSpec;
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
 */
public record Surroundings(
        Namespace namespace,
        Optional<Pause> namespacePause,
        Optional<Pause> fleetPause,
        Optional<PlatformSpec> platform,
        Optional<String> listingFailure) {
    /** Refuses nulls. */
    public Surroundings {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(namespacePause, "namespacePause");
        Objects.requireNonNull(fleetPause, "fleetPause");
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(listingFailure, "listingFailure");
    }
}
