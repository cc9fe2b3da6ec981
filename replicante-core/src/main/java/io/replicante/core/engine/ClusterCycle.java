package io.replicante.core.engine;

import io.replicante.core.lease.HeldLease;
import io.replicante.core.state.CycleReport;
import io.replicante.core.telemetry.LogKeys;
import io.replicante.core.telemetry.Spans;
import io.replicante.spec.ReplicanteException;
import io.replicante.spec.model.ClusterRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs cycles of clusters. A cycle may end between any two of its steps, by its own decision or by the death of the process, and
 * loses nothing: what was attempted is in the store before it is sent. Thread-safe.
 */
public final class ClusterCycle {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterCycle.class);

    private final Stations stations;
    private final OffsetCache offsets;
    private final ClusterCommits commits;

    /**
     * Creates the cycle.
     *
     * @param stations what it passes through
     */
    public ClusterCycle(Stations stations) {
        this.stations = Objects.requireNonNull(stations, "stations");
        offsets = new OffsetCache(stations.limits().offsets());
        commits = new ClusterCommits(stations, offsets);
    }

    /**
     * Runs one cycle and gives the lease back. Failures are logged and are in the report.
     *
     * @param ref the cluster
     * @param lease the lease on it
     * @return what was done
     */
    public CycleReport run(ClusterRef ref, HeldLease lease) {
        return stations.telemetry().in(Spans.CYCLE, ref, () -> {
            Walk walk = new Walk(stations, offsets, ref, lease);
            CycleOutcome outcome = outcome(ref, lease, walk);
            CycleReport report = walk.report(outcome.description());
            stations.telemetry().cycle(outcome.tag(), report.took());
            stations.telemetry().outcome(outcome.tag());
            if (outcome == CycleOutcome.LEASE_LOST) {
                warn(ref, lease, report);
            }
            if (outcome == CycleOutcome.FAILED) {
                keep(ref, lease, report);
            }
            release(ref, lease, nextDue(outcome, walk));
            return report;
        });
    }

    /**
     * The report of a cycle that was not run because somebody else is at the cluster.
     *
     * @param now the time
     * @return the report
     */
    public static CycleReport heldElsewhere(Instant now) {
        return new CycleReport("none", now, Duration.ZERO, CycleOutcome.HELD_ELSEWHERE.description(), List.of());
    }

    private CycleOutcome outcome(ClusterRef ref, HeldLease lease, Walk walk) {
        try {
            return walk.run();
        } catch (ReplicanteException unusable) {
            walk.note(String.valueOf(unusable.getMessage()));
            LOG.atWarn()
                    .addKeyValue(LogKeys.CLUSTER, ref)
                    .addKeyValue(LogKeys.EPOCH, lease.lease().epoch())
                    .setCause(unusable)
                    .log("the cycle ended early because the store failed");
            return CycleOutcome.STORE_FAILED;
        } catch (RuntimeException fault) {
            walk.note(fault.toString());
            LOG.atError()
                    .addKeyValue(LogKeys.CLUSTER, ref)
                    .addKeyValue(LogKeys.EPOCH, lease.lease().epoch())
                    .setCause(fault)
                    .log("the cycle failed");
            return CycleOutcome.FAILED;
        }
    }

    private Optional<Instant> nextDue(CycleOutcome outcome, Walk walk) {
        Instant soon = walk.startedAt().plus(stations.limits().followUp());
        return switch (outcome) {
            case COMPLETED ->
                Optional.of(walk.isBusy() ? soon : walk.startedAt().plus(walk.interval()));
            case NOT_DECLARED, INACTIVE, UNREADABLE, FAILED ->
                Optional.of(walk.startedAt().plus(walk.interval()));
            // A lease that is too short may still be ours: without a pause the cluster would be claimed again at once.
            case CONTENDED, STORE_FAILED, STOPPED, LEASE_LOST -> Optional.of(soon);
            case HELD_ELSEWHERE -> Optional.empty();
        };
    }

    private static void warn(ClusterRef ref, HeldLease lease, CycleReport report) {
        LOG.atWarn()
                .addKeyValue(LogKeys.CLUSTER, ref)
                .addKeyValue(LogKeys.EPOCH, lease.lease().epoch())
                .addKeyValue(LogKeys.REASON, report.notes())
                .log("the cycle ended early because its lease was lost");
    }

    /** What cannot be concluded is told at least, where it can be. */
    private void keep(ClusterRef ref, HeldLease lease, CycleReport report) {
        try {
            commits.failure(ref, lease, report);
        } catch (ReplicanteException unusable) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.CLUSTER, ref)
                    .setCause(unusable)
                    .log("the report of a failed cycle could not be stored");
        }
    }

    private static void release(ClusterRef ref, HeldLease lease, Optional<Instant> nextDue) {
        try {
            lease.release(nextDue);
        } catch (ReplicanteException unusable) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.CLUSTER, ref)
                    .setCause(unusable)
                    .log("the lease could not be given back and expires by itself");
        }
    }
}
