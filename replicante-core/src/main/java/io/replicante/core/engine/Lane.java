package io.replicante.core.engine;

import io.replicante.core.lease.HeldLease;
import io.replicante.core.lease.Leases;
import io.replicante.core.telemetry.LogKeys;
import io.replicante.core.telemetry.Spans;
import io.replicante.core.telemetry.Telemetry;
import io.replicante.spec.ReplicanteException;
import io.replicante.store.WorkKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workers for one kind of work. Never claims more than it has idle workers for. Thread-safe. */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final WorkKey.Kind kind;
    private final int workers;
    private final Semaphore idle;
    private final Leases leases;
    private final Consumer<HeldLease> work;
    private final Executor executor;
    private final Telemetry telemetry;
    private final BooleanSupplier closing;

    Lane(
            WorkKey.Kind kind,
            int workers,
            Leases leases,
            Consumer<HeldLease> work,
            Executor executor,
            Telemetry telemetry,
            BooleanSupplier closing) {
        this.kind = kind;
        this.workers = workers;
        this.idle = new Semaphore(workers);
        this.leases = leases;
        this.work = work;
        this.executor = executor;
        this.telemetry = telemetry;
        this.closing = closing;
    }

    /** Claims work for all idle workers, and lets them begin. */
    void fill() {
        if (closing.getAsBoolean()) {
            return;
        }
        int free = idle.drainPermits();
        int claimed = 0;
        try {
            if (free > 0) {
                List<HeldLease> granted = claim(free);
                claimed = granted.size();
                granted.forEach(this::begin);
            }
        } catch (ReplicanteException unusable) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.KIND, kind)
                    .setCause(unusable)
                    .log("no work could be claimed; tried again later");
        } finally {
            idle.release(free - claimed);
        }
    }

    private List<HeldLease> claim(int free) {
        return telemetry.in(Spans.CLAIM, kind, () -> {
            List<HeldLease> granted = leases.claimDue(kind, free);
            telemetry.claimed(kind.name(), granted.size());
            return granted;
        });
    }

    private void begin(HeldLease lease) {
        try {
            executor.execute(() -> workOn(lease));
        } catch (RejectedExecutionException full) {
            idle.release();
            LOG.atWarn()
                    .addKeyValue(LogKeys.WORK, lease.lease().work())
                    .setCause(full)
                    .log("no thread was free for claimed work");
            lease.release(Optional.empty());
        }
    }

    /** Does a piece of work, and goes on with the next one while there is any. */
    private void workOn(HeldLease first) {
        try {
            Optional<HeldLease> next = Optional.of(first);
            while (next.isPresent()) {
                work(next.get());
                next = closing.getAsBoolean()
                        ? Optional.empty()
                        : claim(1).stream().findFirst();
            }
        } catch (ReplicanteException unusable) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.KIND, kind)
                    .setCause(unusable)
                    .log("no work could be claimed; tried again later");
        } finally {
            idle.release();
        }
    }

    private void work(HeldLease lease) {
        try {
            work.accept(lease);
        } catch (RuntimeException fault) {
            LOG.atError()
                    .addKeyValue(LogKeys.WORK, lease.lease().work())
                    .setCause(fault)
                    .log("work failed");
        }
    }

    /** Waits until every worker is idle; then none begins any more. */
    boolean drain(Duration atMost) throws InterruptedException {
        return idle.tryAcquire(workers, atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}
