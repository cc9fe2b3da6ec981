package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureWorld;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Reason;
import io.replicante.spec.agent.ActionKinds;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What has to go through: three Cassandra nodes, three replicas, clients that wait for a quorum. */
class ScenarioCTest {
    private static final String MEMBER = """
              %s:
                copies: {tree: null, orders: secondary}
                positions: false
                term: 0
                extras:
                  cassandra.apache.org/replication_factor: 3
                  cassandra.apache.org/hint_window_seconds: 10800
                  cassandra.apache.org/disk_free_bytes: 900
                  cassandra.apache.org/load_bytes: 100
                  cassandra.apache.org/down_endpoints: ",none,"
            """;
    private static final String CASSANDRA = """
            datastore: cassandra
            store: cassandra
            version: "5.0.2"
            configured: {a: normal, b: normal, c: normal}
            declaration:
              acknowledges: [{shards: "*", by: quorum}]
              definition:
                cluster_id: data
                store: cassandra
                store_version: "5.0.2"
                nodes:
                  members: {desired_count: 3, node_class: small}
            nodes:
            """ + MEMBER.formatted("a") + MEMBER.formatted("b") + MEMBER.formatted("c");
    /** The dead node is gone from the ring, and a new one has taken its tokens. */
    private static final String REPLACED = """
            configured: {c: null, d: normal}
            configurationVersion: 2
            nodes:
              c: null
              d:
                copies: {orders: secondary}
                positions: false
                term: 0
                extras: {cassandra.apache.org/replication_factor: 3, cassandra.apache.org/hint_window_seconds: 10800}
            """;

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c"})
    @DisplayName("scenario C1: one node after the other is restarted")
    void rollsOneNodeAfterAnother(String node) {
        Decision decision = FixtureWorld.of(CASSANDRA).then(5, "").restart(node);

        assertThat(decision.against()).isEmpty();
    }

    @Test
    void restartsNoOtherBesideADeadNode() {
        FixtureWorld world = FixtureWorld.of(CASSANDRA).then(5, "").then(15, "nodes: {c: {answers: false}}");

        assertThat(world.restart("a").verdict()).isEqualTo(Verdict.REFUSED);
    }

    @Test
    @DisplayName("scenario C2: a dead node is replaced")
    void replacesADeadNodeByAMachineThatWaits() {
        FixtureWorld world = FixtureWorld.of(CASSANDRA).then(5, "").then(15, """
                nodes:
                  a: {extras: {cassandra.apache.org/down_endpoints: ",c,"}}
                  b: {extras: {cassandra.apache.org/down_endpoints: ",c,"}}
                  c: {answers: false}
                  d:
                    status: NOT_IN_CLUSTER
                    process: true
                    extras: {cassandra.apache.org/disk_free_bytes: 900, cassandra.apache.org/load_bytes: 0}
                """);

        Decision swap = only(world.proposed(ActionKinds.CLUSTER_SWAP));

        assertThat(swap.against()).isEmpty();
        assertThat(swap.candidate().executor()).contains("d");
        assertThat(swap.candidate().args().path("leave").asText()).isEqualTo("c");
    }

    @Test
    void letsANodeThatIsUpLeaveByItselfAndADeadOneBeForgottenByAnother() {
        FixtureWorld up = FixtureWorld.of(CASSANDRA).then(5, "");
        FixtureWorld dead = FixtureWorld.of(CASSANDRA).then(5, "").then(15, "nodes: {c: {answers: false}}");

        Effect leaving = up.ask("c", ActionKinds.CLUSTER_REMOVE).candidate().effect();
        assertThat(leaving.leaves()).contains("c");
        assertThat(leaving.away()).isEmpty();
        assertThat(dead.ask("c", ActionKinds.CLUSTER_REMOVE)
                        .candidate()
                        .effect()
                        .leaves())
                .isEmpty();
    }

    /** The newcomer streamed from some replicas, which may lack what only the dead one and another had. */
    @Test
    @DisplayName(
            "scenario C3: nobody is restarted after a replacement until the repair, which is offered as the way out")
    void restartsNobodyAfterAReplacementAndOffersTheRepairAsTheWayOut() {
        FixtureWorld world = FixtureWorld.of(CASSANDRA).then(5, "").then(5, REPLACED);

        assertThat(world.restart("a").verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(world.restart("a").against()).extracting(Reason::rule).contains("durable");
        assertThat(world.found()).contains("REPAIR_NEEDED d");
        Decision repair = only(world.proposed(ActionKinds.STORE_REPAIR));
        assertThat(repair.verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(repair.candidate().executor()).contains("d");

        long began = world.now().getEpochSecond() + 1;
        world.then(3, "nodes: {d: {extras: {cassandra.apache.org/full_repair_began: " + began + "}}}");
        assertThat(world.found()).doesNotContain("REPAIR_NEEDED d");
        assertThat(world.proposed(ActionKinds.STORE_REPAIR)).isEmpty();
        assertThat(world.restart("a").against()).isEmpty();
    }

    @Test
    @DisplayName("case 9c: a repair that began before the node joined makes up for nothing")
    void aRepairThatBeganBeforeTheNodeJoinedMakesUpForNothing() {
        FixtureWorld world = FixtureWorld.of(CASSANDRA).then(5, "");
        long before = world.now().getEpochSecond();

        world.then(5, REPLACED);
        world.then(3, "nodes: {d: {extras: {cassandra.apache.org/full_repair_began: " + before + "}}}");

        assertThat(world.found()).contains("REPAIR_NEEDED d");
    }

    /** Hints are kept for three hours; what was written later than that reaches it by a repair only. */
    @ParameterizedTest
    @CsvSource({"1, false", "4, true"})
    @DisplayName("case 9e: a node that was away for longer than hints are kept lacks writes until a repair")
    void aNodeThatWasAwayForLongLacksWrites(int hours, boolean lacks) {
        FixtureWorld world = FixtureWorld.of(CASSANDRA)
                .then(5, "")
                .then(hours, "step: PT1H\nnodes: {c: {answers: false}}")
                .then(2, "step: null\nnodes: {c: {answers: null}}");

        assertThat(world.found().contains("REPAIR_NEEDED c")).isEqualTo(lacks);
        assertThat(world.restart("a").against().stream()
                        .map(Reason::rule)
                        .toList()
                        .contains("durable"))
                .isEqualTo(lacks);
    }

    private static Decision only(List<Decision> decisions) {
        assertThat(decisions).hasSize(1);
        return decisions.get(0);
    }
}
