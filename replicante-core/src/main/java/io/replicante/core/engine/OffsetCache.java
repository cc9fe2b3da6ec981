package io.replicante.core.engine;

import io.replicante.core.state.PrimaryOffset;
import io.replicante.spec.model.ClusterRef;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The offsets that this instance read and that need not be written every time. They are facts with a time of their own, so an old
 * entry is never wrong, only old; after a take-over the stored ones serve. Bounded; thread-safe.
 */
final class OffsetCache {
    private static final int MAX_CLUSTERS = 10_000;

    private final Duration every;
    private final Map<ClusterRef, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    private record Entry(List<PrimaryOffset> offsets, Instant writtenAt) {}

    OffsetCache(Duration every) {
        this.every = every;
    }

    /** The offsets that were read last, these or the stored ones. */
    synchronized List<PrimaryOffset> newest(ClusterRef cluster, List<PrimaryOffset> stored) {
        Entry entry = entries.get(cluster);
        return entry == null || latest(stored).isAfter(latest(entry.offsets())) ? stored : entry.offsets();
    }

    /** Whether it is time to write them again. */
    synchronized boolean isDue(ClusterRef cluster, Instant now) {
        Entry entry = entries.get(cluster);
        return entry == null || !now.isBefore(entry.writtenAt().plus(every));
    }

    synchronized void keep(ClusterRef cluster, List<PrimaryOffset> offsets, boolean written, Instant now) {
        Entry before = entries.get(cluster);
        entries.put(cluster, new Entry(offsets, written || before == null ? now : before.writtenAt()));
        if (entries.size() > MAX_CLUSTERS) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    /** What this instance read before does not count any more; what it reads next is written at once. */
    synchronized void forget(ClusterRef cluster) {
        entries.remove(cluster);
    }

    private static Instant latest(List<PrimaryOffset> offsets) {
        return offsets.stream()
                .map(PrimaryOffset::readAt)
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
    }
}
