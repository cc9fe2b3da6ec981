package io.replicante.examples.server;

import io.replicante.spec.UnavailableException;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.ActionQueue;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.agent.AgentEndpoint;
import io.replicante.spec.agent.AgentTransport;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.model.Addresses;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentVersion;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import io.replicante.spec.model.StoreVersion;
import io.replicante.spec.platform.DeprovisionRequest;
import io.replicante.spec.platform.DiscoveredCluster;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.spec.platform.Discovery;
import io.replicante.spec.platform.Platform;
import io.replicante.spec.platform.PlatformTransport;
import io.replicante.spec.platform.ProvisionRequest;
import io.replicante.spec.platform.ProvisionResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A platform of one cluster with three nodes, and their agents, all in this process. Actions run when a test says so. */
public final class TestFleet implements AgentTransport, PlatformTransport, Platform {
    /** The cluster that is listed. */
    public static final String CLUSTER = "orders";

    private static final List<String> NODES = List.of("n1", "n2", "n3");

    private final Map<String, ActionQueue> queues = new ConcurrentHashMap<>();

    /** Three healthy nodes. */
    public TestFleet() {
        NODES.forEach(node -> queues.put(
                node, ActionQueue.builder(CLUSTER, node, Clock.systemUTC()).build()));
    }

    /**
     * Lets a node's agent do some of its work.
     *
     * @param node the node
     * @return whether it had something to do
     */
    public boolean runOnce(String node) {
        return queue(node).runOnce();
    }

    private ActionQueue queue(String node) {
        return Optional.ofNullable(queues.get(node)).orElseThrow(() -> new UnavailableException("no agent " + node));
    }

    @Override
    public Set<String> schemes() {
        return Set.of("test");
    }

    @Override
    public Platform connect(PlatformSpec spec) {
        return this;
    }

    @Override
    public Discovery discover() {
        return new Discovery(List.of(new DiscoveredCluster(
                CLUSTER,
                NODES.stream()
                        .map(node ->
                                new DiscoveredNode("test://" + node, "small", node, Optional.empty(), Optional.empty()))
                        .toList())));
    }

    @Override
    public ProvisionResponse provision(ProvisionRequest request) {
        throw new UnavailableException("nothing to provision");
    }

    @Override
    public void deprovision(DeprovisionRequest request) {
        throw new UnavailableException("nothing to deprovision");
    }

    @Override
    public void close() {}

    @Override
    public Agent connect(AgentEndpoint endpoint) {
        String node = endpoint.node().nodeId();
        ActionQueue queue = queue(node);
        return new Agent() {
            @Override
            public AgentNode node() {
                return new AgentNode(
                        Addresses.of(node + ":1", node + ":2"),
                        new AgentVersion("none", "1.0.0", "none"),
                        Map.of(),
                        node,
                        NodeStatus.of(NodeStatus.Code.HEALTHY),
                        "acme.test/store",
                        StoreVersion.of("1.0.0"));
            }

            @Override
            public StoreExtras store() {
                return new StoreExtras(CLUSTER, Map.of());
            }

            @Override
            public ShardsInfo shards() {
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
        };
    }
}
