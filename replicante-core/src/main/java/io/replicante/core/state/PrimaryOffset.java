package io.replicante.core.state;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * An offset of a primary, read at a known time: copies that reach it later were caught up as of that time.
 *
 * @param shardId the shard
 * @param nodeId the primary
 * @param term the term in which it was primary; 0 when none is reported
 * @param unit the unit of the offset
 * @param value the offset
 * @param readAt when its reading began: what was acknowledged before is covered by it
 */
public record PrimaryOffset(String shardId, String nodeId, long term, String unit, long value, Instant readAt) {
    /** Refuses nulls. */
    public PrimaryOffset {
        Objects.requireNonNull(shardId, "shardId");
        Objects.requireNonNull(nodeId, "nodeId");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(readAt, "readAt");
    }

    /**
     * Whether what is read of copies now is of the same history. Without terms that is so only while nobody else was seen as the
     * primary since.
     *
     * @param offsets what was read of primaries
     * @return true when the term tells, or nobody else was
     */
    public boolean isOfOneHistory(List<PrimaryOffset> offsets) {
        return term != 0
                || offsets.stream()
                        .filter(other -> !other.nodeId().equals(nodeId))
                        .noneMatch(other -> !other.readAt().isBefore(readAt));
    }

    /**
     * Whether it goes back within a term: then it is a stale or a wrong reading, and says nothing.
     *
     * @param all what is known of primaries
     * @return true when the same primary was read at a greater offset before, in the same term
     */
    public boolean goesBackIn(List<PrimaryOffset> all) {
        return all.stream()
                .filter(other -> other.nodeId.equals(nodeId) && other.shardId.equals(shardId))
                .filter(other -> other.term == term && other.unit.equals(unit))
                .anyMatch(other -> other.readAt.isBefore(readAt) && other.value > value);
    }
}
