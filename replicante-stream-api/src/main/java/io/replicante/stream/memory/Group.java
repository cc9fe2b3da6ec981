package io.replicante.stream.memory;

import io.replicante.spec.event.Event;
import io.replicante.spec.event.StreamKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * One group of consumers: where it is in every key, which keys have something to handle, and who handles them. Calls nothing
 * foreign. Confined by the lock of {@link InMemoryEventStream}.
 */
final class Group {
    private final String name;
    private final Map<StreamKey, KeyLog> logs;
    private final Map<StreamKey, Cursor> cursors = new HashMap<>();
    private final Set<StreamKey> ready = new LinkedHashSet<>();
    private final List<Member> members = new ArrayList<>();

    /**
     * One event on its way to a handler.
     *
     * @param missed how many events before it are not kept any more and were never handled
     */
    record Delivery(StreamKey key, long offset, long reading, long missed, Event event) {}

    /** Where the group is in one key. */
    private static final class Cursor {
        private long position;
        private boolean busy;
        private boolean waiting;
        private int failures;
        /** Counts how often the group was moved, so that what was begun before does not move it on. */
        private long reading;
    }

    Group(String name, Map<StreamKey, KeyLog> logs) {
        this.name = name;
        this.logs = logs;
    }

    String name() {
        return name;
    }

    boolean hasMembers() {
        return !members.isEmpty();
    }

    void add(Member member) {
        members.add(member);
        logs.keySet().forEach(this::offer);
    }

    void remove(Member member) {
        members.remove(member);
    }

    List<Member> members() {
        return List.copyOf(members);
    }

    /** Moves the group, in every key that is there already. Keys that appear later are read from their first event. */
    void moveTo(ToLongFunction<KeyLog> place) {
        logs.forEach((key, log) -> {
            Cursor cursor = cursor(key);
            cursor.position = place.applyAsLong(log);
            cursor.failures = 0;
            cursor.reading++;
        });
    }

    /** Says that a key may have something to handle. */
    void offer(StreamKey key) {
        Cursor cursor = cursor(key);
        KeyLog log = logs.get(key);
        if (log != null && !cursor.busy && !cursor.waiting && cursor.position < log.end()) {
            ready.add(key);
        }
    }

    /** The members of which one more worker is to be started, each as often as it is named. */
    List<Member> startWorkers() {
        List<Member> started = new ArrayList<>();
        boolean anyFree = true;
        while (anyFree && started.size() < ready.size()) {
            anyFree = false;
            for (Member member : members) {
                if (started.size() < ready.size() && member.startWorker()) {
                    started.add(member);
                    anyFree = true;
                }
            }
        }
        return started;
    }

    /** The next event for a worker; its key is busy until {@link #handled} or {@link #failed}. */
    Optional<Delivery> next() {
        Iterator<StreamKey> keys = ready.iterator();
        if (!keys.hasNext()) {
            return Optional.empty();
        }
        StreamKey key = keys.next();
        keys.remove();
        KeyLog log = logs.get(key);
        if (log == null) {
            throw new IllegalStateException(key + " is ready and has no events");
        }
        Cursor cursor = cursor(key);
        long offset = Math.max(cursor.position, log.begin());
        long missed = offset - cursor.position;
        cursor.position = offset;
        cursor.busy = true;
        return Optional.of(new Delivery(key, offset, cursor.reading, missed, log.at(offset)));
    }

    void handled(Delivery delivery) {
        Cursor cursor = cursor(delivery.key());
        cursor.busy = false;
        if (cursor.reading == delivery.reading()) {
            cursor.position = delivery.offset() + 1;
            cursor.failures = 0;
        }
        offer(delivery.key());
    }

    /** Makes the key wait for {@link #waited}. Returns how often in a row the event has failed. */
    int failed(Delivery delivery) {
        Cursor cursor = cursor(delivery.key());
        cursor.busy = false;
        cursor.waiting = true;
        cursor.failures++;
        return cursor.failures;
    }

    void waited(StreamKey key) {
        cursor(key).waiting = false;
        offer(key);
    }

    private Cursor cursor(StreamKey key) {
        return cursors.computeIfAbsent(key, ignored -> new Cursor());
    }
}
