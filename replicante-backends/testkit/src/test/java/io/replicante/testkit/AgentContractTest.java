package io.replicante.testkit;

import io.replicante.spec.UnavailableException;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.ActionQueue;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.model.Addresses;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentVersion;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import io.replicante.spec.model.StoreVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** The contract can be fulfilled: the smallest agent around an action queue does. */
final class AgentContractTest extends AgentContract {
    private static final NodeRef NODE = new NodeRef(new ClusterRef("default", "orders"), "node-1");

    private final ManualClock clock = ManualClock.at(Instant.parse("2026-03-01T12:00:00Z"));
    private boolean running;
    private final ActionQueue queue = ActionQueue.builder("orders", "node-1", clock)
            .incarnation(this::incarnation)
            .build();

    @Override
    protected NodeRef node() {
        return NODE;
    }

    @Override
    protected Agent connect() {
        return new SmallAgent(false);
    }

    @Override
    protected Agent connectToHanging() {
        return new SmallAgent(true);
    }

    @Override
    protected void startProcess() {
        running = true;
    }

    @Override
    protected void stopProcess() {
        running = false;
    }

    @Override
    protected void step() {
        queue.runOnce();
    }

    @Override
    protected Optional<String> incarnation() {
        return running ? Optional.of("41@noon") : Optional.empty();
    }

    private final class SmallAgent implements Agent {
        private final boolean hangs;

        SmallAgent(boolean hangs) {
            this.hangs = hangs;
        }

        @Override
        public AgentNode node() {
            hang();
            return new AgentNode(
                    Addresses.none(),
                    new AgentVersion("0", "1.0.0", "none"),
                    Map.of(),
                    NODE.nodeId(),
                    NodeStatus.of(running ? NodeStatus.Code.HEALTHY : NodeStatus.Code.UNAVAILABLE),
                    "small",
                    StoreVersion.of("1.0.0"));
        }

        @Override
        public StoreExtras store() {
            hang();
            needProcess();
            return new StoreExtras("orders", Map.of());
        }

        @Override
        public ShardsInfo shards() {
            hang();
            needProcess();
            return new ShardsInfo(List.of());
        }

        @Override
        public ActionList queuedActions() {
            return queue.queued();
        }

        @Override
        public ActionList finishedActions() {
            return queue.finished();
        }

        @Override
        public Optional<ActionExecution> action(UUID id) {
            return queue.find(id);
        }

        @Override
        public void schedule(ActionRequest request) {
            queue.schedule(request);
        }

        private void needProcess() {
            if (!running) {
                throw new UnavailableException("the process does not run");
            }
        }

        private void hang() {
            if (hangs) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new UnavailableException("interrupted", interrupted);
                }
            }
        }
    }
}
