package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.replicante.spec.UnsupportedException;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.spec.platform.ProvisionRequest;
import io.replicante.spec.platform.ProvisionResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class PlatformProvisionRules extends PlatformRules {
    private static final int CALLERS = 4;

    PlatformProvisionRules(PlatformContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("P1.1 a count is a maximum, and the answer says what was done")
    void countsAreMaxima() {
        ProvisionResponse response = platform().provision(request(CLUSTER, 3));
        List<DiscoveredNode> nodes = settled(CLUSTER, found -> found.size() == response.count());

        assertThat(response.count()).isBetween(1L, 3L);
        response.nodeIds().ifPresent(ids -> {
            assertThat(ids).hasSize(Math.toIntExact(response.count()));
            assertThat(ids(nodes)).containsExactlyInAnyOrderElementsOf(ids);
        });
    }

    @Test
    @DisplayName("P1.2 the id of a node that was given back is not given again")
    void idsAreNotReused() {
        Set<String> seen = new HashSet<>();
        for (int round = 0; round < 3; round++) {
            List<DiscoveredNode> fresh = provision(1);
            assertThat(fresh).hasSize(1);
            assertThat(seen.add(fresh.get(0).nodeId())).isTrue();
            deprovision(fresh.get(0).nodeId());
        }
    }

    @Test
    @DisplayName("P1.2 an id is not given again after a restart")
    void idsAreNotReusedAfterARestart() {
        assumeFalse(contract.lacks().contains(PlatformAbility.RESTART), "the platform cannot be restarted");
        String gone = provision(1).get(0).nodeId();
        deprovision(gone);
        restart();

        assertThat(ids(provision(2))).doesNotContain(gone);
    }

    @Test
    @DisplayName("P1.2 concurrent requests get different ids")
    void concurrentRequestsGetDifferentIds() {
        List<Long> counts = RaceBootstrap.race(
                CALLERS,
                caller -> () -> platform().provision(request(CLUSTER, 1)).count());
        List<DiscoveredNode> nodes = settled(CLUSTER, found -> found.size() == CALLERS);

        assertThat(counts).containsOnly(1L);
        assertThat(ids(nodes)).hasSize(CALLERS);
    }

    @Test
    @DisplayName("P1.3 of nodes that may form a cluster one is provisioned at most")
    void onlyOneForms() {
        ProvisionResponse response = platform().provision(forming(3));
        List<DiscoveredNode> nodes = settled(CLUSTER, found -> found.size() == response.count());

        assertThat(nodes).hasSize(1);
    }

    @Test
    @DisplayName("P1.4 a group that the definition lacks is refused, and nothing provisioned")
    void unknownGroupsAreRefused() {
        ProvisionRequest request = new ProvisionRequest(contract.definition(CLUSTER), 1, "another-" + groupId());

        assertThatThrownBy(() -> platform().provision(request)).isInstanceOf(UnsupportedException.class);
        settled(CLUSTER, List::isEmpty);
    }
}
