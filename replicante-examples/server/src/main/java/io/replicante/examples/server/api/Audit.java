package io.replicante.examples.server.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.replicante.core.control.AuditTrail;
import io.replicante.core.control.Authorisation;
import io.replicante.spec.ReplicanteException;
import io.replicante.spec.event.Actor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of calls: of one that changes something before it is begun, so that nothing is changed untold; of others soon after,
 * several together, and of the same reading by the same caller once a minute. Thread-safe.
 */
public final class Audit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    private static final long AGAIN_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int REMEMBERED = 1_000;
    private static final int WAITING = 1_000;
    private static final int BATCH = 100;

    private final AuditTrail trail;
    private final Executor executor;
    private final LongSupplier nanos;
    private final Counter lost;
    private final BlockingQueue<Authorisation> waiting = new ArrayBlockingQueue<>(WAITING);
    private final AtomicBoolean telling = new AtomicBoolean();
    private final Map<Reading, Long> told = new LinkedHashMap<>();

    /**
     * Creates it.
     *
     * @param trail where it is told
     * @param executor tells what can wait
     * @param nanos measures time
     * @param meters counts what could not be told
     */
    public Audit(AuditTrail trail, Executor executor, LongSupplier nanos, MeterRegistry meters) {
        this.trail = trail;
        this.executor = executor;
        this.nanos = nanos;
        lost = meters.counter("replicore.audit.lost");
    }

    private record Reading(Actor actor, String action, String path) {}

    /** Tells of a change that is about to be begun; must not be begun when this throws. */
    void change(Authorisation call) {
        trail.record(List.of(call));
    }

    /** Tells of a call that reads, if that was not told within the last minute. */
    void reading(Authorisation call) {
        if (isNew(new Reading(call.actor(), call.action(), call.resource().id()))) {
            refusal(call);
        }
    }

    /** Tells of a call that was refused. */
    void refusal(Authorisation call) {
        if (!waiting.offer(call)) {
            lost.increment();
        } else if (telling.compareAndSet(false, true)) {
            try {
                executor.execute(this::tell);
            } catch (RejectedExecutionException closing) {
                // Whoever closes it tells the rest.
                telling.set(false);
            }
        }
    }

    private synchronized boolean isNew(Reading reading) {
        long now = nanos.getAsLong();
        Long last = told.get(reading);
        if (last != null && now - last < AGAIN_NANOS) {
            return false;
        }
        told.remove(reading);
        told.put(reading, now);
        if (told.size() > REMEMBERED) {
            told.remove(told.keySet().iterator().next());
        }
        return true;
    }

    private void tell() {
        do {
            List<Authorisation> some = new ArrayList<>();
            while (waiting.drainTo(some, BATCH) > 0) {
                tell(some);
                some.clear();
            }
            telling.set(false);
        } while (!waiting.isEmpty() && telling.compareAndSet(false, true));
    }

    private void tell(List<Authorisation> calls) {
        try {
            trail.record(calls);
        } catch (ReplicanteException untold) {
            lost.increment(calls.size());
            LOG.atWarn()
                    .addKeyValue("calls", calls.size())
                    .setCause(untold)
                    .log("calls are missing in the audit trail");
        }
    }

    /** Tells what is left. Call it when nothing calls any more. */
    @Override
    public void close() {
        tell();
    }
}
