package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.cluster.NodeGroup;
import io.replicante.spec.platform.DeprovisionRequest;
import io.replicante.spec.platform.DiscoveredCluster;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.spec.platform.Platform;
import io.replicante.spec.platform.ProvisionRequest;
import io.replicante.spec.platform.ProvisionResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of a platform share. */
abstract class PlatformRules {
    static final String CLUSTER = "contract-orders";
    static final String OTHER_CLUSTER = "contract-carts";
    private static final Duration POLL = Duration.ofMillis(5);

    final PlatformContract contract;
    private Platform platform;

    PlatformRules(PlatformContract contract) {
        this.contract = contract;
    }

    @BeforeEach
    final void connect() {
        platform = contract.open();
    }

    final Platform platform() {
        return platform;
    }

    final void restart() {
        platform.close();
        contract.restart();
        connect();
    }

    final ProvisionRequest request(String clusterId, int count) {
        return request(contract.definition(clusterId), count);
    }

    final ProvisionRequest forming(int count) {
        ClusterDefinition definition = contract.definition(CLUSTER);
        ObjectNode attributes = definition.attributes().deepCopy().put(ProvisionRequest.FORM, true);
        return request(
                new ClusterDefinition(
                        attributes,
                        definition.clusterId(),
                        definition.store(),
                        definition.storeVersion(),
                        definition.nodes()),
                count);
    }

    final String groupId() {
        return contract.definition(CLUSTER).nodes().keySet().iterator().next();
    }

    final NodeGroup group() {
        return contract.definition(CLUSTER).nodes().values().iterator().next();
    }

    /** Provisions nodes and waits until discovery has settled. */
    final List<DiscoveredNode> provision(int count) {
        ProvisionResponse response = platform.provision(request(CLUSTER, count));
        assertThat(response.count()).isBetween(1L, (long) count);
        return settled(CLUSTER, nodes -> nodes.size() >= response.count());
    }

    final void deprovision(String nodeId) {
        platform.deprovision(new DeprovisionRequest(CLUSTER, nodeId));
        settled(CLUSTER, nodes -> nodes.stream().noneMatch(node -> node.nodeId().equals(nodeId)));
    }

    /** The nodes of a cluster now. */
    final List<DiscoveredNode> nodes(String clusterId) {
        return platform.discover().clusters().stream()
                .filter(cluster -> cluster.clusterId().equals(clusterId))
                .map(DiscoveredCluster::nodes)
                .flatMap(List::stream)
                .toList();
    }

    /** The nodes of a cluster as soon as they are as expected, and at the latest when the platform must have settled. */
    final List<DiscoveredNode> settled(String clusterId, Predicate<List<DiscoveredNode>> expected) {
        if (!contract.settle().isZero()) {
            await().atMost(contract.settle())
                    .pollInterval(POLL)
                    .pollInSameThread()
                    .until(() -> expected.test(nodes(clusterId)));
        }
        List<DiscoveredNode> nodes = nodes(clusterId);
        assertThat(expected.test(nodes))
                .as("discovery has settled, and lists %s", nodes)
                .isTrue();
        return nodes;
    }

    static Set<String> ids(List<DiscoveredNode> nodes) {
        return nodes.stream().map(DiscoveredNode::nodeId).collect(Collectors.toSet());
    }

    private ProvisionRequest request(ClusterDefinition definition, int count) {
        return new ProvisionRequest(definition, count, groupId());
    }
}
