package io.replicante.stream.memory;

import io.replicante.spec.event.Event;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The last events of one key, each at an offset that only grows. Confined by the lock of {@link InMemoryEventStream}. */
final class KeyLog {
    private final int keep;
    private final NavigableMap<Long, Event> events = new TreeMap<>();
    private long end;

    KeyLog(int keep) {
        this.keep = keep;
    }

    void append(Event event) {
        events.put(end, event);
        end++;
        if (events.size() > keep) {
            events.pollFirstEntry();
        }
    }

    /** The offset of the oldest event that is kept. */
    long begin() {
        return events.isEmpty() ? end : events.firstKey();
    }

    /** The offset of the next event to come. */
    long end() {
        return end;
    }

    Event at(long offset) {
        Event event = events.get(offset);
        if (event == null) {
            throw new IllegalArgumentException("no event is kept at offset " + offset);
        }
        return event;
    }
}
