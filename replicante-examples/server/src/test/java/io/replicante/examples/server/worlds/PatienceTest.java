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
    void triesOnceMoreWhenAPersonAgreesToWhatIsShownAndNotToWhatWas() {
        try (StubWorld world = Zoo.withASpare("agreed")) {
            world.on(ActionKinds.CLUSTER_LEARN, (node, action) -> ActionResult.failed("the disk is read-only"));
            Managed managed = Managed.declared(server.client(), world);
            managed.until(() -> !managed.decisions(ActionKinds.CLUSTER_LEARN).isEmpty());
            String before =
                    managed.decision(ActionKinds.CLUSTER_LEARN).path("digest").asText();
            managed.until(() -> managed.decisions(ActionKinds.CLUSTER_LEARN).stream()
                    .anyMatch(decision -> Managed.verdict(decision).equals("NEEDS_APPROVAL")));
            JsonNode shown = managed.decision(ActionKinds.CLUSTER_LEARN);
            String key = shown.path("key").asText();

            assertThat(managed.approve(key, before)).satisfies(answer -> {
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.text()).contains("changed since it was shown");
            });
            assertThat(managed.approve("another", before).status()).isEqualTo(400);
            assertThat(managed.approve(" ", before)).satisfies(answer -> {
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.text()).contains("key: must be a text of 1 to 1000 characters");
            });
            managed.cycles(CYCLES);
            assertThat(world.changes()).hasSize(TRIES);

            assertThat(managed.approve(key, shown.path("digest").asText()).status())
                    .isEqualTo(200);
            managed.until(() -> world.changes().size() > TRIES);
            assertThat(managed.events()).contains("CANDIDATE_APPROVED");
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
