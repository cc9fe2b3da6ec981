package io.replicante.core;

import io.replicante.core.discover.DiscoveryLimits;
import io.replicante.core.engine.CycleLimits;
import io.replicante.core.engine.EngineLimits;
import io.replicante.core.gate.SafetySettings;
import io.replicante.core.lease.LeaseTerms;
import io.replicante.core.observe.ObservationLimits;
import io.replicante.core.publish.PublishLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * All numbers of an engine. They must fit each other: whatever is done under a lease must fit into it.
 *
 * @param leases how long leases last
 * @param observation how much an observation may take and hold
 * @param cycles how much a cycle may take
 * @param discovery how much a discovery may take and hold
 * @param publishing how much publishing may take
 * @param work how much is done at the same time
 * @param safety the numbers that the safety rules use
 */
public record EngineSettings(
        LeaseTerms leases,
        ObservationLimits observation,
        CycleLimits cycles,
        DiscoveryLimits discovery,
        PublishLimits publishing,
        EngineLimits work,
        SafetySettings safety) {
    /** What loading and committing may take beside everything else; above the default, which needs it. */
    private static final Duration STORE = Duration.ofSeconds(2);

    /** The defaults of everything. */
    public static final EngineSettings DEFAULT = new EngineSettings(
            LeaseTerms.DEFAULT,
            ObservationLimits.DEFAULT,
            CycleLimits.DEFAULT,
            DiscoveryLimits.DEFAULT,
            PublishLimits.DEFAULT,
            EngineLimits.DEFAULT,
            SafetySettings.DEFAULT);

    /** Refuses nulls, and what does not fit into a lease, all of it at once. */
    public EngineSettings {
        Objects.requireNonNull(leases, "leases");
        Objects.requireNonNull(observation, "observation");
        Objects.requireNonNull(cycles, "cycles");
        Objects.requireNonNull(discovery, "discovery");
        Objects.requireNonNull(publishing, "publishing");
        Objects.requireNonNull(work, "work");
        Objects.requireNonNull(safety, "safety");
        Duration room = leases.usable();
        List<String> problems = new ArrayList<>();
        requireRoom(room, cycles.longest(observation.perCycle()), "a cycle's longest step", problems);
        requireRoom(room, discovery.deadline().plus(STORE), "discovery.deadline", problems);
        requireRoom(room, publishing.deadline(), "publishing.deadline", problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    private static void requireRoom(Duration room, Duration needed, String what, List<String> problems) {
        if (needed.compareTo(room) > 0) {
            problems.add(what + " needs " + needed + " of a lease, which leaves " + room);
        }
    }

    /**
     * These settings with leases of another duration, and whatever is done under a lease shortened where it would not fit.
     *
     * @param lease how long a lease lasts, 3 seconds at least
     * @return the settings
     * @throws IllegalArgumentException if it is shorter
     */
    public EngineSettings fitting(Duration lease) {
        return LeaseFit.settings(this, lease);
    }

    /**
     * These settings with another pause between two looks for work.
     *
     * @param poll how long
     * @return the settings
     */
    public EngineSettings withPoll(Duration poll) {
        return withWork(new EngineLimits(
                work.clusters(),
                work.slowClusters(),
                work.platforms(),
                work.publications(),
                work.slow(),
                poll,
                work.close()));
    }

    /**
     * These settings with other leases.
     *
     * @param other how long leases last
     * @return the settings
     */
    public EngineSettings withLeases(LeaseTerms other) {
        return new EngineSettings(other, observation, cycles, discovery, publishing, work, safety);
    }

    /**
     * These settings with another observation.
     *
     * @param other how much an observation may take and hold
     * @return the settings
     */
    public EngineSettings withObservation(ObservationLimits other) {
        return new EngineSettings(leases, other, cycles, discovery, publishing, work, safety);
    }

    /**
     * These settings with other cycles.
     *
     * @param other how much a cycle may take
     * @return the settings
     */
    public EngineSettings withCycles(CycleLimits other) {
        return new EngineSettings(leases, observation, other, discovery, publishing, work, safety);
    }

    /**
     * These settings with another discovery.
     *
     * @param other how much a discovery may take and hold
     * @return the settings
     */
    public EngineSettings withDiscovery(DiscoveryLimits other) {
        return new EngineSettings(leases, observation, cycles, other, publishing, work, safety);
    }

    /**
     * These settings with another publishing.
     *
     * @param other how much publishing may take
     * @return the settings
     */
    public EngineSettings withPublishing(PublishLimits other) {
        return new EngineSettings(leases, observation, cycles, discovery, other, work, safety);
    }

    /**
     * These settings with other work.
     *
     * @param other how much is done at the same time
     * @return the settings
     */
    public EngineSettings withWork(EngineLimits other) {
        return new EngineSettings(leases, observation, cycles, discovery, publishing, other, safety);
    }

    /**
     * These settings with other numbers for the safety rules.
     *
     * @param other the numbers that the safety rules use
     * @return the settings
     */
    public EngineSettings withSafety(SafetySettings other) {
        return new EngineSettings(leases, observation, cycles, discovery, publishing, work, other);
    }
}
