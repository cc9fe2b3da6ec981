package io.replicante.examples.server.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.examples.server.QuickServer;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionResult;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.ShardRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A cluster is formed once, where nobody could be forgotten. */
class InitialisationTest {
    private static final int CYCLES = 4;

    private static QuickServer server;

    @BeforeAll
    static void start() {
        server = new QuickServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static StubWorld idle(String name) {
        StubWorld world = StubWorld.idle(name, Software.mongodb(), 3);
        world.on(ActionKinds.CLUSTER_INIT, (node, action) -> {
            node.status = NodeStatus.Code.HEALTHY;
            node.copies.put("rs0", ShardRole.PRIMARY);
            return ActionResult.done();
        });
        return world;
    }

    @Test
    void waitsForASilentNodeAndFormsTheClusterOnceItAnswers() {
        try (StubWorld world = idle("silent")) {
            world.node("n3").silence();
            Managed managed = Managed.declared(server.client(), world);

            managed.cycles(CYCLES);

            JsonNode decision = managed.decision(ActionKinds.CLUSTER_INIT);
            assertThat(decision.path("verdict").asText()).isEqualTo("REFUSED");
            assertThat(Managed.answer(decision, "not-already-initialised"))
                    .startsWith("VIOLATED")
                    .contains("n3 (UNREACHABLE)");
            assertThat(world.changes()).isEmpty();
            assertThat(world.readings("n1")).isGreaterThanOrEqualTo(CYCLES);

            world.node("n3").answer();
            managed.until(() -> !world.changes(ActionKinds.CLUSTER_INIT).isEmpty());
            managed.cycles(CYCLES);
            assertThat(world.changes(ActionKinds.CLUSTER_INIT)).hasSize(1);
        }
    }

    @Test
    void formsNoClusterWhereThereWasOne() {
        try (StubWorld world = StubWorld.healthy("gone", Software.mongodb(), 3)) {
            Managed managed = Managed.declared(server.client(), world);
            managed.cycles(2);
            world.nodes.values().forEach(node -> {
                node.status = NodeStatus.Code.NOT_IN_CLUSTER;
                node.copies.clear();
            });

            managed.cycles(CYCLES);
            assertThat(managed.decisions(ActionKinds.CLUSTER_INIT)).isEmpty();
            String request = managed.request(ActionKinds.CLUSTER_INIT, "n1");
            managed.cycles(CYCLES);

            JsonNode decision = managed.decisionOn(request);
            assertThat(Managed.verdict(decision)).isEqualTo("REFUSED");
            assertThat(Managed.answer(decision, "not-already-initialised"))
                    .startsWith("VIOLATED: the cluster was, or may have been, initialised at");
            assertThat(world.toAgents()).isEmpty();
        }
    }

    @Test
    void holdsBackWithItsReasonsWhatAPersonAsksForOnALivingCluster() {
        try (StubWorld world = StubWorld.healthy("living", Software.mongodb(), 3)) {
            Managed managed = Managed.declared(server.client(), world);
            managed.cycles(1);

            String request = managed.request(ActionKinds.CLUSTER_INIT, "n2");
            managed.cycles(CYCLES);

            JsonNode decision = managed.decisionOn(request);
            assertThat(Managed.verdict(decision)).isEqualTo("REFUSED");
            assertThat(Managed.answer(decision, "not-already-initialised")).startsWith("VIOLATED");
            assertThat(decision.path("unblocked_by").toString()).contains("is not initialised again");
            assertThat(managed.phase("n2", request)).isEqualTo("PENDING_SCHEDULE");
            assertThat(world.changes()).isEmpty();
        }
    }
}
