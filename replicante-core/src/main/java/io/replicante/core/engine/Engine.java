package io.replicante.core.engine;

import io.replicante.core.discover.Discoverer;
import io.replicante.core.discover.DiscoveryReport;
import io.replicante.core.lease.HeldLease;
import io.replicante.core.lease.Leases;
import io.replicante.core.publish.Publisher;
import io.replicante.core.state.CycleReport;
import io.replicante.core.telemetry.Telemetry;
import io.replicante.spec.cluster.PlatformRef;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.report.StopReport;
import io.replicante.store.WorkKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off what is due: by itself once it was started, or one piece at a time as a host asks. Clusters, platforms and stream keys
 * have workers of their own, so that none keeps the others waiting. Thread-safe.
 */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private static final int MAX_ROUNDS = 10_000;
    /** How many callers may have work done on their own threads at the same time. */
    private static final int MAX_CALLERS = 1_024;

    private final Workplace workplace;
    private final SlowShare slow;
    private final List<Lane> lanes;
    private final Semaphore callers = new Semaphore(MAX_CALLERS);
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean polling = new AtomicBoolean();
    private volatile Optional<Future<?>> poll = Optional.empty();

    /**
     * What an engine works with.
     *
     * @param leases claims the work
     * @param cycle runs cycles
     * @param stops tells which nodes may stop
     * @param discoverer discovers platforms
     * @param publisher publishes events
     * @param workers runs the work, with as many threads as {@link EngineLimits#workers} says
     * @param timer looks for work; its threads do none
     * @param limits how much at the same time
     * @param telemetry records what happens
     * @param time the wall clock, for reports of work that was not done
     * @param retention drops old events
     * @param closing set once the engine is being closed
     */
    public record Workplace(
            Leases leases,
            ClusterCycle cycle,
            StopSurvey stops,
            Discoverer discoverer,
            Publisher publisher,
            Executor workers,
            ScheduledExecutorService timer,
            EngineLimits limits,
            Telemetry telemetry,
            InstantSource time,
            EventRetention retention,
            AtomicBoolean closing) {
        /** Refuses nulls. */
        public Workplace {
            Objects.requireNonNull(leases, "leases");
            Objects.requireNonNull(cycle, "cycle");
            Objects.requireNonNull(stops, "stops");
            Objects.requireNonNull(discoverer, "discoverer");
            Objects.requireNonNull(publisher, "publisher");
            Objects.requireNonNull(workers, "workers");
            Objects.requireNonNull(timer, "timer");
            Objects.requireNonNull(limits, "limits");
            Objects.requireNonNull(telemetry, "telemetry");
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(retention, "retention");
            Objects.requireNonNull(closing, "closing");
        }
    }

    /**
     * Creates an engine; it does nothing before it is started or asked.
     *
     * @param workplace what it works with
     */
    public Engine(Workplace workplace) {
        this.workplace = workplace;
        EngineLimits limits = workplace.limits();
        slow = new SlowShare(limits.slowClusters(), limits.slow());
        lanes = List.of(
                lane(WorkKey.Kind.CLUSTER, limits.clusters()),
                lane(WorkKey.Kind.PLATFORM, limits.platforms()),
                lane(WorkKey.Kind.PUBLISH, limits.publications()));
    }

    private Lane lane(WorkKey.Kind kind, int workers) {
        return new Lane(
                kind,
                workers,
                workplace.leases(),
                this::work,
                workplace.workers(),
                workplace.telemetry(),
                workplace.closing()::get);
    }

    /**
     * Begins to work off whatever is due.
     *
     * @throws IllegalStateException if it was started or closed before
     */
    public void start() {
        if (workplace.closing().get() || !started.compareAndSet(false, true)) {
            throw new IllegalStateException("an engine is started once, and not after it was closed");
        }
        long every = workplace.limits().poll().toNanos();
        poll = Optional.of(workplace.timer().scheduleWithFixedDelay(this::look, 0, every, TimeUnit.NANOSECONDS));
    }

    /** Looks for work, on a worker's thread; not twice at a time, however slow the store is. */
    private void look() {
        if (!polling.compareAndSet(false, true)) {
            return;
        }
        try {
            workplace.workers().execute(() -> {
                try {
                    lanes.forEach(Lane::fill);
                    workplace.retention().runWhenDue();
                } finally {
                    polling.set(false);
                }
            });
        } catch (RuntimeException full) {
            polling.set(false);
            LOG.atWarn().setCause(full).log("no thread was free to look for work");
        }
    }

    private void work(HeldLease lease) {
        WorkKey key = lease.lease().work();
        switch (key.kind()) {
            case CLUSTER -> cycle(cluster(key), lease);
            case PLATFORM -> workplace.discoverer().discover(platform(key), lease);
            case PUBLISH -> workplace.publisher().publish(new StreamKey(key.id()), lease);
        }
    }

    private void cycle(ClusterRef cluster, HeldLease lease) {
        SlowShare.Admission admission = slow.enter(cluster);
        if (admission == SlowShare.Admission.FULL) {
            lease.release(Optional.of(lease.instant().plus(workplace.limits().poll())));
            return;
        }
        try {
            slow.took(cluster, workplace.cycle().run(cluster, lease).took());
        } finally {
            slow.leave(admission);
        }
    }

    /**
     * Runs one cycle of a cluster now, on the calling thread.
     *
     * @param cluster the cluster
     * @return what was done; when somebody else is at the cluster, that
     */
    public CycleReport orchestrate(ClusterRef cluster) {
        return here(() -> workplace
                .leases()
                .claim(WorkKey.of(cluster))
                .map(lease -> workplace.cycle().run(cluster, lease))
                .orElseGet(() -> ClusterCycle.heldElsewhere(workplace.time().instant())));
    }

    /** Does work on the caller's thread; closing waits for it as for any other. */
    private <T> T here(Supplier<T> work) {
        callers.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            callers.release();
        }
    }

    /**
     * Which nodes of a cluster may stop together, as of now; see {@link StopSurvey#of}.
     *
     * @param cluster the cluster
     * @return the nodes, and what stands against the others
     */
    public StopReport stoppable(ClusterRef cluster) {
        return workplace.stops().of(cluster);
    }

    /**
     * Discovers a platform now, on the calling thread.
     *
     * @param platform the platform
     * @return what was done; when somebody else is at the platform, that
     */
    public DiscoveryReport discover(PlatformRef platform) {
        return here(() -> workplace
                .leases()
                .claim(WorkKey.platform(platform.nsId(), platform.name()))
                .map(lease -> workplace.discoverer().discover(platform, lease))
                .orElseGet(() -> DiscoveryReport.ended(
                        DiscoveryReport.Outcome.HELD_ELSEWHERE, "somebody else is at this platform")));
    }

    /**
     * Publishes what is due now, on the calling thread, key by key.
     *
     * @return how many events were published
     */
    public int publish() {
        int published = 0;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            List<HeldLease> due = workplace.leases().claimDue(WorkKey.Kind.PUBLISH, 1);
            if (due.isEmpty()) {
                return published;
            }
            for (HeldLease lease : due) {
                StreamKey key = new StreamKey(lease.lease().work().id());
                published += workplace.publisher().publish(key, lease);
            }
        }
        return published;
    }

    private static ClusterRef cluster(WorkKey key) {
        int slash = key.id().indexOf('/');
        return new ClusterRef(key.id().substring(0, slash), key.id().substring(slash + 1));
    }

    private static PlatformRef platform(WorkKey key) {
        int slash = key.id().indexOf('/');
        return new PlatformRef(key.id().substring(0, slash), key.id().substring(slash + 1));
    }

    /**
     * Begins nothing more, and waits for what has begun, here or on callers' threads, for each kind of work at most as long as the
     * limits say. What is not done by then is left to its leases: another engine goes on with it. When this thread is interrupted it
     * stops waiting, and its flag is set again. Idempotent.
     */
    @Override
    public void close() {
        if (!workplace.closing().compareAndSet(false, true)) {
            return;
        }
        poll.ifPresent(task -> task.cancel(false));
        Duration left = workplace.limits().close();
        try {
            for (Lane lane : lanes) {
                if (!lane.drain(left)) {
                    LOG.atWarn().log("closing while work is still under way; its leases expire by themselves");
                    return;
                }
            }
            if (callers.tryAcquire(MAX_CALLERS, left.toNanos(), TimeUnit.NANOSECONDS)) {
                callers.release(MAX_CALLERS);
            } else {
                LOG.atWarn()
                        .log("closing while a caller's own work is still under way; its leases expire by themselves");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
