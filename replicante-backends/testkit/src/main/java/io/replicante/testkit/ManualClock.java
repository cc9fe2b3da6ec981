package io.replicante.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * A wall clock and a monotonic clock that move only when they are told to. Thread-safe.
 *
 * <p>They move together with {@link #advance}; {@link #moveWall} moves the wall clock alone, as when it is set, or when the
 * machine was suspended.
 */
public final class ManualClock extends Clock {
    private Instant wall;
    private long nanos;

    private ManualClock(Instant start) {
        wall = start;
    }

    /**
     * Creates a clock.
     *
     * @param start the time that the wall clock shows until it is moved
     * @return the clock
     */
    public static ManualClock at(Instant start) {
        return new ManualClock(Objects.requireNonNull(start, "start"));
    }

    /**
     * Lets time pass on both clocks.
     *
     * @param duration how much, not negative
     */
    public synchronized void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time does not go back; moveWall sets the wall clock");
        }
        wall = wall.plus(duration);
        nanos += duration.toNanos();
    }

    /**
     * Sets the wall clock and leaves the monotonic one alone.
     *
     * @param duration how much further it shows; negative to set it back
     */
    public synchronized void moveWall(Duration duration) {
        wall = wall.plus(duration);
    }

    /**
     * The monotonic clock, in nanoseconds from 0.
     *
     * @return a view of it
     */
    public LongSupplier ticker() {
        return this::nanos;
    }

    /**
     * What the monotonic clock shows.
     *
     * @return nanoseconds from 0
     */
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Instant instant() {
        return wall;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new Zoned(this, Objects.requireNonNull(zone, "zone"));
    }

    private static final class Zoned extends Clock {
        private final ManualClock clock;
        private final ZoneId zone;

        private Zoned(ManualClock clock, ZoneId zone) {
            this.clock = clock;
            this.zone = zone;
        }

        @Override
        public Instant instant() {
            return clock.instant();
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return clock.withZone(other);
        }
    }
}
