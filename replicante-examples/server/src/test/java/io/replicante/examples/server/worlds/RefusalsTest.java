package io.replicante.examples.server.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.core.check.FindingCodes;
import io.replicante.examples.server.QuickServer;
import io.replicante.spec.agent.ActionKinds;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What never reaches an agent or a platform, and what stops it. */
class RefusalsTest {
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

    @Test
    void swapsADeadVoterAndAddsNoneBesideIt() {
        try (StubWorld world = Zoo.withASpare("beside")) {
            Managed managed = Managed.declared(server.client(), world, "Observed", 4);
            managed.cycles(2);
            world.node("n3").silence();
            managed.namespace("Active");

            managed.until(() -> !world.changes(ActionKinds.CLUSTER_SWAP).isEmpty());
            managed.cycles(CYCLES);

            assertThat(world.changes(ActionKinds.CLUSTER_ADD)).isEmpty();
            assertThat(world.changes(ActionKinds.CLUSTER_SWAP))
                    .singleElement()
                    .satisfies(swap -> assertThat(swap.receiver()).isEqualTo("n1"));
            assertThat(managed.decided(ActionKinds.CLUSTER_ADD)).isNotEmpty().allSatisfy(decision -> {
                assertThat(Managed.verdict(decision)).isEqualTo("REFUSED");
                assertThat(Managed.answer(decision, "available")).startsWith("VIOLATED");
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"acme.test/unheard-of, 7.0.5", "mongo.replica, 9.1.0", "mongo.replica, 4.2.0"})
    void doesNothingToSoftwareOfWhichNothingIsKnown(String store, String version) {
        Software strange = Software.mongodb().calling(store, version);
        try (StubWorld world = StubWorld.healthy("strange-" + version, strange, 3)) {
            Managed managed = Managed.declared(server.client(), world);
            String request = managed.request(ActionKinds.STORE_RESTART, "n2");

            managed.cycles(CYCLES);

            assertThat(managed.findings()).contains(FindingCodes.DEFINITION_UNKNOWN);
            JsonNode decision = managed.decisionOn(request);
            assertThat(Managed.verdict(decision)).isEqualTo("REFUSED");
            assertThat(Managed.answer(decision, "definition-known"))
                    .isEqualTo("UNKNOWN: no definition covers the software of this cluster");
            assertThat(world.changes()).isEmpty();
        }
    }

    @Test
    void restartsANodeOfTheNewestVersionThatIsKnown() {
        Software known = Software.mongodb().calling("mongo.replica", "8.2.0");
        try (StubWorld world = StubWorld.healthy("known", known, 3)) {
            Managed managed = Managed.declared(server.client(), world);
            managed.cycles(2);
            String request = managed.request(ActionKinds.STORE_RESTART, "n2");

            managed.until(() -> managed.phase("n2", request).equals("DONE"));

            assertThat(world.changes()).singleElement().satisfies(change -> {
                assertThat(change.receiver()).isEqualTo("n2");
                assertThat(change.what()).isEqualTo(ActionKinds.STORE_RESTART);
            });
        }
    }

    @Test
    void watchesAnObservedNamespaceAndTouchesNothingInIt() {
        try (StubWorld world = Zoo.withASpare("observed")) {
            Managed managed = Managed.declared(server.client(), world, "Observed", 3);
            managed.cycles(1);
            world.node("n3").silence();

            managed.cycles(CYCLES);

            assertThat(managed.findings()).contains(FindingCodes.VOTER_LOST);
            assertThat(managed.events()).isNotEmpty();
            JsonNode decision = managed.decision(ActionKinds.CLUSTER_LEARN);
            assertThat(Managed.verdict(decision)).isEqualTo("REFUSED");
            assertThat(Managed.answer(decision, "allowed-by-mode")).startsWith("VIOLATED");
            assertThat(world.changes()).isEmpty();
            assertThat(world.readings("n1")).isGreaterThan(CYCLES);

            managed.namespace("Active");
            managed.until(() -> !world.changes(ActionKinds.CLUSTER_LEARN).isEmpty());
        }
    }

    @Test
    void restartsNobodyWhileTwoNodesClaimOneIdentity() {
        try (StubWorld world = StubWorld.healthy("twins", Software.zookeeper(), 3)) {
            Managed managed = Managed.declared(server.client(), world);
            managed.cycles(2);
            world.node("n3").reportedId = "n2";

            refusesForIdentity(world, managed, FindingCodes.DUPLICATE_IDENTITY);

            world.node("n3").reportedId = "n3";
            managed.until(() -> world.node("n1").starts.get() == 2);
            managed.until(() -> managed.explain().path("under_way").isEmpty());
        }
    }

    @Test
    void restartsNobodyWhileMembersNameDifferentClusters() {
        try (StubWorld world = StubWorld.healthy("strangers", Software.zookeeper(), 3)) {
            Managed managed = Managed.declared(server.client(), world);
            managed.cycles(2);
            world.node("n3").storeClusterId = "data-2";

            refusesForIdentity(world, managed, FindingCodes.WRONG_CLUSTER_MEMBER);

            world.node("n3").storeClusterId = "data-1";
            managed.until(() -> world.node("n1").starts.get() == 2);
            managed.until(() -> managed.explain().path("under_way").isEmpty());
        }
    }

    private static void refusesForIdentity(StubWorld world, Managed managed, String finding) {
        String request = managed.request(ActionKinds.STORE_RESTART, "n1");
        managed.cycles(CYCLES);
        assertThat(managed.findings()).contains(finding);
        JsonNode decision = managed.decisionOn(request);
        assertThat(Managed.verdict(decision)).isEqualTo("REFUSED");
        assertThat(Managed.answer(decision, "identity-certain")).startsWith("VIOLATED");
        assertThat(world.changes()).isEmpty();
    }
}
