package io.replicante.core.control;

import io.replicante.spec.event.Event;
import io.replicante.spec.event.StreamKey;
import io.replicante.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the events that the store still keeps, published or not. Thread-safe. */
public final class EventLog {
    /** The most events of one page. */
    public static final int MAX_LIMIT = 1_000;

    private static final int MAX_PARTS = 20;

    private final Store store;

    /**
     * Creates it.
     *
     * @param store keeps the events
     */
    public EventLog(Store store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * Which events are wanted.
     *
     * @param key of which cluster, namespace or platform
     * @param after the sequence before the first wanted; 0 for the first
     * @param limit how many at most, 1 to {@link #MAX_LIMIT}
     * @param code only those with this code; empty: all
     * @param since only those at or after this time; empty: all
     */
    public record Wanted(StreamKey key, long after, int limit, Optional<String> code, Optional<Instant> since) {
        /** Refuses nulls and what is out of range. */
        public Wanted {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(since, "since");
            if (after < 0) {
                throw new IllegalArgumentException("after must not be negative");
            }
            if (limit < 1 || limit > MAX_LIMIT) {
                throw new IllegalArgumentException("limit must be from 1 to " + MAX_LIMIT);
            }
        }

        private boolean holds(Event event) {
            return code.filter(wanted -> !wanted.equals(event.code())).isEmpty()
                    && since.filter(time -> event.time().isBefore(time)).isEmpty();
        }
    }

    /**
     * Some events, oldest first.
     *
     * @param items the events
     * @param next what to ask for after, when there may be more; a page may be empty and still have a next one
     */
    public record EventPage(List<Event> items, OptionalLong next) {
        /** Refuses nulls, copies the list. */
        public EventPage {
            items = List.copyOf(items);
            Objects.requireNonNull(next, "next");
        }
    }

    /**
     * Reads events.
     *
     * @param wanted which
     * @return the next of them
     */
    public EventPage read(Wanted wanted) {
        List<Event> found = new ArrayList<>();
        long after = wanted.after();
        for (int part = 0; part < MAX_PARTS; part++) {
            List<Event> events = store.events(wanted.key(), after, MAX_LIMIT);
            for (Event event : events) {
                if (found.size() == wanted.limit()) {
                    return new EventPage(found, OptionalLong.of(after));
                }
                after = event.sequence();
                if (wanted.holds(event)) {
                    found.add(event);
                }
            }
            if (events.size() < MAX_LIMIT) {
                return new EventPage(found, OptionalLong.empty());
            }
        }
        return new EventPage(found, OptionalLong.of(after));
    }
}
