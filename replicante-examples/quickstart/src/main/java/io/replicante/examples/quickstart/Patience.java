package io.replicante.examples.quickstart;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions, all together for a limited time. */
final class Patience {
    private static final Duration POLL = Duration.ofMillis(100);

    private final long endNanos;
    private final Duration deadline;
    private final Runnable alarm;

    /**
     * Begins to run out.
     *
     * @param deadline how long it lasts
     * @param alarm asked again and again; throws when waiting makes no sense any more
     */
    Patience(Duration deadline, Runnable alarm) {
        this.deadline = deadline;
        this.alarm = alarm;
        this.endNanos = System.nanoTime() + deadline.toNanos();
    }

    /** Waits until something is so. */
    void await(String what, BooleanSupplier condition) throws InterruptedException {
        await(what, () -> condition.getAsBoolean() ? Optional.of(what) : Optional.empty());
    }

    /** Waits until something is there. */
    <T> T await(String what, Supplier<Optional<T>> source) throws InterruptedException {
        while (true) {
            alarm.run();
            Optional<T> found = source.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - endNanos > 0) {
                throw new StepFailedException("within " + deadline.toSeconds() + " s it did not happen that " + what);
            }
            Thread.sleep(POLL.toMillis());
        }
    }
}
