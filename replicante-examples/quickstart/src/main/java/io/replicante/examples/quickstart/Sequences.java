package io.replicante.examples.quickstart;

import io.replicante.spec.event.Event;
import io.replicante.spec.event.StreamKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Watches the sequences of events: a repeat is dropped, a gap is remembered. Thread-safe. */
final class Sequences {
    private final Map<StreamKey, Long> last = new TreeMap<>();
    private final List<String> gaps = new ArrayList<>();

    /**
     * Takes an event.
     *
     * @return whether it is its first occurrence
     */
    synchronized boolean take(Event event) {
        long before = last.getOrDefault(event.key(), 0L);
        if (event.sequence() <= before) {
            return false;
        }
        if (event.sequence() > before + 1) {
            gaps.add(event.key() + " goes on with " + event.sequence() + " after " + before);
        }
        last.put(event.key(), event.sequence());
        return true;
    }

    /** The last sequence of each key. */
    synchronized Map<StreamKey, Long> last() {
        return Map.copyOf(last);
    }

    /** Where something is missing, in words. */
    synchronized List<String> gaps() {
        return List.copyOf(gaps);
    }
}
