package io.replicante.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.core.Replicante;
import io.replicante.core.cycle.CycleOutput;
import io.replicante.core.fixture.FakeNode;
import io.replicante.core.fixture.Shell;
import io.replicante.core.world.World;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.model.NodeRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What touches nothing is handed over node by node; what touches something one at a time. */
final class HandOverTest {
    private final Shell shell = new Shell();

    private UUID ask(Replicante engine, String nodeId) {
        shell.time.advance(Duration.ofMillis(1));
        return engine.request(new NodeRef(Shell.CLUSTER, nodeId), FakeNode.COUNT, NullNode.getInstance(), Shell.PERSON);
    }

    private static List<UUID> received(FakeNode node) {
        return node.received.stream().map(ActionRequest::id).toList();
    }

    @Test
    void everyNodeGetsOneInTheSameCycleInTheOrderOfCreation() {
        Replicante engine = shell.engine();
        FakeNode first = shell.node("n1");
        FakeNode second = shell.node("n2");
        shell.declare(engine, "n1", "n2");
        List<UUID> one = new ArrayList<>();
        List<UUID> two = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            two.add(ask(engine, "n2"));
            one.add(ask(engine, "n1"));
        }

        shell.cycle(engine);
        assertThat(received(first)).containsExactly(one.get(0));
        assertThat(received(second)).containsExactly(two.get(0));

        for (int i = 0; i < 6; i++) {
            first.work();
            second.work();
            shell.cycle(engine);
        }
        assertThat(received(first)).isEqualTo(one);
        assertThat(received(second)).isEqualTo(two);
        assertThat(first.ran).isEqualTo(one);
    }

    @Test
    void aNodeGetsNothingMoreBeforeItsAgentIsDone() {
        Replicante engine = shell.engine();
        FakeNode node = shell.node("n1");
        shell.declare(engine, "n1");
        UUID first = ask(engine, "n1");
        UUID second = ask(engine, "n1");

        for (int i = 0; i < 4; i++) {
            shell.cycle(engine);
        }
        assertThat(received(node)).containsExactly(first);

        node.work();
        shell.cycle(engine);
        assertThat(received(node)).containsExactly(first, second);
    }

    @Test
    void whatHasToBeHandedOverAgainIsNotOvertaken() {
        Replicante engine = shell.engine();
        AtomicBoolean refuses = new AtomicBoolean(true);
        FakeNode node = new FakeNode(Shell.CLUSTER.clusterId(), "n1", shell.time) {
            @Override
            public void schedule(ActionRequest request) {
                if (refuses.get()) {
                    throw new UnavailableException("503");
                }
                super.schedule(request);
            }
        };
        shell.agents.byAddress.put("fake:n1", node);
        shell.declare(engine, "n1");
        UUID first = ask(engine, "n1");
        UUID second = ask(engine, "n1");

        shell.cycle(engine);
        shell.cycle(engine);
        refuses.set(false);
        for (int i = 0; i < 4; i++) {
            shell.cycle(engine);
            node.work();
        }

        assertThat(received(node)).containsExactly(first, second);
    }

    @Test
    void oneSlowAgentDoesNotKeepTheOthersWaiting() throws InterruptedException {
        ExecutorService calls = Executors.newCachedThreadPool();
        CountDownLatch other = new CountDownLatch(1);
        AtomicBoolean reached = new AtomicBoolean();
        shell.agents.byAddress.put("fake:n1", new FakeNode(Shell.CLUSTER.clusterId(), "n1", shell.time) {
            @Override
            public void schedule(ActionRequest request) {
                try {
                    reached.set(other.await(20, TimeUnit.SECONDS));
                } catch (InterruptedException cut) {
                    Thread.currentThread().interrupt();
                }
                super.schedule(request);
            }
        });
        shell.agents.byAddress.put("fake:n2", new FakeNode(Shell.CLUSTER.clusterId(), "n2", shell.time) {
            @Override
            public void schedule(ActionRequest request) {
                super.schedule(request);
                other.countDown();
            }
        });
        try {
            shell.calls = calls;
            Replicante engine = shell.engine();
            shell.declare(engine, "n1", "n2");
            ask(engine, "n1");
            ask(engine, "n2");
            shell.cycle(engine);
            assertThat(reached).isTrue();
        } finally {
            calls.shutdownNow();
            assertThat(calls.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whatTouchesSomethingStaysOnePerCycleAndHasItsNodeForItself() {
        World world = World.healthy(3);
        List<String> nodes = List.copyOf(world.machines.keySet());
        world.dispatches = false;
        nodes.forEach(node -> world.request(node, ActionKinds.STORE_RESTART));
        nodes.forEach(node -> world.request(node, "agent.replicante.io/test.success"));

        CycleOutput output = world.tick();

        String restarted = output.step().orElseThrow().candidate().executor().orElseThrow();
        assertThat(output.handOvers())
                .extracting(intent -> intent.candidate().executor().orElseThrow())
                .containsExactlyInAnyOrderElementsOf(
                        nodes.stream().filter(node -> !node.equals(restarted)).toList());
        assertThat(output.handOvers())
                .allMatch(intent -> intent.candidate().effect().isNone());
        assertThat(output.next().intents()).hasSize(nodes.size());
    }
}
