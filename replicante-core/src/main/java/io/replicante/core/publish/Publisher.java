package io.replicante.core.publish;

import io.replicante.core.connect.BoundedCalls;
import io.replicante.core.lease.HeldLease;
import io.replicante.core.telemetry.LogKeys;
import io.replicante.core.telemetry.Spans;
import io.replicante.core.telemetry.Telemetry;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.StreamKey;
import io.replicante.store.Store;
import io.replicante.stream.EventStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the events of stream keys: at least once, in order, without a gap. It first publishes and then records how far; who
 * is interrupted in between leaves a repeat behind, never a gap. Thread-safe.
 */
public final class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final Store store;
    private final EventStream stream;
    private final BoundedCalls calls;
    private final PublishLimits limits;
    private final Telemetry telemetry;

    /**
     * Creates a publisher.
     *
     * @param store holds the outbox
     * @param stream receives the events
     * @param calls bounds every publication
     * @param limits how much at once
     * @param telemetry records what happens
     */
    public Publisher(Store store, EventStream stream, BoundedCalls calls, PublishLimits limits, Telemetry telemetry) {
        this.store = Objects.requireNonNull(store, "store");
        this.stream = Objects.requireNonNull(stream, "stream");
        this.calls = Objects.requireNonNull(calls, "calls");
        this.limits = Objects.requireNonNull(limits, "limits");
        this.telemetry = Objects.requireNonNull(telemetry, "telemetry");
    }

    /**
     * Publishes what is unpublished of a key, within limits, and gives the lease back. A failure of store or stream is logged,
     * and the key is due again after a pause.
     *
     * @param key the key
     * @param lease the lease on publishing it
     * @return how many events were published and recorded
     */
    public int publish(StreamKey key, HeldLease lease) {
        return telemetry.in(Spans.PUBLISH, key, () -> {
            Optional<Instant> nextDue = Optional.empty();
            try {
                int published = batches(key, lease);
                if (published > 0) {
                    prune(key, lease.instant().minus(limits.retention()));
                }
                return published;
            } catch (RuntimeException failure) {
                telemetry.publishFailed();
                LOG.atWarn()
                        .addKeyValue(LogKeys.STREAM_KEY, key)
                        .setCause(failure)
                        .log("events could not be published and are tried again later");
                nextDue = Optional.of(lease.instant().plus(limits.pause()));
                return 0;
            } finally {
                lease.release(nextDue);
            }
        });
    }

    /** Drops as many old events as one go may have published, so that they cannot pile up. */
    private void prune(StreamKey key, Instant before) {
        try {
            for (int batch = 0; batch < limits.batches(); batch++) {
                if (store.pruneEvents(before, limits.batch()) < limits.batch()) {
                    return;
                }
            }
        } catch (RuntimeException failure) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.STREAM_KEY, key)
                    .setCause(failure)
                    .log("old events could not be dropped and are tried again later");
        }
    }

    private int batches(StreamKey key, HeldLease lease) {
        int published = 0;
        long after = store.published(key);
        for (int batch = 0; batch < limits.batches(); batch++) {
            List<Event> events = store.events(key, after, limits.batch());
            if (events.isEmpty() || !lease.keep(limits.deadline())) {
                return published;
            }
            calls.call("publishing " + key, limits.deadline(), () -> {
                stream.publish(events);
                return true;
            });
            long last = events.get(events.size() - 1).sequence();
            if (!store.markPublished(lease.lease(), key, last)) {
                return published;
            }
            after = last;
            published += events.size();
            telemetry.published(events.size(), Duration.between(events.get(0).time(), lease.instant()));
        }
        return published;
    }
}
