package io.replicante.examples.quickstart;

import io.replicante.spec.event.Event;
import io.replicante.stream.EventStream.EventHandler;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What happens, told while it happens: what the engine says of itself by its events, and what the quickstart does to it.
 * What is printed says when it was told, so that the times never go back; entries say when it happened. Thread-safe.
 */
final class Timeline implements EventHandler {
    private static final int MAX_EVENTS = 100_000;

    private final PrintStream out;
    private final InstantSource clock;
    private final Instant start;
    private final Sequences sequences = new Sequences();
    private final EventWords words = new EventWords();
    private final List<Event> events = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();

    /**
     * One line.
     *
     * @param time when
     * @param seconds since the start
     * @param who {@code engine} or {@code quickstart}
     * @param text what happened
     */
    record Entry(Instant time, double seconds, String who, String text) {}

    Timeline(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.start = clock.instant();
    }

    @Override
    public synchronized void handle(Event event) {
        if (!sequences.take(event)) {
            return;
        }
        if (events.size() < MAX_EVENTS) {
            events.add(event);
        }
        words.of(event).ifPresent(text -> add(event.time(), "engine", text));
    }

    /** Tells of something that the quickstart does or sees. */
    synchronized void note(String text) {
        add(clock.instant(), "quickstart", text);
    }

    /** Begins a chapter. */
    synchronized void title(String text) {
        out.printf("%n== %s%n", text);
    }

    /** Prints what is no event, as it is. */
    synchronized void print(String text) {
        out.println(text);
    }

    private void add(Instant time, String who, String text) {
        Entry entry = new Entry(time, since(time), who, text);
        entries.add(entry);
        out.printf(Locale.ROOT, "%7.1fs  %s%s%n", since(clock.instant()), who.equals("engine") ? "" : "* ", text);
    }

    /** Seconds since the start, to the tenth. */
    double since(Instant time) {
        return Math.round(Duration.between(start, time).toMillis() / 100.0) / 10.0;
    }

    Sequences sequences() {
        return sequences;
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** All lines in the order in which things happened. */
    synchronized List<Entry> entries() {
        return entries.stream().sorted(Comparator.comparing(Entry::time)).toList();
    }
}
