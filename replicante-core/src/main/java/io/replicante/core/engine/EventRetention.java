package io.replicante.core.engine;

import io.replicante.core.lease.Ticker;
import io.replicante.spec.ReplicanteException;
import io.replicante.store.Store;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops events that were kept long enough, a few at a time. What was not published yet is never dropped. Thread-safe. */
public final class EventRetention {
    /** How long events are kept. */
    public static final Duration AGE = Duration.ofDays(30);

    private static final Logger LOG = LoggerFactory.getLogger(EventRetention.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int BATCH = 500;
    private static final int BATCHES = 20;

    private final Store store;
    private final Ticker ticker;
    private OptionalLong last = OptionalLong.empty();

    /**
     * Creates it.
     *
     * @param store keeps the events
     * @param ticker measures the time between two runs
     */
    public EventRetention(Store store, Ticker ticker) {
        this.store = Objects.requireNonNull(store, "store");
        this.ticker = Objects.requireNonNull(ticker, "ticker");
    }

    /** Drops what is due, if the last run is long enough ago. */
    public void runWhenDue() {
        if (!isDue()) {
            return;
        }
        try {
            run();
        } catch (ReplicanteException unusable) {
            LOG.atWarn().setCause(unusable).log("old events could not be dropped; tried again later");
        }
    }

    private synchronized boolean isDue() {
        long now = ticker.nanos();
        if (last.isPresent() && now - last.getAsLong() < EVERY.toNanos()) {
            return false;
        }
        last = OptionalLong.of(now);
        return true;
    }

    /**
     * Drops what is due, within a bound.
     *
     * @return how many events were dropped
     */
    public int run() {
        int dropped = 0;
        for (int i = 0; i < BATCHES; i++) {
            int batch = store.pruneEvents(store.now().minus(AGE), BATCH);
            dropped += batch;
            if (batch < BATCH) {
                break;
            }
        }
        return dropped;
    }
}
