package io.replicante.stream.memory;

import java.time.Duration;

/** How long an event waits after its handler threw. */
record Redelivery(Duration first, Duration most) {
    Redelivery {
        if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "redelivery waits longer than nothing, and at most no less than at first");
        }
    }

    /** The wait after so many failures in a row, from 1. */
    Duration after(int failures) {
        Duration wait = first;
        for (int failure = 1; failure < failures && wait.compareTo(most) < 0; failure++) {
            wait = wait.plus(wait);
        }
        return wait.compareTo(most) < 0 ? wait : most;
    }
}
