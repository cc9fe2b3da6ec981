package io.replicante.examples.server.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.examples.server.QuickServer;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionResult;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An action that does not help is not sent over and over. */
class PatienceTest {
    private static final int TRIES = 3;
    private static final int CYCLES = 8;

    private static QuickServer server;

    @BeforeAll
    static void start() {
        server = new QuickServer(Duration.ofSeconds(1), TRIES);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void waitsAfterAFailureAndAsksAPersonAfterSeveral() {
        try (StubWorld world = Zoo.withASpare("failing")) {
            world.on(ActionKinds.CLUSTER_LEARN, (node, action) -> ActionResult.failed("the disk is read-only"));
            Managed managed = Managed.declared(server.client(), world);

            managed.until(() -> managed.decisions(ActionKinds.CLUSTER_LEARN).stream()
                    .anyMatch(decision -> Managed.verdict(decision).equals("NEEDS_APPROVAL")));
            managed.cycles(CYCLES);

            JsonNode decision = managed.decision(ActionKinds.CLUSTER_LEARN);
            assertThat(Managed.verdict(decision)).isEqualTo("NEEDS_APPROVAL");
            assertThat(Managed.answer(decision, "not-flapping")).startsWith("VIOLATED");
            assertThat(managed.decided(ActionKinds.CLUSTER_LEARN))
                    .filteredOn(before -> Managed.verdict(before).equals("WAITING"))
                    .isNotEmpty()
                    .allSatisfy(waiting ->
                            assertThat(Managed.answer(waiting, "grace")).startsWith("VIOLATED"));
            assertThat(world.changes())
                    .hasSize(TRIES)
                    .allSatisfy(change -> assertThat(change.what()).isEqualTo(ActionKinds.CLUSTER_LEARN));
        }
    }

    @Test
    void sendsNothingAgainThatItsAgentCallsDoneAndThatShowsNoEffect() {
        try (StubWorld world = Zoo.withASpare("idling")) {
            world.on(ActionKinds.CLUSTER_LEARN, (node, action) -> ActionResult.done());
            Managed managed = Managed.declared(server.client(), world);
            managed.until(() -> !world.changes().isEmpty());

            managed.cycles(CYCLES);

            assertThat(world.changes()).hasSize(1);
            assertThat(managed.explain().path("under_way"))
                    .singleElement()
                    .satisfies(
                            intent -> assertThat(intent.path("kind").asText()).isEqualTo(ActionKinds.CLUSTER_LEARN));
        }
    }
}
