package io.replicante.core;

import io.replicante.core.discover.DiscoveryLimits;
import io.replicante.core.engine.CycleLimits;
import io.replicante.core.lease.LeaseTerms;
import io.replicante.core.observe.ObservationLimits;
import io.replicante.core.publish.PublishLimits;
import java.time.Duration;

/** Settings for another lease: what is done under a lease has to fit into it. Stateless. */
final class LeaseFit {
    /** Beside what loading and committing may take there must be some time to do something. */
    private static final Duration LEAST = Duration.ofSeconds(3);

    private LeaseFit() {}

    static EngineSettings settings(EngineSettings base, Duration lease) {
        if (lease.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("must be " + LEAST + " at least, not " + lease);
        }
        LeaseTerms terms = new LeaseTerms(lease, shorter(base.leases().margin(), lease.dividedBy(10)));
        Duration room = terms.usable().minus(Duration.ofSeconds(2));
        CycleLimits cycles = base.cycles();
        ObservationLimits reading = base.observation();
        DiscoveryLimits discovery = base.discovery();
        PublishLimits publishing = base.publishing();
        Duration perCycle = shorter(reading.perCycle(), room);
        return new EngineSettings(
                terms,
                new ObservationLimits(
                        shorter(reading.perNode(), perCycle),
                        perCycle,
                        reading.atOnce(),
                        reading.shards(),
                        reading.attributes(),
                        reading.actions(),
                        reading.text()),
                new CycleLimits(
                        cycles.restarts(),
                        shorter(cycles.agent(), room.dividedBy(2)),
                        shorter(cycles.platform(), room),
                        cycles.begin(),
                        cycles.followUp(),
                        cycles.offsets()),
                new DiscoveryLimits(
                        shorter(discovery.deadline(), room),
                        discovery.clusters(),
                        discovery.nodes(),
                        discovery.text(),
                        discovery.retry()),
                new PublishLimits(
                        publishing.batch(),
                        publishing.batches(),
                        shorter(publishing.deadline(), room),
                        publishing.pause(),
                        publishing.retention()),
                base.work(),
                base.safety());
    }

    private static Duration shorter(Duration some, Duration other) {
        return some.compareTo(other) <= 0 ? some : other;
    }
}
