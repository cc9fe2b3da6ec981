package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.replicante.spec.platform.DiscoveredCluster;
import io.replicante.spec.platform.DiscoveredNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class PlatformDiscoveryRules extends PlatformRules {
    PlatformDiscoveryRules(PlatformContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("P2.1 every node is listed once, in its cluster, and every cluster once")
    void everyNodeIsListedOnce() {
        provision(2);
        platform().provision(request(OTHER_CLUSTER, 1));
        List<DiscoveredNode> others = settled(OTHER_CLUSTER, nodes -> nodes.size() == 1);

        assertThat(platform().discover().clusters())
                .extracting(DiscoveredCluster::clusterId)
                .containsExactlyInAnyOrder(CLUSTER, OTHER_CLUSTER);
        assertThat(nodes(CLUSTER)).hasSameSizeAs(ids(nodes(CLUSTER)));
        assertThat(nodes(CLUSTER)).doesNotContainAnyElementsOf(others);
    }

    @Test
    @DisplayName("P2.2 a node that died is still listed, as the same machine")
    void deadNodesAreListed() {
        assumeFalse(contract.lacks().contains(PlatformAbility.KILL), "no node can be made to fail");
        List<DiscoveredNode> before = provision(2);
        contract.kill(CLUSTER, before.get(0).nodeId());

        assertThat(machines(nodes(CLUSTER))).isEqualTo(machines(before));
    }

    @Test
    @DisplayName("P2.3 ids and incarnations outlive a restart of the platform, and growth of the cluster")
    void machinesKeepTheirNames() {
        assumeFalse(contract.lacks().contains(PlatformAbility.RESTART), "the platform cannot be restarted");
        List<DiscoveredNode> before = provision(2);
        restart();
        assertThat(machines(nodes(CLUSTER))).isEqualTo(machines(before));

        platform().provision(request(CLUSTER, 1));
        List<DiscoveredNode> after = settled(CLUSTER, nodes -> nodes.size() == before.size() + 1);
        assertThat(machines(after)).containsAllEntriesOf(machines(before));
    }

    @Test
    @DisplayName("P2.3 a reported incarnation is no other machine's")
    void incarnationsAreDifferent() {
        List<String> machines =
                provision(3).stream().map(DiscoveredNode::machine).toList();

        assertThat(machines).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("P2.4 a node has its group and class, and an address that is a URI with a scheme")
    void nodesSayWhatTheyAre() {
        for (DiscoveredNode node : provision(2)) {
            assertThat(node.nodeGroup()).contains(groupId());
            assertThat(node.nodeClass()).isEqualTo(group().nodeClass());
            assertThat(URI.create(node.agentAddress()).getScheme()).isNotBlank();
        }
    }

    private static Map<String, String> machines(List<DiscoveredNode> nodes) {
        // Addresses may change, incarnations may not.
        return nodes.stream()
                .collect(Collectors.toMap(
                        DiscoveredNode::nodeId, node -> node.incarnation().orElse("none is reported")));
    }
}
