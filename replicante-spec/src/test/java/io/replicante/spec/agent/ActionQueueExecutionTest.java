package io.replicante.spec.agent;

import static io.replicante.spec.agent.Requests.NOW;
import static io.replicante.spec.agent.Requests.id;
import static io.replicante.spec.agent.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens while an invocation is under way. */
@Timeout(30)
class ActionQueueExecutionTest {
    private static final String WAIT = "acme.test/wait";

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final AtomicInteger invocations = new AtomicInteger();
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
    private final ActionMemory memory = ActionMemory.inMemory(10);
    private final ActionQueue queue = ActionQueue.builder("orders", "node-1", () -> NOW)
            .handler(WAIT, action -> {
                invocations.incrementAndGet();
                entered.countDown();
                try {
                    released.await();
                } catch (InterruptedException stop) {
                    interrupted.countDown();
                    throw stop;
                }
                return ActionResult.done();
            })
            .memory(memory)
            .build();

    @AfterEach
    void stop() throws InterruptedException {
        executor.shutdownNow();
        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void neverInvokesTwiceAtATimeAndStillAnswers() throws Exception {
        queue.schedule(request(1, WAIT));
        queue.schedule(request(2, ActionKinds.TEST_SUCCESS));
        Future<Boolean> first = executor.submit(queue::runOnce);
        entered.await();

        assertThat(queue.runOnce()).isFalse();
        queue.schedule(request(3, ActionKinds.TEST_SUCCESS));
        assertThat(queue.queued().actions())
                .containsExactly(
                        new ActionSummary(id(1), WAIT, ActionPhase.RUNNING),
                        new ActionSummary(id(2), ActionKinds.TEST_SUCCESS, ActionPhase.NEW),
                        new ActionSummary(id(3), ActionKinds.TEST_SUCCESS, ActionPhase.NEW));

        released.countDown();
        assertThat(first.get()).isTrue();
        assertThat(invocations).hasValue(1);
    }

    @Test
    void leavesAnInterruptedActionRunningAndInvokesItAgain() throws Exception {
        queue.schedule(request(1, WAIT));
        Future<Boolean> first = executor.submit(queue::runOnce);
        entered.await();
        first.cancel(true);
        interrupted.await();

        released.countDown();
        while (!queue.find(id(1)).orElseThrow().state().phase().isFinal()) {
            queue.runOnce();
        }

        assertThat(invocations).hasValue(2);
        assertThat(queue.find(id(1)).orElseThrow().state().phase()).isEqualTo(ActionPhase.DONE);
    }

    @Test
    void keepsTheInterruptOfItsThread() {
        queue.schedule(request(1, WAIT));
        Thread.currentThread().interrupt();

        queue.runOnce();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(queue.find(id(1)).orElseThrow().state().phase()).isEqualTo(ActionPhase.RUNNING);
    }

    @Test
    void runsByItselfOnceStartedAndStopsWhenClosed() throws Exception {
        queue.schedule(request(1, ActionKinds.TEST_FAIL));
        queue.schedule(request(2, WAIT));
        queue.start(executor, Duration.ofMillis(1));
        entered.await();

        queue.close();
        interrupted.await();

        assertThat(memory.find(id(1)).orElseThrow().state().phase()).isEqualTo(ActionPhase.FAILED);
        assertThat(memory.find(id(2)).orElseThrow().state().phase()).isEqualTo(ActionPhase.RUNNING);
        queue.close();
    }
}
