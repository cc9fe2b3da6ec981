package io.replicante.examples.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.core.cycle.CycleInput;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.view.ActionsReading;
import io.replicante.core.view.FleetFacts;
import io.replicante.core.view.Observation;
import io.replicante.core.view.Surroundings;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.cluster.NodeGroup;
import io.replicante.spec.cluster.PlatformRef;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.model.Addresses;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.AgentVersion;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.OffsetUnit;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import io.replicante.spec.model.StoreVersion;
import io.replicante.spec.platform.DiscoveredNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A large healthy Kafka-like cluster and what its agents say of it. Three nodes vote on its metadata. */
final class Fleet {
    private static final ClusterRef CLUSTER = new ClusterRef("prod", "logs");
    private static final int CONTROLLERS = 3;

    private final Layout layout;
    private final Map<String, List<AgentShard>> copies = new HashMap<>();
    private final Surroundings surroundings;

    Fleet(Layout layout) {
        this.layout = layout;
        PlatformSpec platform =
                new PlatformSpec("prod", "rack", true, Duration.ofMinutes(5), "memory:rack", Duration.ofMinutes(1));
        surroundings = new Surroundings(
                new Namespace("prod", NamespaceStatus.ACTIVE),
                Optional.empty(),
                Optional.empty(),
                Optional.of(platform),
                Optional.empty());
        placeCopies();
    }

    private void placeCopies() {
        for (int node = 0; node < layout.instances(); node++) {
            copies.put(layout.instance(node), new ArrayList<>());
        }
        for (int resource = 0; resource < layout.resources(); resource++) {
            for (int partition = 0; partition < layout.partitions(); partition++) {
                List<String> holders = layout.holders(resource, partition);
                for (int copy = 0; copy < holders.size(); copy++) {
                    held(holders.get(copy))
                            .add(shard(
                                    layout.partition(resource, partition),
                                    copy == 0 ? ShardRole.PRIMARY : ShardRole.SECONDARY));
                }
            }
        }
        for (int node = 0; node < CONTROLLERS; node++) {
            held(layout.instance(node))
                    .add(shard("__cluster_metadata-0", node == 0 ? ShardRole.PRIMARY : ShardRole.SECONDARY));
        }
    }

    private List<AgentShard> held(String node) {
        return copies.computeIfAbsent(node, each -> new ArrayList<>());
    }

    private static AgentShard shard(String id, ShardRole role) {
        return new AgentShard(
                id,
                Optional.of(role),
                Optional.of(new CommitOffset(OffsetUnit.of("records"), 1_000_000)),
                Optional.of(new CommitOffset(OffsetUnit.of("records"), 0)),
                Map.of(AgentShard.TERM, AttributeValue.of(7)));
    }

    ClusterState fresh(Instant at) {
        NodeGroup group =
                new NodeGroup(JsonNodeFactory.instance.objectNode(), layout.instances(), "large", Optional.empty());
        ClusterDefinition definition = new ClusterDefinition(
                JsonNodeFactory.instance.objectNode(), "logs", "kafka", "4.0.0", Map.of("brokers", group));
        Declaration declaration = Declaration.builder().definition(definition).build();
        ClusterState state = ClusterState.fresh(
                new ClusterSpec(
                        CLUSTER,
                        true,
                        Duration.ofSeconds(10),
                        Optional.of(new PlatformRef("prod", "rack")),
                        declaration),
                "benchmark");
        return state.toBuilder()
                .discovery(Optional.of(new DiscoveryRecord(nodes(), at)))
                .build();
    }

    private List<DiscoveredNode> nodes() {
        return IntStream.range(0, layout.instances())
                .mapToObj(layout::instance)
                .map(id -> new DiscoveredNode(
                        "memory:" + id, "large", id, Optional.of("brokers"), Optional.of("machine-" + id)))
                .toList();
    }

    CycleInput input(ClusterState state, Instant at) {
        List<Observation> observations = IntStream.range(0, layout.instances())
                .mapToObj(node -> observation(node, at))
                .toList();
        Surroundings around =
                surroundings.with(Evidence.known(new FleetFacts(1, new TreeMap<>()), at, "benchmark"));
        return new CycleInput(state, around, observations, at, at.plusMillis(50), "benchmark");
    }

    private Observation observation(int number, Instant at) {
        String id = layout.instance(number);
        Instant read = at.plusMillis(5);
        ActionList none = new ActionList(List.of(), true);
        return new Observation(
                id,
                at,
                at.plusMillis(20),
                Evidence.known(new ActionsReading(none, none, Map.of()), read, id),
                Evidence.known(node(id, number), read, id),
                Evidence.known(extras(), read, id),
                Evidence.known(new ShardsInfo(held(id)), read, id));
    }

    private static AgentNode node(String id, int number) {
        return new AgentNode(
                Addresses.of(id + ":9092", id + ":9093"),
                new AgentVersion("none", "1.0.0", "clean"),
                Map.of(
                        "kafka.apache.org/node_id", AttributeValue.of(number),
                        "kafka.apache.org/start_time", AttributeValue.of(id + "#1"),
                        "kafka.apache.org/rack", AttributeValue.of("rack-" + number % 3)),
                id,
                NodeStatus.of(NodeStatus.Code.HEALTHY),
                "kafka",
                StoreVersion.of("4.0.0"));
    }

    private StoreExtras extras() {
        StringBuilder quorum = new StringBuilder("{\"members\":[");
        for (int node = 0; node < layout.instances(); node++) {
            quorum.append(node == 0 ? "" : ",")
                    .append("{\"id\":\"")
                    .append(node)
                    .append("\",\"type\":\"")
                    .append(node < CONTROLLERS ? "combined" : "broker")
                    .append("\"}");
        }
        return new StoreExtras(
                "logs",
                Map.of(
                        "kafka.apache.org/quorum",
                                AttributeValue.of(quorum.append("]}").toString()),
                        "kafka.apache.org/quorum_version", AttributeValue.of(12),
                        "kafka.apache.org/min_insync_replicas", AttributeValue.of(2),
                        "kafka.apache.org/reassigning_partitions", AttributeValue.of(0),
                        "kafka.apache.org/under_min_isr_partitions", AttributeValue.of(0),
                        "kafka.apache.org/offline_log_dirs", AttributeValue.of(0)));
    }
}
