package io.replicante.testkit;

import static io.replicante.stream.EventStream.StartPosition.EARLIEST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.stream.EventStream.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class DeliveryRules extends StreamRules {
    DeliveryRules(EventStreamContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("E1.1 every group gets every event, whether it was there before or after")
    void everyGroupGetsEverything() {
        Received before = subscribe("before", EARLIEST);
        publish(event(1, 1), event(1, 2));
        Received after = subscribe("after", EARLIEST);
        publish(event(1, 3));

        assertThat(Received.distinct(before.until(event(1, 3)))).isEqualTo(events(1, 1, 3));
        assertThat(Received.distinct(after.until(event(1, 3)))).isEqualTo(events(1, 1, 3));
    }

    @Test
    @DisplayName("E1.1 what a handler does to an event, nobody else sees")
    void eventsAreIsolated() {
        Received spoilt = received();
        Subscription unused = stream.subscribe("spoiler", EARLIEST, event -> {
            ((ObjectNode) event.payload()).put("text", "spoilt");
            spoilt.add(event);
        });
        Event mine = event(1, 1, "mine");
        publish(mine);
        spoilt.untilDifferent(1);
        ((ObjectNode) mine.payload()).put("text", "spoilt");

        assertThat(subscribe("reader", EARLIEST).untilDifferent(1)).contains(event(1, 1, "mine"));
    }

    @Test
    @DisplayName("E1.2 the events of every key come in the order in which they were published, however many publish")
    void keepsOrderPerKey() {
        Received received = subscribe(GROUP, EARLIEST);
        int publishers = 4;
        int each = 50;
        RaceBootstrap.race(publishers, number -> () -> {
            for (long sequence = 1; sequence <= each; sequence += 2) {
                publish(event(number, sequence), event(number, sequence + 1));
            }
            return number;
        });

        List<Event> all = Received.distinct(received.untilDifferent(publishers * each));

        List<Long> inOrder = LongStream.rangeClosed(1, each).boxed().toList();
        for (int number = 0; number < publishers; number++) {
            assertThat(Received.sequences(all, key(number))).isEqualTo(inOrder);
        }
    }

    @Test
    @DisplayName("E1.3 a batch may have many keys, or nothing at all")
    void publishesAnyBatch() {
        Received received = subscribe(GROUP, EARLIEST);
        List<Event> batch = new ArrayList<>();
        for (int key = 1; key <= 300; key++) {
            batch.add(event(key, 1));
        }

        stream.publish(List.of());
        stream.publish(batch);

        assertThat(Received.distinct(received.untilDifferent(300))).containsExactlyInAnyOrderElementsOf(batch);
    }

    @Test
    @DisplayName("E1.4 large events, any text and any time pass unchanged")
    void passesAnything() {
        Received received = subscribe(GROUP, EARLIEST);
        List<Event> odd = List.of(
                event(1, 1, "x".repeat(1_000_000)),
                event(1, 2, "\u4e2d\ud83d\ude00 \"'\\\n\t\u0000".repeat(1_000)),
                Event.of(
                        new NewEvent(
                                new StreamKey("cluster/\u4e2d\ud83d\ude00/a b"),
                                "ODD \u00e9",
                                Instant.parse("9999-12-31T23:59:59.999999Z"),
                                JsonNodeFactory.instance
                                        .arrayNode()
                                        .add(Long.MIN_VALUE)
                                        .add(0.1)
                                        .addNull(),
                                new Actor("service", "\u4e2d"),
                                Optional.empty()),
                        "issuer",
                        Long.MAX_VALUE));

        stream.publish(odd);

        assertThat(Received.distinct(received.untilDifferent(3))).containsExactlyInAnyOrderElementsOf(odd);
    }

    @Test
    @DisplayName("E1.5 a repeat has the same id and sequence, and harms no order")
    void repeatsAreRecognised() {
        Received received = subscribe(GROUP, EARLIEST);
        stream.publish(events(1, 1, 3));
        stream.publish(events(1, 1, 3));
        publish(event(1, 4));

        List<Event> all = received.until(event(1, 4));

        assertThat(all).allSatisfy(event -> assertThat(event).isEqualTo(event(1, event.sequence())));
        assertThat(Received.distinct(all)).isEqualTo(events(1, 1, 4));
    }
}
