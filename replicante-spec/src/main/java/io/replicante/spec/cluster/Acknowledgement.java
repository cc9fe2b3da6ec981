package io.replicante.spec.cluster;

import java.util.Objects;

/**
 * What the clients of some shards wait for before a write counts as acknowledged.
 *
 * @param shards which shards by id; {@code *} stands for any text, and may only be the last character
 * @param by who has to have the write
 */
public record Acknowledgement(String shards, Level by) {
    /** Who has to have a write. */
    public enum Level {
        /** Any one copy: the primary, where there is one. */
        ONE,
        /** A majority of the copies. */
        QUORUM,
        /** Every copy. */
        ALL,
        /** Whoever the durability model of the datastore's definition names. */
        MODEL
    }

    /** Refuses nulls and patterns that say more than a beginning. */
    public Acknowledgement {
        Objects.requireNonNull(shards, "shards");
        Objects.requireNonNull(by, "by");
        ShardPattern.of(shards);
    }

    /**
     * Whether it is about a shard.
     *
     * @param shardId the shard
     * @return true when the pattern matches
     */
    public boolean covers(String shardId) {
        return ShardPattern.of(shards).covers(shardId);
    }
}
