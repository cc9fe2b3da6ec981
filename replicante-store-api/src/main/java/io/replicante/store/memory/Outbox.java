package io.replicante.store.memory;

import io.replicante.spec.event.Event;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The events of all stream keys. Confined by the lock of {@link StoreData}. */
final class Outbox {
    private final int keepPublished;
    private final Map<StreamKey, Queue> queues = new HashMap<>();

    /** The events of one key: those that are kept are the last ones, without a gap. */
    private static final class Queue {
        private final NavigableMap<Long, Event> kept = new TreeMap<>();
        private long last;
        private long published;

        private Queue copy() {
            Queue copy = new Queue();
            copy.kept.putAll(kept);
            copy.last = last;
            copy.published = published;
            return copy;
        }

        private boolean firstIsPublished() {
            return !kept.isEmpty() && kept.firstKey() <= published;
        }

        private void dropDownTo(int most) {
            while (kept.size() > most && firstIsPublished()) {
                kept.pollFirstEntry();
            }
        }
    }

    Outbox(int keepPublished) {
        this.keepPublished = keepPublished;
    }

    /** A copy that changes independently. */
    Outbox copy() {
        Outbox copy = new Outbox(keepPublished);
        queues.forEach((key, queue) -> copy.queues.put(key, queue.copy()));
        return copy;
    }

    Event append(NewEvent event, String issuer) {
        Queue queue = queues.computeIfAbsent(event.key(), key -> new Queue());
        queue.last++;
        Event placed = Event.of(event, issuer, queue.last);
        queue.kept.put(queue.last, placed);
        queue.dropDownTo(keepPublished);
        return placed;
    }

    List<Event> events(StreamKey key, long after, int limit) {
        Queue queue = queues.get(key);
        return queue == null
                ? List.of()
                : queue.kept.tailMap(after, false).values().stream()
                        .limit(limit)
                        .toList();
    }

    long last(StreamKey key) {
        Queue queue = queues.get(key);
        return queue == null ? 0 : queue.last;
    }

    long published(StreamKey key) {
        Queue queue = queues.get(key);
        return queue == null ? 0 : queue.published;
    }

    boolean isPublished(StreamKey key) {
        return published(key) == last(key);
    }

    void markPublished(StreamKey key, long sequence) {
        Queue queue = queues.get(key);
        if (queue != null) {
            queue.published = Math.max(queue.published, sequence);
            queue.dropDownTo(keepPublished);
        }
    }

    int prune(Instant before, int limit) {
        int dropped = 0;
        for (Queue queue : queues.values()) {
            while (dropped < limit
                    && queue.firstIsPublished()
                    && queue.kept.firstEntry().getValue().time().isBefore(before)) {
                queue.kept.pollFirstEntry();
                dropped++;
            }
        }
        return dropped;
    }
}
