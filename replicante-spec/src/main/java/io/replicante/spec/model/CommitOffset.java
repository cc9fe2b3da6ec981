package io.replicante.spec.model;

import java.util.Objects;

/**
 * How far a copy has come, or how far it is behind.
 *
 * @param unit the unit; offsets of different units cannot be compared
 * @param value the position
 */
public record CommitOffset(OffsetUnit unit, long value) {
    /** Refuses nulls. */
    public CommitOffset {
        Objects.requireNonNull(unit, "unit");
    }
}
