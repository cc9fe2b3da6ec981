package io.replicante.core.publish;

import java.time.Duration;
import java.util.Objects;

/**
 * How much publishing may take.
 *
 * @param batch how many events are handed to the stream at once, at most 1000
 * @param batches how many batches of one key are published in one go
 * @param deadline how long the stream may take for a batch
 * @param pause how long a key waits after the stream failed
 * @param retention how long published events are kept in the store
 */
public record PublishLimits(int batch, int batches, Duration deadline, Duration pause, Duration retention) {
    /** A hundred events, fifty batches, ten seconds, five seconds, thirty days. */
    public static final PublishLimits DEFAULT =
            new PublishLimits(100, 50, Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofDays(30));

    /** Refuses nulls and what is not positive. */
    public PublishLimits {
        Objects.requireNonNull(deadline, "deadline");
        Objects.requireNonNull(pause, "pause");
        Objects.requireNonNull(retention, "retention");
        if (batch < 1 || batch > 1000 || batches < 1) {
            throw new IllegalArgumentException("batch must be from 1 to 1000 and batches at least 1");
        }
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException("the retention must be positive");
        }
        if (deadline.isNegative() || deadline.isZero() || pause.isNegative()) {
            throw new IllegalArgumentException("the deadline must be positive and the pause not negative");
        }
    }
}
