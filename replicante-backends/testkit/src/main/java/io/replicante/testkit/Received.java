package io.replicante.testkit;

import io.replicante.spec.event.Event;
import io.replicante.spec.event.StreamKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a handler was given, in the order in which it was given it. Thread-safe for any number of handlers and one test. */
final class Received {
    private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>();
    private final List<Event> seen = new ArrayList<>();
    private final Duration patience;

    Received(Duration patience) {
        this.patience = patience;
    }

    void add(Event event) {
        queue.add(event);
    }

    /** Waits until an event has come, and returns all that came, repeats included, up to and with it. */
    List<Event> until(Event last) {
        return until(event -> event.id().equals(last.id()), last.key() + " " + last.sequence());
    }

    /** Waits until so many different events have come, and returns all that came, repeats included. */
    List<Event> untilDifferent(int number) {
        if (distinct(seen).size() < number) {
            until(event -> distinct(seen).size() >= number, number + " different events");
        }
        return List.copyOf(seen);
    }

    /** What came until now. */
    List<Event> all() {
        queue.drainTo(seen);
        return List.copyOf(seen);
    }

    /** First occurrences. */
    static List<Event> distinct(List<Event> events) {
        return events.stream().distinct().toList();
    }

    /** The sequences of one key, repeats included. */
    static List<Long> sequences(List<Event> events, StreamKey key) {
        return events.stream()
                .filter(event -> event.key().equals(key))
                .map(Event::sequence)
                .toList();
    }

    private List<Event> until(Predicate<Event> last, String what) {
        boolean found = false;
        while (!found) {
            Event event = poll();
            if (event == null) {
                throw new AssertionError("waited " + patience + " for " + what + " and got " + seen);
            }
            seen.add(event);
            found = last.test(event);
        }
        return List.copyOf(seen);
    }

    private @Nullable Event poll() {
        try {
            return queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
