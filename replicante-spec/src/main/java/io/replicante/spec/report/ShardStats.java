package io.replicante.spec.report;

import io.replicante.spec.model.ShardRole;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many copies of shards a node has, by role.
 *
 * @param primary primaries
 * @param secondary secondaries
 * @param recovering copies that are being made
 * @param others all others, by the datastore's name for the role
 */
public record ShardStats(long primary, long secondary, long recovering, Map<String, Long> others) {
    /** Copies the map. */
    public ShardStats {
        others = Collections.unmodifiableMap(new TreeMap<>(others));
    }

    /**
     * Counts copies.
     *
     * @param shards the copies of one node
     * @return how many there are of each role
     */
    public static ShardStats of(Collection<Shard> shards) {
        Map<String, Long> others = new TreeMap<>();
        long[] counts = new long[ShardRole.Kind.values().length];
        for (Shard shard : shards) {
            switch (shard.role().kind()) {
                case PRIMARY -> counts[0]++;
                case SECONDARY -> counts[1]++;
                case RECOVERING -> counts[2]++;
                case OTHER -> others.merge(shard.role().other(), 1L, Long::sum);
            }
        }
        return new ShardStats(counts[0], counts[1], counts[2], others);
    }
}
