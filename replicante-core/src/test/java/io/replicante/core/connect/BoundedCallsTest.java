package io.replicante.core.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.core.fixture.ManualTimer;
import io.replicante.core.fixture.TestTime;
import io.replicante.spec.ConflictException;
import io.replicante.spec.IndeterminateException;
import io.replicante.spec.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BoundedCallsTest {
    private static final Duration AT_MOST = Duration.ofSeconds(2);

    private final ManualTimer timer = new ManualTimer(new TestTime());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BoundedCalls calls = new BoundedCalls(threads, timer);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void interruptsACallAtItsDeadlineAndGoesOnWithoutIt() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Future<Object> calling = threads.submit(() -> calls.call("asking", AT_MOST, () -> {
            entered.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException overdue) {
                interrupted.countDown();
            }
            return true;
        }));
        entered.await();
        timer.advance(AT_MOST);

        assertThatThrownBy(calling::get)
                .hasCauseInstanceOf(IndeterminateException.class)
                .hasMessageContaining("asking: no answer within PT2S");
        interrupted.await();
        assertThat(timer.pending()).isZero();
    }

    @Test
    void leavesNoAlarmBehindACallThatAnswered() {
        assertThat(calls.call("asking", AT_MOST, () -> 7)).isEqualTo(7);
        timer.advance(AT_MOST);
        assertThat(timer.pending()).isZero();
    }

    @Test
    void passesOnWhatACallThrows() {
        assertThatThrownBy(() -> calls.call("asking", AT_MOST, () -> {
                    throw new ConflictException("known");
                }))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> calls.call("asking", AT_MOST, () -> {
                    throw new IOException("broken pipe");
                }))
                .isInstanceOf(IndeterminateException.class)
                .hasMessageContaining("broken pipe");
        assertThatThrownBy(() -> calls.call("asking", AT_MOST, () -> {
                    throw new NoClassDefFoundError("Missing");
                }))
                .isInstanceOf(IndeterminateException.class);
    }

    @Test
    void doesNotTakeACalleesOwnRefusalForACallThatWasNotMade() {
        assertThatThrownBy(() -> calls.call("asking", AT_MOST, () -> {
                    throw new RejectedExecutionException("the callee's own pool is full");
                }))
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void saysThatACallWasCertainlyNotMadeWhenNoThreadIsFree() {
        threads.shutdownNow();

        assertThatThrownBy(() -> calls.call("asking", AT_MOST, () -> true)).isInstanceOf(UnavailableException.class);
    }

    @Test
    void doesNotMakeACallThatItCouldNotEnd() {
        ScheduledExecutorService closed = Executors.newSingleThreadScheduledExecutor();
        closed.shutdownNow();
        CountDownLatch made = new CountDownLatch(1);

        assertThatThrownBy(() -> new BoundedCalls(threads, closed).call("asking", AT_MOST, () -> {
                    made.countDown();
                    return true;
                }))
                .isInstanceOf(UnavailableException.class);
        assertThat(made.getCount()).isEqualTo(1);
    }

    @Test
    void honoursTheInterruptionOfItsCaller() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread[] caller = new Thread[1];
        Future<Boolean> calling = threads.submit(() -> {
            caller[0] = Thread.currentThread();
            try {
                calls.call("asking", AT_MOST, () -> {
                    entered.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException passedOn) {
                        interrupted.countDown();
                    }
                    return true;
                });
                return false;
            } catch (IndeterminateException expected) {
                return Thread.interrupted();
            }
        });
        entered.await();
        caller[0].interrupt();

        assertThat(calling.get()).isTrue();
        interrupted.await();
    }
}
