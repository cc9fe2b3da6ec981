package io.replicante.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.model.ClusterRef;
import io.replicante.stream.EventStream;
import io.replicante.stream.EventStream.EventHandler;
import io.replicante.stream.EventStream.StartPosition;
import io.replicante.stream.EventStream.Subscription;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** What the chapters of the {@link EventStreamContract} have in common. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class StreamRules {
    static final String GROUP = "group";

    private final EventStreamContract contract;
    EventStream stream;

    @SuppressWarnings("NullAway.Init") // the stream is opened before every test
    StreamRules(EventStreamContract contract) {
        this.contract = contract;
    }

    @BeforeEach
    final void openStream() {
        stream = contract.openStream();
    }

    final EventStream openAgain() {
        return contract.openStream();
    }

    final boolean lacks(StreamAbility ability) {
        return contract.lacks().contains(ability);
    }

    /** Where handlers put what they are given. */
    final Received received() {
        return new Received(contract.patience());
    }

    final Received subscribe(String group, StartPosition from) {
        Received received = received();
        Subscription unused = stream.subscribe(group, from, received::add);
        return received;
    }

    final Subscription subscribe(StartPosition from, EventHandler handler) {
        return stream.subscribe(GROUP, from, handler);
    }

    final void publish(Event... events) {
        stream.publish(Arrays.asList(events));
    }

    static StreamKey key(int number) {
        return StreamKey.of(new ClusterRef("prod", "c" + number));
    }

    static Event event(int key, long sequence) {
        return event(key, sequence, "event " + sequence);
    }

    static Event event(int key, long sequence, String text) {
        return Event.of(
                new NewEvent(
                        key(key),
                        "TEST",
                        Instant.parse("2026-01-01T00:00:00.123456Z"),
                        JsonNodeFactory.instance.objectNode().put("text", text),
                        Actor.person("tester"),
                        Optional.of("because")),
                "issuer",
                sequence);
    }

    static List<Event> events(int key, long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(sequence -> event(key, sequence))
                .toList();
    }
}
