package io.replicante.store.memory;

import java.time.Duration;
import java.time.Instant;

/**
 * Time that never goes back. When the clock was set back, this time goes on at half its speed until the clock has caught up,
 * so that leases still expire and work still becomes due. Confined by the lock of {@link StoreData}.
 */
final class ForwardTime {
    private Instant now;
    private Instant lastReading;

    ForwardTime(Instant start) {
        now = start;
        lastReading = start;
    }

    /** The time at a reading of the clock. */
    Instant at(Instant reading) {
        if (reading.isAfter(lastReading)) {
            now = now.plus(Duration.between(lastReading, reading).dividedBy(2));
        }
        if (reading.isAfter(now)) {
            now = reading;
        }
        lastReading = reading;
        return now;
    }
}
