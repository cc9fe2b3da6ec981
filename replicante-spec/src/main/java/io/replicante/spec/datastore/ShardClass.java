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
        String[] parts = match.split("\\*", -1);
        if (parts.length == 1) {
            return shardId.equals(match);
        }
        String last = parts[parts.length - 1];
        int end = shardId.length() - last.length();
        int at = parts[0].length();
        if (end < at || !shardId.startsWith(parts[0]) || !shardId.endsWith(last)) {
            return false;
        }
        for (int i = 1; i < parts.length - 1; i++) {
            int found = shardId.indexOf(parts[i], at);
            if (found < 0 || found + parts[i].length() > end) {
                return false;
            }
            at = found + parts[i].length();
        }
        return true;
    }
}
