package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.Decision;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Openings;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Subject;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What comes and goes is counted, but for what we do ourselves, and is forgotten after a while. */
final class FlappingTest {
    private static final Instant NOW = Instant.parse("2031-03-09T07:00:00Z");
    private static final Duration WINDOW = SafetySettings.DEFAULT.flapWindow();

    private final World world = World.healthy(3);

    private void comesAndGoes(int times) {
        for (int i = 0; i < times; i++) {
            world.follower().kill();
            world.run(1);
            world.follower().start();
            world.run(1);
        }
    }

    private List<String> found() {
        return world.state.findings().values().stream()
                .filter(finding -> finding.code().equals("FLAPPING"))
                .map(finding -> finding.subject().toString())
                .toList();
    }

    private static Finding finding(String node) {
        return new Finding(
                "A", Finding.Severity.WARNING, Subject.node(node), "It is so.", Map.of(), NOW, 1, new UUID(0, 0));
    }

    @Test
    void aNodeThatComesAndGoesIsFoundAndNotTouchedWithoutAPerson() {
        comesAndGoes(4);
        assertThat(found()).doesNotContain("node " + world.follower().id);

        comesAndGoes(1);

        assertThat(found()).contains("node " + world.follower().id);
        UUID request = world.request(world.follower().id, ActionKinds.STORE_RESTART);
        world.run(1);
        Decision decision = world.decisionOn(request);
        assertThat(decision.answers()).containsEntry("not-flapping", Reason.Answer.VIOLATED);
    }

    @Test
    void whatOpensWhileWeRestartANodeIsNotItsDoing() {
        Openings before = world.state.openings();
        for (int i = 0; i < 5; i++) {
            world.request(world.leader, ActionKinds.STORE_RESTART);
            world.run(40);
        }

        assertThat(world.sent)
                .filteredOn(intent -> intent.candidate().kind().equals(ActionKinds.STORE_RESTART))
                .hasSize(5);
        assertThat(world.events)
                .anyMatch(event -> event.code().equals("FINDING_OPENED")
                        && event.time()
                                .isAfter(world.sent.get(world.sent.size() - 1).createdAt()));
        assertThat(world.state.openings()).isEqualTo(before);
    }

    @Test
    void quietIsTrustedAgainAfterAWhile() {
        comesAndGoes(5);
        world.step = WINDOW;
        world.run(1);

        assertThat(found()).isEmpty();
    }

    @Test
    void onlyTheLastOpeningsOfAFindingAreRemembered() {
        Openings openings = Openings.NONE;
        for (int i = 0; i < 7; i++) {
            openings = openings.with(List.of(finding("1")), NOW.plusSeconds(i), NOW, 5);
        }

        assertThat(openings.findings().get("A/node/1").at())
                .containsExactly(
                        NOW.plusSeconds(2),
                        NOW.plusSeconds(3),
                        NOW.plusSeconds(4),
                        NOW.plusSeconds(5),
                        NOW.plusSeconds(6));
        assertThat(openings.often(5, NOW.plusSeconds(2)))
                .containsExactly(openings.findings().get("A/node/1"));
        assertThat(openings.often(5, NOW.plusSeconds(3))).isEmpty();
    }

    @Test
    void noMoreFindingsAreRememberedThanTheLast() {
        Openings openings = Openings.NONE.with(List.of(finding("first")), NOW, NOW, 5);
        for (int i = 0; i < Openings.MOST; i++) {
            openings = openings.with(List.of(finding("" + i)), NOW.plusSeconds(1), NOW, 5);
        }

        assertThat(openings.findings()).hasSize(Openings.MOST).doesNotContainKey("A/node/first");
    }

    @Test
    void whatOpenedTooLongAgoIsForgotten() {
        Openings openings = Openings.NONE
                .with(List.of(finding("1"), finding("2")), NOW, NOW, 5)
                .with(List.of(finding("2")), NOW.plusSeconds(2), NOW.plusSeconds(1), 5);

        assertThat(openings.findings()).containsOnlyKeys("A/node/2");
    }
}
