package io.replicante.spec.agent;

import static io.replicante.spec.agent.Requests.NOW;
import static io.replicante.spec.agent.Requests.id;
import static io.replicante.spec.agent.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.spec.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a queue, and of what it remembers. */
@Timeout(30)
class ActionQueueCloseTest {
    private final SlowMemory memory = new SlowMemory();
    private final ActionQueue queue =
            ActionQueue.builder("orders", "node-1", () -> NOW).memory(memory).build();

    @Test
    void closesItsMemoryOnlyBetweenTheCallsToIt() throws Exception {
        Thread scheduling = new Thread(() -> queue.schedule(request(1, ActionKinds.TEST_LOOP)));
        scheduling.start();
        memory.entered.await();
        Thread closing = new Thread(queue::close);
        closing.start();
        while (closing.getState() != Thread.State.BLOCKED && closing.isAlive()) {
            Thread.onSpinWait();
        }

        memory.released.countDown();
        scheduling.join();
        closing.join();

        assertThat(memory.told).containsExactly("put", "written", "close");
    }

    @Test
    void answersNothingOnceClosed() {
        memory.released.countDown();
        queue.schedule(request(1, ActionKinds.TEST_LOOP));
        queue.close();
        queue.close();

        List<ThrowingCallable> calls = List.of(
                () -> queue.schedule(request(2, ActionKinds.TEST_LOOP)),
                () -> queue.find(id(1)),
                queue::queued,
                queue::finished);
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call).isInstanceOf(UnavailableException.class).hasMessageContaining("closed");
        }
        assertThat(queue.runOnce()).isFalse();
        assertThat(memory.told).containsExactly("put", "written", "close");
    }

    @Test
    void doesNotStartOnceClosed() {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        try {
            queue.close();

            assertThatIllegalStateException().isThrownBy(() -> queue.start(executor, Duration.ofMillis(1)));
        } finally {
            executor.shutdownNow();
        }
    }

    /** Writes only when it is let, and tells what was asked of it. */
    private static final class SlowMemory implements ActionMemory {
        private final ActionMemory kept = ActionMemory.inMemory(10);
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final List<String> told = new CopyOnWriteArrayList<>();

        @Override
        public void put(ActionExecution action) {
            told.add("put");
            entered.countDown();
            try {
                released.await();
            } catch (InterruptedException stop) {
                throw new UnavailableException("interrupted", stop);
            }
            kept.put(action);
            told.add("written");
        }

        @Override
        public void close() {
            told.add("close");
        }

        @Override
        public boolean knows(UUID id) {
            return kept.knows(id);
        }

        @Override
        public int idCount() {
            return kept.idCount();
        }

        @Override
        public int unfinishedCount() {
            return kept.unfinishedCount();
        }

        @Override
        public Optional<ActionExecution> next() {
            return kept.next();
        }

        @Override
        public Optional<ActionExecution> find(UUID id) {
            return kept.find(id);
        }

        @Override
        public ActionList queued() {
            return kept.queued();
        }

        @Override
        public ActionList finished() {
            return kept.finished();
        }

        @Override
        public void forget(Instant finishedBefore) {
            kept.forget(finishedBefore);
        }

        @Override
        public OptionalLong begin(String issuer, long epoch) {
            return kept.begin(issuer, epoch);
        }
    }
}
