package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureWorld;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Reason;
import io.replicante.spec.agent.ActionKinds;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has to go through: three Kafka servers that are controllers and brokers, three replicas, two of them in sync, acks=all. */
class ScenarioKTest {
    private static final String SERVER = """
              %s:
                copies: {tree: null, %s}
                extras:
                  kafka.apache.org/min_insync_replicas: 2
                  kafka.apache.org/log_dirs_free_bytes: 900
                  kafka.apache.org/log_dirs_used_bytes: 100
                  kafka.apache.org/fenced_brokers: ",none,"
            """;
    private static final String KAFKA = """
            datastore: kafka
            store: kafka
            version: "4.0.0"
            configured: {a: combined, b: combined, c: combined}
            declaration:
              acknowledges: [{shards: "*", by: all}]
              definition:
                cluster_id: data
                store: kafka
                store_version: "4.0.0"
                nodes:
                  members: {desired_count: 3, node_class: small}
            nodes:
            """
            + SERVER.formatted("a", "__cluster_metadata: primary, orders-0: primary, orders-1: secondary")
            + SERVER.formatted("b", "__cluster_metadata: secondary, orders-0: secondary, orders-1: primary")
            + SERVER.formatted("c", "__cluster_metadata: secondary, orders-0: secondary, orders-1: secondary");
    private static final String FENCED = """
            nodes:
              a: {extras: {kafka.apache.org/fenced_brokers: ",c,"}}
              b: {extras: {kafka.apache.org/fenced_brokers: ",c,"}}
              c: {answers: false}
            """;

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c"})
    @DisplayName("scenario K1: one server after the other is restarted, leaders too")
    void rollsOneServerAfterAnotherLeadersToo(String server) {
        Decision decision = FixtureWorld.of(KAFKA).then(5, "").restart(server);

        assertThat(decision.against()).isEmpty();
        assertThat(decision.verdict()).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    @DisplayName("scenario K2: no other is restarted beside a dead server")
    void restartsNoOtherBesideADeadServer() {
        FixtureWorld world = FixtureWorld.of(KAFKA).then(5, "").then(15, FENCED);

        assertThat(world.restart("a").verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(world.restart("b").against()).extracting(Reason::rule).contains("available");
    }

    @Test
    @DisplayName("scenario K2: a dead server is replaced")
    void replacesADeadServerForgettingItFirst() {
        FixtureWorld world = FixtureWorld.of(KAFKA).then(5, "").then(15, FENCED);
        Decision forget = only(world.proposed(ActionKinds.CLUSTER_REMOVE));
        assertThat(forget.against()).isEmpty();
        assertThat(forget.candidate().executor()).contains("a");

        world.then(3, "configured: {c: null}\nconfigurationVersion: 2\nnodes: {d: " + IDLE + "}");
        Decision learn = only(world.proposed(ActionKinds.CLUSTER_LEARN));
        assertThat(learn.against()).isEmpty();
        assertThat(learn.candidate().executor()).contains("d");

        world.then(5, "nodes: {d: {status: null, process: null, copies: {__cluster_metadata: secondary}}}");
        Decision add = only(world.proposed(ActionKinds.CLUSTER_ADD));
        assertThat(add.against()).isEmpty();
        assertThat(add.candidate().args().path("node").asText()).isEqualTo("d");
    }

    /** A controller says that it sees the broker: then it is our way to it that is broken. */
    @Test
    void replacesNoServerThatTheOthersStillSee() {
        FixtureWorld world = FixtureWorld.of(KAFKA).then(5, "").then(15, "nodes: {c: {answers: false}}");

        Decision forget = only(world.proposed(ActionKinds.CLUSTER_REMOVE));

        assertThat(forget.verdict()).isEqualTo(Verdict.WAITING);
        assertThat(forget.against()).extracting(Reason::rule).containsExactly("evidence-confirmed");
    }

    @Test
    @DisplayName("scenario K3: the topic with one copy that stops the roll is named")
    void namesTheTopicWithOneCopyThatStopsTheRoll() {
        FixtureWorld world = FixtureWorld.of(KAFKA).then(5, "nodes: {b: {copies: {audit-0: primary}}}");

        assertThat(world.restart("b").against()).anySatisfy(reason -> {
            assertThat(reason.rule()).isEqualTo("available");
            assertThat(reason.message()).contains("audit-0");
        });
        assertThat(world.restart("a").against()).isEmpty();
    }

    private static final String IDLE = "{status: NOT_IN_CLUSTER, process: true, extras:"
            + " {kafka.apache.org/log_dirs_free_bytes: 900, kafka.apache.org/min_insync_replicas: 2}}";

    private static Decision only(List<Decision> decisions) {
        assertThat(decisions).hasSize(1);
        return decisions.get(0);
    }
}
