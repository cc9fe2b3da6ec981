package io.replicante.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.core.engine.EngineLimits;
import io.replicante.core.fixture.FakeNode;
import io.replicante.core.fixture.Shell;
import io.replicante.core.state.Intent;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.model.NodeRef;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An engine is closed while an agent takes its time with a request. */
final class CloseTest {
    private static final int SECONDS = 20;

    private final Shell shell = new Shell();
    private final Replicante observer = shell.engine();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answers = new CountDownLatch(1);
    private Thread cycle = new Thread(() -> {});
    private UUID action = new UUID(0, 0);

    @BeforeEach
    void ask() {
        shell.agents.byAddress.put("fake:n1", new FakeNode(Shell.CLUSTER.clusterId(), "n1", shell.time) {
            @Override
            public void schedule(ActionRequest request) {
                asked.countDown();
                try {
                    answers.await();
                } catch (InterruptedException cut) {
                    Thread.currentThread().interrupt();
                }
                super.schedule(request);
            }
        });
        shell.declare(observer, "n1");
        action = observer.request(
                new NodeRef(Shell.CLUSTER, "n1"), FakeNode.COUNT, NullNode.getInstance(), Shell.PERSON);
        shell.time.advance(Duration.ofSeconds(1));
    }

    @AfterEach
    void letGo() throws InterruptedException {
        answers.countDown();
        cycle.join(TimeUnit.SECONDS.toMillis(SECONDS));
        assertThat(cycle.isAlive()).isFalse();
    }

    private Replicante busyEngine(Duration close) throws InterruptedException {
        EngineLimits limits = new EngineLimits(8, 2, 2, 2, Duration.ofSeconds(3), Duration.ofSeconds(1), close);
        Replicante engine = shell.builder(shell.store, shell.stream)
                .settings(EngineSettings.DEFAULT.withWork(limits))
                .build();
        cycle = new Thread(() -> engine.orchestrate(Shell.CLUSTER));
        cycle.start();
        assertThat(asked.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        return engine;
    }

    private static void awaitWaiting(Thread thread) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            assertThat(System.nanoTime())
                    .as("closing does not wait: %s", thread.getState())
                    .isLessThan(deadline);
            assertThat(thread.getState()).isNotEqualTo(Thread.State.TERMINATED);
            Thread.onSpinWait();
        }
    }

    private Intent.Phase phase() {
        return observer.state(Shell.CLUSTER).orElseThrow().intents().get(action).phase();
    }

    @Test
    void whatIsAnsweredInTimeIsRecorded() throws InterruptedException {
        Replicante engine = busyEngine(Duration.ofSeconds(SECONDS));
        Thread closing = new Thread(engine::close);
        closing.start();
        awaitWaiting(closing);

        answers.countDown();
        closing.join(TimeUnit.SECONDS.toMillis(SECONDS));

        assertThat(closing.isAlive()).isFalse();
        assertThat(phase()).isEqualTo(Intent.Phase.SENT);
        assertThat(engine.orchestrate(Shell.CLUSTER).outcome()).contains("clos");
    }

    @Test
    void whatIsNotAnsweredInTimeIsReckonedWith() throws InterruptedException {
        Replicante engine = busyEngine(Duration.ofMillis(1));

        engine.close();

        assertThat(cycle.isAlive()).isTrue();
        assertThat(phase()).isEqualTo(Intent.Phase.ATTEMPTED);
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() throws InterruptedException {
        Replicante engine = busyEngine(Duration.ofSeconds(SECONDS));
        AtomicBoolean kept = new AtomicBoolean();
        Thread closing = new Thread(() -> {
            engine.close();
            kept.set(Thread.currentThread().isInterrupted());
        });
        closing.start();
        awaitWaiting(closing);

        closing.interrupt();
        closing.join(TimeUnit.SECONDS.toMillis(SECONDS));

        assertThat(closing.isAlive()).isFalse();
        assertThat(kept).isTrue();
        assertThat(phase()).isEqualTo(Intent.Phase.ATTEMPTED);
    }
}
