package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.replicante.spec.UnsupportedException;
import io.replicante.spec.platform.DeprovisionRequest;
import io.replicante.spec.platform.DiscoveredNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class PlatformDeprovisionRules extends PlatformRules {
    PlatformDeprovisionRules(PlatformContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("P3.1 a node that was given back is gone, and only it")
    void nodesLeave() {
        List<DiscoveredNode> before = provision(3);
        String gone = before.get(0).nodeId();
        deprovision(gone);

        Set<String> rest = new HashSet<>(ids(before));
        rest.remove(gone);
        assertThat(ids(nodes(CLUSTER))).isEqualTo(rest);
    }

    @Test
    @DisplayName("P3.1 a dead node can be given back")
    void deadNodesLeave() {
        assumeFalse(contract.lacks().contains(PlatformAbility.KILL), "no node can be made to fail");
        String dead = provision(1).get(0).nodeId();
        contract.kill(CLUSTER, dead);
        deprovision(dead);

        assertThat(nodes(CLUSTER)).isEmpty();
    }

    @Test
    @DisplayName("P3.1 a node that was given back does not come back with a restart")
    void nodesStayAway() {
        assumeFalse(contract.lacks().contains(PlatformAbility.RESTART), "the platform cannot be restarted");
        deprovision(provision(1).get(0).nodeId());
        restart();

        assertThat(nodes(CLUSTER)).isEmpty();
    }

    @Test
    @DisplayName("P3.2 giving back what is gone, or never was, is no failure")
    void goneIsGone() {
        List<DiscoveredNode> before = provision(2);
        String gone = before.get(0).nodeId();
        deprovision(gone);
        Set<String> rest = ids(nodes(CLUSTER));

        platform().deprovision(new DeprovisionRequest(CLUSTER, gone));
        platform().deprovision(new DeprovisionRequest(CLUSTER, "never-was"));
        platform().deprovision(new DeprovisionRequest("never-was", "never-was"));

        assertThat(ids(nodes(CLUSTER))).isEqualTo(rest);
    }

    @Test
    @DisplayName("P3.3 a node is not given back in the name of another cluster")
    void nodesOfOthersStay() {
        Set<String> before = ids(provision(1));
        DeprovisionRequest request =
                new DeprovisionRequest(OTHER_CLUSTER, before.iterator().next());
        try {
            platform().deprovision(request);
        } catch (UnsupportedException refused) {
            assertThat(refused).hasMessageContaining(request.nodeId());
        }

        assertThat(ids(nodes(CLUSTER))).isEqualTo(before);
    }
}
