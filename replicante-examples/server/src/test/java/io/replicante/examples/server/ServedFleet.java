package io.replicante.examples.server;

import io.replicante.agent.http.AgentRuntime;
import io.replicante.agent.http.AgentServer;
import io.replicante.agent.http.NodeReadings;
import io.replicante.platform.http.PlatformServer;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.model.Addresses;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.AgentVersion;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.OffsetUnit;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import io.replicante.spec.model.StoreVersion;
import io.replicante.spec.platform.DeprovisionRequest;
import io.replicante.spec.platform.DiscoveredCluster;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.spec.platform.Discovery;
import io.replicante.spec.platform.Platform;
import io.replicante.spec.platform.ProvisionRequest;
import io.replicante.spec.platform.ProvisionResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A platform of one cluster with three nodes, and their agents, all served over HTTP. */
final class ServedFleet implements Platform {
    static final String CLUSTER = "orders";
    private static final Duration STEP = Duration.ofMillis(20);

    private final NavigableMap<String, ServedNode> nodes = new ConcurrentSkipListMap<>();
    private final PlatformServer served;

    ServedFleet() {
        List.of("n1", "n2", "n3").forEach(node -> nodes.put(node, ServedNode.start(node, 0)));
        served = PlatformServer.builder(this).start();
    }

    private record ServedNode(AgentRuntime runtime, AgentServer server) {
        static ServedNode start(String node, int port) {
            AgentRuntime runtime = AgentRuntime.builder(CLUSTER, node, new Healthy(node))
                    .executeInterval(STEP)
                    .build();
            runtime.start();
            InetSocketAddress bind = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            return new ServedNode(
                    runtime, AgentServer.builder(runtime).bind(bind).start());
        }

        void stop() {
            server.close();
            runtime.close();
        }
    }

    private record Healthy(String nodeId) implements NodeReadings {
        @Override
        public AgentNode node() {
            return new AgentNode(
                    Addresses.of(nodeId + ":1", nodeId + ":2"),
                    new AgentVersion("none", "1.0.0", "none"),
                    Map.of(),
                    nodeId,
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
            ShardRole role = nodeId.equals("n1") ? ShardRole.PRIMARY : ShardRole.SECONDARY;
            CommitOffset offset = new CommitOffset(OffsetUnit.MILLISECONDS, 4);
            return new ShardsInfo(List.of(
                    new AgentShard("ledger", Optional.of(role), Optional.of(offset), Optional.empty(), Map.of())));
        }
    }

    /** Where the platform is served. */
    URI uri() {
        return served.uri();
    }

    /** Ends an agent that kept its actions in memory only, and starts it again at the same address. */
    void restartWithoutMemory(String nodeId) {
        ServedNode before = Objects.requireNonNull(nodes.get(nodeId), nodeId);
        int port = before.server().uri().getPort();
        before.stop();
        nodes.put(nodeId, ServedNode.start(nodeId, port));
    }

    @Override
    public Discovery discover() {
        return new Discovery(List.of(new DiscoveredCluster(
                CLUSTER,
                nodes.entrySet().stream()
                        .map(node -> new DiscoveredNode(
                                node.getValue().server().uri().toString(),
                                "small",
                                node.getKey(),
                                Optional.empty(),
                                Optional.empty()))
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
    public void close() {
        served.close();
        nodes.values().forEach(ServedNode::stop);
    }
}
