package io.replicante.testkit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class ManualExecutorTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualClock clock = ManualClock.at(START);
    private final ManualExecutor executor = ManualExecutor.on(clock);
    private final List<String> ran = new ArrayList<>();

    @Test
    void runsOneTaskWhenTold() {
        executor.execute(() -> ran.add("a"));
        executor.execute(() -> ran.add("b"));
        assertThat(ran).isEmpty();
        assertThat(executor.pending()).isEqualTo(2);

        assertThat(executor.runNext()).isTrue();

        assertThat(ran).containsExactly("a");
        assertThat(executor.runNext()).isTrue();
        assertThat(executor.runNext()).isFalse();
    }

    @Test
    void runsWhatTasksHandOver() {
        executor.execute(() -> {
            ran.add("a");
            executor.execute(() -> ran.add("b"));
        });

        assertThat(executor.runDue()).isEqualTo(2);
        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void noticesThatThereIsNoEnd() {
        executor.execute(this::again);

        assertThatIllegalStateException().isThrownBy(executor::runDue);
    }

    private void again() {
        executor.execute(this::again);
    }

    @Test
    void runsDelayedTasksInTheOrderOfTheirTimes() {
        Future<?> late = executor.schedule(() -> ran.add("late " + clock.nanos()), 3, SECONDS);
        Future<?> early = executor.schedule(() -> ran.add("early " + clock.nanos()), 1, SECONDS);
        assertThat(executor.runDue()).isZero();

        assertThat(executor.advance(Duration.ofSeconds(5))).isEqualTo(2);

        assertThat(late).isDone();
        assertThat(early).isDone();

        assertThat(ran).containsExactly("early 1000000000", "late 3000000000");
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void repeatsAtARateAndWithADelay() {
        ScheduledFuture<?> rate = executor.scheduleAtFixedRate(() -> work("rate"), 1, 4, SECONDS);
        ScheduledFuture<?> delay = executor.scheduleWithFixedDelay(() -> work("delay"), 2, 4, SECONDS);

        executor.advance(Duration.ofSeconds(9));

        assertThat(ran).containsExactly("rate 1", "delay 2", "rate 5", "delay 7", "rate 9");
        assertThat(rate.cancel(false)).isTrue();
        assertThat(delay.cancel(false)).isTrue();
        assertThat(executor.pending()).isZero();
    }

    private void work(String name) {
        ran.add(name + " " + Duration.ofNanos(clock.nanos()).toSeconds());
        if (name.equals("delay")) {
            clock.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void stopsRepeatingWhatThrows() {
        Future<?> future = executor.scheduleAtFixedRate(
                () -> {
                    throw new IllegalStateException("refused by the test");
                },
                0,
                1,
                SECONDS);

        executor.advance(Duration.ofSeconds(3));

        assertThat(future).isDone();
        assertThat(executor.pending()).isZero();
    }

    @Test
    void throwsWhatNoFutureTells() {
        executor.execute(() -> {
            throw new IllegalArgumentException("refused by the test");
        });
        executor.execute(() -> {
            throw new SimulatedCrash("in a task");
        });

        assertThatIllegalArgumentException().isThrownBy(executor::runNext);
        assertThatExceptionOfType(SimulatedCrash.class).isThrownBy(executor::runNext);
    }

    @Test
    void keepsWhatAFutureTells() {
        Future<Object> future = executor.submit(() -> {
            throw new IllegalArgumentException("refused by the test");
        });

        assertThat(executor.runNext()).isTrue();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(future::get)
                .withCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void waitingRunsWhatIsDue() throws ExecutionException, InterruptedException {
        executor.execute(() -> ran.add("before"));
        Future<String> future = executor.submit(() -> "answer");
        executor.execute(() -> ran.add("after"));

        assertThat(future.get()).isEqualTo("answer");

        assertThat(ran).containsExactly("before");
        assertThat(executor.invokeAll(List.of(() -> "a", () -> "b"))).allMatch(Future::isDone);
    }

    @Test
    void answersWithTheValueThatWasHandedOver() throws ExecutionException, InterruptedException {
        assertThat(executor.submit(() -> ran.add("a"), "value").get()).isEqualTo("value");
        assertThat(ran).containsExactly("a");
    }

    @Test
    void tellsHowLongATaskStillWaits() {
        ScheduledFuture<String> first = executor.schedule(() -> "a", 5, SECONDS);
        ScheduledFuture<String> second = executor.schedule(() -> "b", 6, SECONDS);
        executor.advance(Duration.ofSeconds(2));

        assertThat(first.getDelay(SECONDS)).isEqualTo(3);
        assertThat(first.compareTo(second)).isNegative();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> executor.scheduleAtFixedRate(() -> ran.add("never"), 0, 0, SECONDS));
    }

    @Test
    void waitingForEverIsNoticed() {
        Future<?> future = executor.schedule(() -> ran.add("never"), 1, SECONDS);

        assertThatIllegalStateException().isThrownBy(future::get);
    }

    @Test
    void waitingWithADeadlineLetsTimePass() throws Exception {
        Future<String> soon = executor.schedule(() -> "answer", 2, SECONDS);
        Future<String> late = executor.schedule(() -> "answer", 20, SECONDS);

        assertThat(soon.get(5, SECONDS)).isEqualTo("answer");
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(2));

        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> late.get(5, SECONDS));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(7));
    }

    @Test
    void refusesWorkOnceItIsShutDown() {
        executor.execute(() -> ran.add("before"));
        executor.shutdown();

        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> executor.execute(() -> ran.add("after")));
        assertThat(executor.isShutdown()).isTrue();
        assertThat(executor.isTerminated()).isFalse();
        assertThat(executor.awaitTermination(1, SECONDS)).isTrue();
        assertThat(ran).containsExactly("before");
    }

    @Test
    void dropsItsTasksWhenToldToStopNow() {
        executor.execute(() -> ran.add("dropped"));

        assertThat(executor.shutdownNow()).hasSize(1);

        assertThat(executor.isTerminated()).isTrue();
        assertThat(executor.runDue()).isZero();
    }

    @Test
    void repeatsNothingOnceItIsShutDown() {
        Future<?> future = executor.scheduleAtFixedRate(executor::shutdown, 1, 1, SECONDS);

        executor.advance(Duration.ofSeconds(5));

        assertThat(executor.isTerminated()).isTrue();
        assertThat(future).isNotDone();
    }
}
