package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.store.Commit;
import io.replicante.store.Lease;
import io.replicante.store.Scope;
import io.replicante.store.WorkKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class OutboxRules extends StoreRules {
    private static final Instant LONG_AGO = Instant.parse("2001-01-01T00:00:00Z");
    private static final Instant LATELY = Instant.parse("2025-12-31T00:00:00Z");

    OutboxRules(StoreContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("S5.1 the events of a key are numbered from 1 in the order of the commits, whatever their scope")
    void numbersByKey() {
        commit(Commit.to(SCOPE).event(event(KEY, "a")).event(event(StreamKey.audit(), "x")));
        commit(Commit.to(Scope.fleet()).event(event(KEY, "b")).event(event(KEY, "c")));
        commit(Commit.to(SCOPE).event(event(StreamKey.audit(), "y")));

        assertThat(texts(store.events(KEY, 0, 10))).containsExactly("1 a", "2 b", "3 c");
        assertThat(texts(store.events(StreamKey.audit(), 0, 10))).containsExactly("1 x", "2 y");
        assertThat(store.events(StreamKey.namespace("prod"), 0, 10)).isEmpty();
    }

    @Test
    @DisplayName("S5.1 many writers leave no gap, and no reader ever passes over an event")
    void noGapUnderConcurrency() {
        int writers = 7;
        int each = 20;
        AtomicInteger left = new AtomicInteger(writers);
        List<List<Long>> seen = RaceBootstrap.race(
                writers + 1, number -> () -> number == writers ? readAll(left) : write(number, each, left));

        assertThat(seen.get(writers))
                .isEqualTo(LongStream.rangeClosed(1, (long) writers * each * 2)
                        .boxed()
                        .toList());
    }

    private List<Long> write(int writer, int commits, AtomicInteger left) {
        try {
            List<Long> sequences = new ArrayList<>();
            for (int number = 0; number < commits; number++) {
                List<Event> events = commit(Commit.to(scope("c" + writer))
                                .event(event(KEY, writer + " first"))
                                .event(event(KEY, writer + " second")))
                        .events();
                assertThat(events.get(1).sequence()).isEqualTo(events.get(0).sequence() + 1);
                events.forEach(event -> sequences.add(event.sequence()));
            }
            assertThat(sequences).isSorted();
            return sequences;
        } finally {
            left.decrementAndGet();
        }
    }

    /** Reads as a publisher does: on from the last that it has seen. */
    private List<Long> readAll(AtomicInteger left) {
        List<Long> seen = new ArrayList<>();
        boolean more = true;
        while (more) {
            boolean ended = left.get() == 0;
            List<Event> events = store.events(KEY, seen.size(), 1000);
            events.forEach(event -> seen.add(event.sequence()));
            more = !ended || !events.isEmpty();
        }
        return seen;
    }

    @Test
    @DisplayName("S5.1 the counter outlives the documents, the work, the publishing and the events")
    void counterOutlivesEverything() {
        commit(Commit.to(SCOPE).put(document("a", "{}")).event(event(KEY, "a")).due(WORK, store.now()));
        commit(Commit.to(SCOPE).delete("test", "a").event(event(KEY, "b")).forget(WORK));
        publishAll();
        assertThat(store.pruneEvents(store.now().plusSeconds(1_000_000_000), 10))
                .isEqualTo(2);
        assertThat(store.events(KEY, 0, 10)).isEmpty();

        commit(Commit.to(SCOPE).put(document("a", "{}")).event(event(KEY, "c")));

        assertThat(texts(store.events(KEY, 0, 10))).containsExactly("3 c");
        assertThat(store.published(KEY)).isEqualTo(2);
    }

    @Test
    @DisplayName("S5.2 what a commit answers is what is read later, with all its parts")
    void answersWhatIsRead() {
        NewEvent event = new NewEvent(
                KEY,
                "CODE",
                Instant.parse("2024-02-29T23:59:59.123456789Z"),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("text", "a \"quoted\" \u00e9\u4e2d\ud83d\ude00 \\ text\n\u0000")
                        .put("big", Long.MAX_VALUE)
                        .put("fraction", 0.1)
                        .putNull("nothing"),
                new Actor("service", "api"),
                Optional.empty());

        List<Event> answered = commit(Commit.to(SCOPE).event(event)).events();

        Event read = store.events(KEY, 0, 1).get(0);
        assertThat(answered).containsExactly(read);
        Event expected = Event.of(event, store.describe().incarnation(), 1);
        assertThat(read.time()).isBetween(Instant.parse("2024-02-29T23:59:59.123456Z"), event.time());
        assertThat(read).usingRecursiveComparison().ignoringFields("time").isEqualTo(expected);
    }

    @Test
    @DisplayName("S5.2 a payload that its author changes afterwards is not changed in the store")
    void payloadsAreIsolated() {
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("text", "before");
        NewEvent event = new NewEvent(KEY, "CODE", LATELY, payload, Actor.person("tester"), Optional.empty());
        List<Event> answered = commit(Commit.to(SCOPE).event(event)).events();

        payload.put("text", "after");
        ((ObjectNode) answered.get(0).payload()).put("text", "after");
        ((ObjectNode) store.events(KEY, 0, 1).get(0).payload()).put("text", "after");

        assertThat(texts(store.events(KEY, 0, 10))).containsExactly("1 before");
    }

    @Test
    @DisplayName("S5.3 events are read part by part")
    void readsInParts() {
        commit(Commit.to(SCOPE).event(event(KEY, "a")).event(event(KEY, "b")).event(event(KEY, "c")));

        assertThat(texts(store.events(KEY, 0, 2))).containsExactly("1 a", "2 b");
        assertThat(texts(store.events(KEY, 2, 2))).containsExactly("3 c");
        assertThat(store.events(KEY, 3, 2)).isEmpty();
        assertThat(store.events(KEY, 99, 2)).isEmpty();
    }

    @Test
    @DisplayName("S5.3 parts of no or too many events are a mistake of the caller")
    void refusesLimits() {
        assertThatIllegalArgumentException().isThrownBy(() -> store.events(KEY, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> store.events(KEY, 0, 1001));
        assertThatIllegalArgumentException().isThrownBy(() -> store.pruneEvents(LATELY, 0));
    }

    @Test
    @DisplayName("S5.4 what is not published is not dropped")
    void keepsTheUnpublished() {
        commit(Commit.to(SCOPE).event(at(LONG_AGO, "a")).event(at(LONG_AGO, "b")));
        Lease lease = lease("a", WorkKey.of(KEY));
        assertThat(store.pruneEvents(LATELY, 10)).isZero();

        store.markPublished(lease, KEY, 1);

        assertThat(store.pruneEvents(LATELY, 10)).isEqualTo(1);
        assertThat(texts(store.events(KEY, 0, 10))).containsExactly("2 b");
    }

    @Test
    @DisplayName("S5.4 only what is older is dropped, and what comes after something younger stays: there is no gap")
    void dropsOnlyFromTheFront() {
        commit(Commit.to(SCOPE).event(at(LONG_AGO, "a")).event(at(LATELY, "b")).event(at(LONG_AGO, "c")));
        publishAll();

        assertThat(store.pruneEvents(LATELY, 10)).isEqualTo(1);

        assertThat(texts(store.events(KEY, 0, 10))).containsExactly("2 b", "3 c");
    }

    @Test
    @DisplayName("S5.4 no more are dropped than asked for")
    void dropsNoMoreThanAsked() {
        commit(Commit.to(SCOPE)
                .event(at(LONG_AGO, "a"))
                .event(at(LONG_AGO, "b"))
                .event(at(LONG_AGO, "c")));
        publishAll();

        assertThat(store.pruneEvents(LATELY, 2)).isEqualTo(2);
        assertThat(texts(store.events(KEY, 0, 10))).containsExactly("3 c");
        assertThat(store.pruneEvents(LATELY, 2)).isEqualTo(1);
    }

    private void publishAll() {
        List<Event> events = store.events(KEY, 0, 1000);
        Lease lease = lease("publisher", WorkKey.of(KEY));
        assertThat(store.markPublished(lease, KEY, events.get(events.size() - 1).sequence()))
                .isTrue();
        store.release(lease, Optional.empty());
    }

    private static NewEvent at(Instant time, String text) {
        NewEvent event = event(KEY, text);
        return new NewEvent(event.key(), event.code(), time, event.payload(), event.actor(), event.cause());
    }

    private static List<String> texts(List<Event> events) {
        return events.stream()
                .map(event ->
                        event.sequence() + " " + event.payload().path("text").asText())
                .toList();
    }
}
