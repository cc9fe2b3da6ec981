package io.replicante.testkit;

import static io.replicante.stream.EventStream.StartPosition.EARLIEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.spec.event.Event;
import io.replicante.spec.event.StreamKey;
import io.replicante.stream.EventStream;
import io.replicante.stream.EventStream.EventHandler;
import io.replicante.stream.EventStream.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class GroupRules extends StreamRules {
    GroupRules(EventStreamContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("E2.1 no two members handle a key at once, nor one member two events of it")
    void oneHandlerPerKey() throws InterruptedException {
        int others = 32;
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Received received = received();
        EventHandler handler = event -> {
            if (event.equals(event(0, 1))) {
                begun.countDown();
                go.await();
            }
            received.add(event);
        };
        Subscription first = subscribe(EARLIEST, handler);
        Subscription second = subscribe(EARLIEST, handler);
        publish(event(0, 1));
        begun.await();
        publish(event(0, 2));
        for (int key = 1; key <= others; key++) {
            publish(event(key, 1));
        }

        List<Event> meanwhile = received.untilDifferent(others / 4);

        assertThat(meanwhile).doesNotContain(event(0, 2));
        go.countDown();
        List<Event> all = Received.distinct(received.untilDifferent(others + 2));
        first.close();
        second.close();
        assertThat(Received.sequences(all, key(0))).containsExactly(1L, 2L);
    }

    @Test
    @DisplayName("E2.1 the members of a group share the work, and keep the order")
    void membersShareTheWork() {
        Received received = received();
        Subscription first = subscribe(EARLIEST, received::add);
        Subscription second = subscribe(EARLIEST, received::add);
        for (int round = 0; round < 50; round++) {
            List<Event> batch = new ArrayList<>();
            for (int key = 1; key <= 4; key++) {
                batch.addAll(events(key, round * 2L + 1, round * 2L + 2));
            }
            stream.publish(batch);
        }

        List<Event> all = Received.distinct(received.untilDifferent(400));

        first.close();
        second.close();
        for (int key = 1; key <= 4; key++) {
            assertThat(Received.sequences(all, key(key))).hasSize(100).isSorted();
        }
    }

    @Test
    @DisplayName("E2.1 a key waits for its handler, also when its member left meanwhile")
    void keyWaitsForItsHandler() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        List<String> calls = new ArrayList<>();
        Subscription slow = subscribe(EARLIEST, event -> {
            begun.countDown();
            go.await();
            synchronized (calls) {
                calls.add("slow " + event.sequence());
            }
        });
        publish(event(1, 1), event(1, 2));
        begun.await();
        slow.close();
        Received received = received();
        Subscription quick = subscribe(EARLIEST, event -> {
            synchronized (calls) {
                calls.add("quick " + event.sequence());
            }
            received.add(event);
        });

        go.countDown();

        received.until(event(1, 2));
        quick.close();
        synchronized (calls) {
            assertThat(calls).startsWith("slow 1").endsWith("quick 2").doesNotContain("slow 2");
        }
    }

    @Test
    @DisplayName("E2.2 a group resumes after what it has handled, also of keys that appeared while it was away")
    void resumes() {
        Received received = received();
        Subscription first = subscribe(EARLIEST, received::add);
        stream.publish(events(1, 1, 2));
        received.until(event(1, 2));
        first.close();
        stream.publish(events(1, 3, 4));
        stream.publish(events(2, 1, 2));

        Received resumed = received();
        Subscription second = subscribe(EARLIEST, resumed::add);

        resumed.until(event(1, 4));
        List<Event> all = Received.distinct(untilSeen(resumed, event(2, 2)));
        second.close();
        assertThat(all).doesNotContain(event(1, 1));
        assertThat(Received.sequences(all, key(1))).endsWith(3L, 4L);
        assertThat(Received.sequences(all, key(2))).containsExactly(1L, 2L);
    }

    private static List<Event> untilSeen(Received received, Event last) {
        return received.all().contains(last) ? received.all() : received.until(last);
    }

    @Test
    @DisplayName("E2.2 a group resumes over another connection, or every stream that is opened begins empty")
    void resumesElsewhere() {
        Received received = received();
        Subscription first = subscribe(EARLIEST, received::add);
        stream.publish(events(1, 1, 2));
        received.until(event(1, 2));
        first.close();
        stream.close();

        EventStream again = openAgain();
        Received resumed = received();
        Subscription second = again.subscribe(GROUP, EARLIEST, resumed::add);
        again.publish(events(1, 3, 3));

        List<Event> all = resumed.until(event(1, 3));
        second.close();
        assertThat(all).doesNotContain(event(1, 1));
        if (lacks(StreamAbility.REOPEN)) {
            assertThat(all).containsExactly(event(1, 3));
        }
    }

    @Test
    @DisplayName("E2.3 a group that fails holds up no other")
    void groupsAreIndependent() {
        Subscription failing = stream.subscribe("failing", EARLIEST, event -> {
            throw new IllegalStateException("refused by the test");
        });
        Received received = subscribe(GROUP, EARLIEST);

        stream.publish(events(1, 1, 5));

        assertThat(Received.distinct(received.until(event(1, 5)))).isEqualTo(events(1, 1, 5));
        failing.close();
    }

    @Test
    @DisplayName("E2.4 an event that was not handled comes again, before the next of its key")
    void redeliversInOrder() {
        Received received = received();
        AtomicInteger failures = new AtomicInteger(3);
        Subscription subscription = subscribe(EARLIEST, event -> {
            received.add(event);
            if (event.sequence() == 2 && failures.getAndDecrement() > 0) {
                throw new Exception("refused by the test");
            }
        });

        stream.publish(events(1, 1, 3));

        List<Event> all = received.until(event(1, 3));
        subscription.close();
        assertThat(Received.sequences(all, key(1))).startsWith(1L).endsWith(2L, 2L, 2L, 2L, 3L);
        assertThat(all).allSatisfy(event -> assertThat(event).isEqualTo(event(1, event.sequence())));
    }

    @Test
    @DisplayName("E2.4 a key that fails for ever holds up no other")
    void otherKeysGoOn() {
        Received received = received();
        Map<StreamKey, Integer> failed = new ConcurrentHashMap<>();
        Subscription subscription = subscribe(EARLIEST, event -> {
            if (event.key().equals(key(1))) {
                failed.merge(event.key(), 1, Integer::sum);
                throw new Exception("refused by the test");
            }
            received.add(event);
        });
        stream.publish(events(1, 1, 2));
        for (int key = 2; key <= 9; key++) {
            stream.publish(events(key, 1, 5));
        }

        List<Event> all = Received.distinct(received.untilDifferent(40));

        subscription.close();
        assertThat(all).hasSize(40);
        assertThat(failed).containsOnlyKeys(key(1));
    }

    @Test
    @DisplayName("E2.5 when a member leaves the others take over its keys")
    void othersTakeOver() {
        Received first = received();
        Received second = received();
        Subscription leaving = subscribe(EARLIEST, first::add);
        Subscription staying = subscribe(EARLIEST, second::add);
        for (int key = 1; key <= 8; key++) {
            publish(event(key, 1));
        }
        leaving.close();

        for (int key = 1; key <= 8; key++) {
            publish(event(key, 2));
        }

        for (int key = 1; key <= 8; key++) {
            untilSeen(second, event(key, 2));
        }
        staying.close();
        assertThat(first.all()).extracting(Event::sequence).doesNotContain(2L);
    }
}
