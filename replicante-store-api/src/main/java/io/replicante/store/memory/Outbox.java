package io.replicante.store.memory;

import io.replicante.spec.event.Event;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The events of all stream keys. Confined by the lock of {@link StoreData}. */
final class Outbox {
    private final int keepPublished;
    private final Map<StreamKey, Queue> queues = new HashMap<>();

    /** The events of one key: those that are kept are the last ones, without a gap. */
    private static final class Queue {
        private final Deque<Event> kept = new ArrayDeque<>();
        private long last;
        private long published;

        private Queue copy() {
            Queue copy = new Queue();
            copy.kept.addAll(kept);
            copy.last = last;
            copy.published = published;
            return copy;
        }

        private boolean firstIsPublished() {
            return !kept.isEmpty() && kept.getFirst().sequence() <= published;
        }

        private void dropDownTo(int most) {
            while (kept.size() > most && firstIsPublished()) {
                kept.removeFirst();
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
        queue.kept.addLast(placed);
        queue.dropDownTo(keepPublished);
        return placed;
    }

    List<Event> events(StreamKey key, long after, int limit) {
        List<Event> found = new ArrayList<>();
        Queue queue = queues.get(key);
        if (queue == null || after >= queue.last) {
            return found;
        }
        for (Event event : queue.kept) {
            if (found.size() == limit) {
                break;
            }
            if (event.sequence() > after) {
                found.add(event);
            }
        }
        return found;
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
                    && queue.kept.getFirst().time().isBefore(before)) {
                queue.kept.removeFirst();
                dropped++;
            }
        }
        return dropped;
    }
}
