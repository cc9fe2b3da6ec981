package io.replicante.agent.http;

import io.replicante.spec.UnavailableException;
import io.replicante.spec.model.Addresses;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentVersion;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import io.replicante.spec.model.StoreVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A node with a process that a test can start and stop. */
final class SmallNode implements NodeReadings {
    static final NodeRef REF = new NodeRef(new ClusterRef("default", "orders"), "node-1");

    private final boolean hangs;
    private volatile boolean running;

    SmallNode(boolean hangs) {
        this.hangs = hangs;
    }

    void run(boolean value) {
        running = value;
    }

    Optional<String> incarnation() {
        return running ? Optional.of("41@noon") : Optional.empty();
    }

    @Override
    public AgentNode node() {
        hang();
        return new AgentNode(
                Addresses.none(),
                new AgentVersion("0", "1.0.0", "none"),
                Map.of(),
                REF.nodeId(),
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
