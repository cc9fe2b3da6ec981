package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureWorld;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Reason;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.datastore.Definitions;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What answers look like, and what they are about. */
class AnswersCasesTest {
    @Test
    @DisplayName("case 22a: what can only be told at a later step is listed, and is no refusal")
    void listsWhatIsLeftForLater() {
        World world = World.healthy(3);
        world.dispatches = false;
        UUID request = world.request(world.leader, ActionKinds.STORE_RESTART);
        world.tick();

        assertThat(world.decisionOn(request).verdict()).isEqualTo(Verdict.ALLOWED);
        for (String later : new String[] {"reserved", "lease-held", "revision-unmoved", "still-true"}) {
            assertThat(world.decisionOn(request).unblockedBy()).anyMatch(each -> each.contains(later));
            assertThat(world.decisionOn(request).reasons())
                    .extracting(Reason::rule)
                    .doesNotContain(later);
        }
    }

    @Test
    @DisplayName("case 22e: another attempt has another id, so that an agent does not take it for the last one")
    void givesEveryAttemptAnIdOfItsOwn() {
        World world = World.healthy(3);
        world.platformProvisions = false;
        world.follower().kill();

        world.step = Duration.ofSeconds(10);
        world.run(180);

        assertThat(world.sent)
                .hasSizeGreaterThan(1)
                .allMatch(intent -> intent.candidate().kind().equals(Candidate.PROVISION));
        assertThat(world.sent)
                .extracting(intent -> intent.candidate().key())
                .containsOnly(world.sent.get(0).candidate().key());
        assertThat(world.sent).extracting(Intent::id).doesNotHaveDuplicates();
        assertThat(world.sent).extracting(Intent::attempt).isSorted().doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("case 25b: the generic definition is used only where a declaration names it")
    void doesNothingForSoftwareThatNobodyNamed() {
        String unnamed = """
                datastore: generic
                store: acme
                configured: {c: null}
                declaration: {definition: {store: acme}}
                nodes:
                  a: {copies: {tree: null, one: primary}}
                  b: {copies: {tree: null, one: secondary}}
                  c: {status: NOT_IN_CLUSTER, reports: false, copies: null}
                """;
        FixtureWorld world = FixtureWorld.of(unnamed).then(8, "");
        assertThat(world.proposed(ActionKinds.CLUSTER_ADD))
                .noneSatisfy(decision -> assertThat(decision.verdict()).isEqualTo(Verdict.ALLOWED));
        assertThat(world.restart("b").against()).extracting(Reason::rule).contains("definition-known");

        world.then(8, "declaration: {datastore: generic}");
        assertThat(world.proposed(ActionKinds.CLUSTER_ADD))
                .singleElement()
                .satisfies(decision -> assertThat(decision.verdict()).isEqualTo(Verdict.ALLOWED));
    }

    @Test
    @DisplayName(
            "case 25e: whether an action may be run twice is said by the definition of its agents, not by its kind")
    void takesAnActionForIdempotentOnlyWhereThatIsSaid() {
        Definitions bundled = Definitions.bundled();

        assertThat(bundled.byName("mongodb")
                        .orElseThrow()
                        .action(ActionKinds.CLUSTER_ADD)
                        .orElseThrow()
                        .idempotent())
                .isFalse();
        assertThat(bundled.byName("zookeeper")
                        .orElseThrow()
                        .action(ActionKinds.CLUSTER_ADD)
                        .orElseThrow()
                        .idempotent())
                .isTrue();
    }
}
