package io.replicante.spec.datastore;

import java.util.Objects;

/**
 * A kind of shards that behave alike.
 *
 * @param match which shards by id; {@code *} stands for any text
 * @param layout whether the ids that agents report tell shards apart
 * @param primaries how many primaries a shard normally has
 * @param durability where an acknowledged write is
 * @param offsets how offsets are counted
 * @param acknowledges what an acknowledgement says at least, while a declaration does not say more
 */
public record ShardClass(
        String match,
        Layout layout,
        Primaries primaries,
        Durability durability,
        Offsets offsets,
        Acknowledges acknowledges) {
    /** The weakest acknowledgement by a copy that the server allows its clients. */
    public enum Acknowledges {
        /** As the durability model says: nobody can ask for less. */
        MODEL,
        /** The primary alone has it. */
        PRIMARY,
        /** Any one copy has it. */
        ONE
    }

    /** Whether the ids that agents report tell shards apart. */
    public enum Layout {
        /** All copies of the class are of one shard, whatever their ids. */
        SINGLE,
        /** Copies of one id are of one shard. */
        BY_ID
    }

    /**
     * How many primaries a shard normally has.
     *
     * @param min at least
     * @param max at most
     */
    public record Primaries(int min, int max) {
        /** Refuses a range that is empty or negative. */
        public Primaries {
            if (min < 0 || max < min) {
                throw new IllegalArgumentException("primaries need 0 <= min <= max, not " + min + " and " + max);
            }
        }
    }

    /** Refuses nulls. */
    public ShardClass {
        Objects.requireNonNull(match, "match");
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(primaries, "primaries");
        Objects.requireNonNull(durability, "durability");
        Objects.requireNonNull(offsets, "offsets");
        Objects.requireNonNull(acknowledges, "acknowledges");
    }

    /**
     * A class whose clients may ask for the acknowledgement of the primary alone.
     *
     * @param match which shards by id; {@code *} stands for any text
     * @param layout whether the ids that agents report tell shards apart
     * @param primaries how many primaries a shard normally has
     * @param durability where an acknowledged write is
     * @param offsets how offsets are counted
     */
    public ShardClass(String match, Layout layout, Primaries primaries, Durability durability, Offsets offsets) {
        this(match, layout, primaries, durability, offsets, Acknowledges.PRIMARY);
    }

    /**
     * Whether a shard is of this class.
     *
     * @param shardId the shard as agents name it
     * @return true when the pattern matches the whole id
     */
    public boolean matches(String shardId) {
        int first = match.indexOf('*');
        if (first < 0) {
            return shardId.equals(match);
        }
        return shardId.regionMatches(0, match, 0, first) && hasRest(shardId, first);
    }

    /** Asked of very many shards, most of which begin with something else. */
    private boolean hasRest(String shardId, int first) {
        int last = match.lastIndexOf('*');
        int end = shardId.length() - (match.length() - last - 1);
        return end >= first
                && shardId.regionMatches(end, match, last + 1, shardId.length() - end)
                && hasBetween(shardId, first, last, end);
    }

    /** Whether what stands between the stars follows in this order; nothing is split. */
    private boolean hasBetween(String shardId, int first, int last, int end) {
        int at = first;
        int star = first;
        while (star < last) {
            int next = match.indexOf('*', star + 1);
            String part = match.substring(star + 1, next);
            int found = shardId.indexOf(part, at);
            if (found < 0 || found + part.length() > end) {
                return false;
            }
            at = found + part.length();
            star = next;
        }
        return true;
    }
}
