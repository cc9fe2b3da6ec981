package io.replicante.spec.datastore;

import io.replicante.spec.model.OffsetUnit;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How commit offsets are counted.
 *
 * @param unit the unit that agents report
 * @param granularity for coarse units: writes within this time of each other may share an offset; empty when each write
 *     has its own
 */
public record Offsets(OffsetUnit unit, Optional<Duration> granularity) {
    /** Refuses nulls and a granularity that is not positive. */
    public Offsets {
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(granularity, "granularity");
        if (granularity.isPresent()
                && (granularity.get().isNegative() || granularity.get().isZero())) {
            throw new IllegalArgumentException("granularity must be positive");
        }
    }
}
