package io.replicante.spec.datastore;

import java.time.Duration;
import java.util.Objects;

/**
 * What happens when a primary goes.
 *
 * @param mode who chooses the next one
 * @param onStop what an orderly stop of a primary does first
 * @param unavailableAtMost how long writes pause while the primary changes hands
 */
public record Failover(Mode mode, OnStop onStop, Duration unavailableAtMost) {
    /** Who chooses the next primary. */
    public enum Mode {
        /** The datastore by itself. */
        AUTOMATIC,
        /** Nobody, until it is commanded. */
        COMMANDED
    }

    /** What an orderly stop of a primary does first. */
    public enum OnStop {
        /** It hands over, and no acknowledged write is lost by that. */
        LOSSLESS_HANDOVER,
        /** Nothing may be assumed. */
        UNKNOWN
    }

    /** Refuses nulls and negative durations. */
    public Failover {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(onStop, "onStop");
        Objects.requireNonNull(unavailableAtMost, "unavailableAtMost");
        if (unavailableAtMost.isNegative()) {
            throw new IllegalArgumentException("unavailableAtMost must not be negative");
        }
    }
}
