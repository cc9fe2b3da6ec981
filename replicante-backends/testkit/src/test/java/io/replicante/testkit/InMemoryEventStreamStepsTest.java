package io.replicante.testkit;

import static io.replicante.stream.EventStream.StartPosition.EARLIEST;
import static io.replicante.stream.EventStream.StartPosition.LATEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.spec.event.Event;
import io.replicante.stream.EventStream;
import io.replicante.stream.EventStream.EventHandler;
import io.replicante.stream.EventStream.Subscription;
import io.replicante.stream.memory.InMemoryEventStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The embedded stream step by step, on an executor and a clock that the test drives. */
final class InMemoryEventStreamStepsTest {
    private final ManualClock clock = ManualClock.at(Instant.EPOCH);
    private final ManualExecutor executor = ManualExecutor.on(clock);
    private final EventStream stream = builder().build();
    private final List<String> handled = new ArrayList<>();

    private InMemoryEventStream.Builder builder() {
        return InMemoryEventStream.builder(executor, executor)
                .redeliverAfter(Duration.ofSeconds(1), Duration.ofSeconds(8));
    }

    @AfterEach
    void close() {
        stream.close();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aHandlerThatThrowsIsCalledAgainAfterGrowingWaits() {
        subscribe(stream, failing(Integer.MAX_VALUE, () -> new Exception("refused by the test")));
        publish(stream, 1, 1);

        executor.advance(Duration.ofMillis(999));
        assertThat(handled).hasSize(1);
        executor.advance(Duration.ofMillis(1));
        assertThat(handled).hasSize(2);
        executor.advance(Duration.ofMillis(1999));
        assertThat(handled).hasSize(2);
        executor.advance(Duration.ofMillis(1));
        assertThat(handled).hasSize(3);
        executor.advance(Duration.ofSeconds(4 + 8 + 8));
        assertThat(handled).hasSize(6);
    }

    @Test
    void theWaitsBeginAnewAfterASuccess() {
        subscribe(stream, failing(2, () -> new Exception("refused by the test")));
        publish(stream, 1, 1);
        executor.advance(Duration.ofSeconds(1 + 2));
        assertThat(handled).hasSize(3);

        publish(stream, 1, 2);

        assertThat(executor.runDue()).isPositive();
        assertThat(handled).endsWith("c1 2");
    }

    @Test
    void aHandlerThatDiesOfAnErrorIsCalledAgainAndTheErrorIsSeen() {
        subscribe(stream, event -> {
            handled.add(name(event));
            if (handled.size() == 1) {
                throw new SimulatedCrash("in the handler");
            }
        });
        publish(stream, 1, 1);

        assertThatThrownBy(executor::runDue).isInstanceOf(SimulatedCrash.class);
        executor.advance(Duration.ofSeconds(1));

        assertThat(handled).containsExactly("c1 1", "c1 1");
    }

    @Test
    void anErrorCostsNoWorker() {
        EventStream narrow = builder().handlersAtOnce(1).build();
        subscribe(narrow, event -> {
            handled.add(name(event));
            if (event.key().equals(StreamRules.key(1))) {
                throw new SimulatedCrash("in the handler");
            }
        });
        publish(narrow, 1, 1);
        publish(narrow, 2, 1);

        assertThatThrownBy(executor::runDue).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(() -> executor.advance(Duration.ofSeconds(1))).isInstanceOf(SimulatedCrash.class);

        assertThat(handled).contains("c2 1");
        narrow.close();
    }

    @Test
    void anInterruptedHandlerKeepsTheFlagAndGivesItsThreadBack() {
        subscribe(stream, event -> {
            handled.add(name(event));
            if (handled.size() == 1) {
                throw new InterruptedException("the executor shuts down");
            }
        });
        publish(stream, 1, 1);
        publish(stream, 2, 1);

        assertThat(executor.runNext()).isTrue();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(handled).containsExactly("c1 1");
        executor.advance(Duration.ofSeconds(1));
        assertThat(handled).containsExactlyInAnyOrder("c1 1", "c1 1", "c2 1");
    }

    @Test
    void aThreadThatIsWantedBackLeavesTheRestForLater() {
        subscribe(stream, event -> {
            handled.add(name(event));
            Thread.currentThread().interrupt();
        });
        stream.publish(StreamRules.events(1, 1, 2));

        assertThat(executor.runNext()).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(handled).containsExactly("c1 1");

        executor.advance(Duration.ofSeconds(1));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(handled).containsExactly("c1 1", "c1 2");
    }

    @Test
    void aMemberThatLeavesBeforeItBeganPassesItsKeysOn() {
        EventStream shared = builder().handlersAtOnce(1).build();
        Subscription leaving = subscribe(shared, event -> handled.add("a " + name(event)));
        subscribe(shared, event -> handled.add("b " + name(event)));
        publish(shared, 1, 1);

        leaving.close();
        executor.runDue();

        assertThat(handled).containsExactly("b c1 1");
        shared.close();
    }

    @Test
    void aStreamWithoutThreadsTriesAgainLater() {
        ManualExecutor timer = ManualExecutor.on(clock);
        EventStream starved = InMemoryEventStream.builder(executor, timer)
                .redeliverAfter(Duration.ofSeconds(1), Duration.ofSeconds(8))
                .handlersAtOnce(1)
                .build();
        subscribe(starved, event -> handled.add(name(event)));
        executor.shutdown();

        publish(starved, 1, 1);
        publish(starved, 1, 2);

        assertThat(handled).isEmpty();
        assertThat(timer.pending()).isEqualTo(2);
        timer.advance(Duration.ofSeconds(8));
        assertThat(timer.pending()).isEqualTo(2);
        starved.close();
        timer.advance(Duration.ofSeconds(8));
        assertThat(timer.pending()).isZero();
    }

    @Test
    void aStreamWithoutTimerStillDelivers() {
        ManualExecutor timer = ManualExecutor.on(clock);
        timer.shutdown();
        EventStream timeless = InMemoryEventStream.builder(executor, timer).build();
        subscribe(timeless, failing(1, () -> new Exception("refused by the test")));

        publish(timeless, 1, 1);
        publish(timeless, 2, 1);
        executor.runDue();

        assertThat(handled).containsExactly("c1 1", "c2 1");
        timeless.close();
    }

    @Test
    void oneSubscriptionUsesNoMoreThreadsThanItMay() {
        EventStream narrow = builder().handlersAtOnce(2).build();
        subscribe(narrow, event -> handled.add(name(event)));
        for (int key = 1; key <= 5; key++) {
            publish(narrow, key, 1);
        }

        assertThat(executor.pending()).isEqualTo(2);
        executor.runDue();

        assertThat(handled).hasSize(5);
        narrow.close();
    }

    @Test
    void membersShareAKeyOnlyOneAfterTheOther() {
        EventStream shared = builder().handlersAtOnce(1).build();
        List<String> nested = new ArrayList<>();
        subscribe(shared, event -> {
            handled.add("a " + name(event));
            nested.add(executor.runNext() + " " + handled.size());
        });
        subscribe(shared, event -> handled.add("b " + name(event)));
        shared.publish(StreamRules.events(1, 1, 2));
        publish(shared, 2, 1);

        executor.runDue();

        assertThat(handled).containsExactly("a c1 1", "b c2 1", "a c1 2");
        assertThat(nested).containsExactly("true 2", "false 3");
        shared.close();
    }

    @Test
    void aGroupThatFallsBehindMissesTheOldest() {
        EventStream small = builder().keepPerKey(2).build();
        subscribe(small, event -> handled.add(name(event)));

        small.publish(StreamRules.events(1, 1, 5));
        executor.runDue();
        assertThat(handled).containsExactly("c1 4", "c1 5");

        small.subscribe("late", EARLIEST, event -> handled.add("late " + name(event)));
        executor.runDue();
        assertThat(handled).endsWith("late c1 4", "late c1 5");
        small.close();
    }

    @Test
    void nothingBeginsAfterTheStreamWasClosed() {
        subscribe(stream, event -> {
            handled.add(name(event));
            stream.close();
        });
        stream.publish(StreamRules.events(1, 1, 3));

        executor.runDue();

        assertThat(handled).containsExactly("c1 1");
    }

    @Test
    void nothingBeginsAfterASubscriptionWasClosed() {
        Subscription subscription = subscribe(stream, event -> handled.add(name(event)));
        stream.publish(StreamRules.events(1, 1, 3));

        subscription.close();
        executor.runDue();
        assertThat(handled).isEmpty();

        subscribe(stream, event -> handled.add(name(event)));
        executor.runDue();
        assertThat(handled).containsExactly("c1 1", "c1 2", "c1 3");
    }

    @Test
    void aWaitThatEndsWithoutAReaderIsNotForgotten() {
        Subscription failing = subscribe(stream, failing(1, () -> new Exception("refused by the test")));
        publish(stream, 1, 1);
        executor.runDue();
        failing.close();
        executor.advance(Duration.ofSeconds(1));
        assertThat(handled).hasSize(1);

        subscribe(stream, event -> handled.add(name(event)));
        executor.runDue();

        assertThat(handled).hasSize(2);
    }

    @Test
    void worksOnTheThreadOfThePublisherToo() {
        EventStream direct =
                InMemoryEventStream.builder(Runnable::run, executor).build();
        direct.subscribe("echo", LATEST, event -> {
            handled.add(name(event));
            if (event.sequence() < 5_000) {
                publish(direct, 1, event.sequence() + 1);
            }
        });

        publish(direct, 1, 1);

        assertThat(handled).hasSize(5_000);
        direct.close();
    }

    @Test
    void refusesBoundsBelowOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder().keepPerKey(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().handlersAtOnce(0));
    }

    private EventHandler failing(int times, Supplier<Exception> problem) {
        return event -> {
            handled.add(name(event));
            if (handled.size() <= times) {
                throw problem.get();
            }
        };
    }

    private static Subscription subscribe(EventStream stream, EventHandler handler) {
        return stream.subscribe("group", EARLIEST, handler);
    }

    private static void publish(EventStream stream, int key, long sequence) {
        stream.publish(List.of(StreamRules.event(key, sequence)));
    }

    private static String name(Event event) {
        return event.key().value().replace("cluster/prod/", "") + " " + event.sequence();
    }
}
