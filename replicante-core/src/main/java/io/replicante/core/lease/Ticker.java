package io.replicante.core.lease;

/** A clock for measuring how much time has passed; it never goes back and tells nothing of the time of day. Thread-safe. */
@FunctionalInterface
public interface Ticker {
    /**
     * The present reading.
     *
     * @return nanoseconds since an arbitrary moment
     */
    long nanos();
}
