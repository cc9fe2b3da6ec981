package io.replicante.core.gate;

import static io.replicante.core.gate.Reasons.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureClusters;
import io.replicante.core.check.FixtureWorld;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.SafetyOverride;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Nobody says, or said last, that it is the primary: what a person's word for the one that was is worth. */
class LastPrimaryTest {
    private static Reason promotion(FixtureWorld world, String node) {
        return new OldPrimaryRevoked().judge(FixtureCases.of(world, ActionKinds.STORE_PROMOTE, node));
    }

    private static NavigableMap<String, NodeRecord> without(String node, ClusterState state) {
        NavigableMap<String, NodeRecord> nodes = new TreeMap<>(state.nodes());
        nodes.remove(node);
        return nodes;
    }

    /** Its name is on another machine, which is empty: nobody's last word is that it is the primary. */
    @Test
    void wherePeopleAloneKnowWhoWasThePrimaryTheyAreAskedForIt() {
        String lacks =
                "the primary is not replaced: it is not known who was the primary before a person vouches for it (an"
                        + " override of rule old-primary-revoked that names it, though it may be no node of the cluster any more)";
        FixtureWorld world = FixtureCases.healthy(FixtureClusters.POSTGRESQL)
                .vouched(SafetyOverride.OLD_PRIMARY_REVOKED, "a")
                .then(2, "nodes: {a: {answers: false}, b: {offset: 1500}, c: {offset: 1500}}");
        assertThat(world.found()).contains("NO_PRIMARY data", "DEAD_PRIMARY a");
        assertThat(world.proposed(ActionKinds.STORE_PROMOTE)).hasSize(1);
        world.stored(state -> state.withOverrides(new TreeMap<>()));
        assertThat(world.notes()).doesNotContain(lacks);
        world.stored(state -> state.toBuilder().nodes(without("a", state)).build())
                .then(20, "nodes: {a: {answers: true, status: NOT_IN_CLUSTER, copies: {tree: null}}}");

        assertThat(world.found()).contains("NO_PRIMARY data").noneMatch(each -> each.startsWith("DEAD_PRIMARY"));
        assertThat(world.notes()).contains(lacks);
        assertThat(world.proposed(ActionKinds.STORE_PROMOTE)).isEmpty();
        assertAnswer(
                new OldPrimaryRevoked().judge(FixtureCases.of(world, ActionKinds.STORE_PROMOTE, "b")),
                Answer.UNKNOWN,
                "it is not known who was the primary");

        world.vouched(SafetyOverride.OLD_PRIMARY_REVOKED, "a").then(1, "");
        assertThat(world.notes()).doesNotContain(lacks);
        assertThat(world.proposed(ActionKinds.STORE_PROMOTE)).singleElement().satisfies(decision -> {
            assertThat(decision.candidate().executor()).contains("b");
            assertThat(decision.verdict()).isEqualTo(Verdict.NEEDS_APPROVAL);
        });
    }

    /** That one was replaced since, and nobody vouches for the one that replaced it. */
    @Test
    void aWordForAnEarlierPrimarySaysNothingOfTheLastOne() {
        FixtureWorld world = FixtureCases.healthy(FixtureClusters.POSTGRESQL)
                .then(3, "nodes: {a: {answers: false}, b: {copies: {tree: primary}, term: 2}, c: {term: 2}}");
        world.vouched(SafetyOverride.OLD_PRIMARY_REVOKED, "a")
                .vouched(SafetyOverride.OLD_PRIMARY_REVOKED, "d")
                .then(1, "nodes: {b: {answers: false}}")
                .stored(state -> state.toBuilder().nodes(without("b", state)).build())
                .then(3, "nodes: {b: {answers: true, status: NOT_IN_CLUSTER, copies: {tree: null}}}");
        GateCase promotion = FixtureCases.of(world, ActionKinds.STORE_PROMOTE, "c");

        assertAnswer(
                new OldPrimaryRevoked().judge(promotion), Answer.HOLDS, "person:ada vouches for d: taken out by hand");
        world.stored(state -> state.withOverrides(new TreeMap<>()))
                .vouched(SafetyOverride.OLD_PRIMARY_REVOKED, "a")
                .then(1, "");
        assertAnswer(
                new OldPrimaryRevoked().judge(FixtureCases.of(world, ActionKinds.STORE_PROMOTE, "c")),
                Answer.UNKNOWN,
                "it is not known who was the primary");
        world.vouched(SafetyOverride.OLD_PRIMARY_REVOKED, "b").then(1, "");
        assertAnswer(
                new OldPrimaryRevoked().judge(FixtureCases.of(world, ActionKinds.STORE_PROMOTE, "c")),
                Answer.HOLDS,
                "person:ada vouches for b: taken out by hand");
    }

    /** First a was replaced by b, for which nobody vouches; then the name of b is forgotten. */
    private static FixtureWorld replacedTwice() {
        FixtureWorld world = FixtureCases.healthy(FixtureClusters.POSTGRESQL)
                .then(3, "nodes: {a: {answers: false}, b: {copies: {tree: primary}, term: 2}, c: {term: 2}}");
        assertThat(world.state().nodes().get("a").replaced()).isPresent();
        return world.vouched(SafetyOverride.OLD_PRIMARY_REVOKED, "a")
                .then(1, "nodes: {b: {answers: false}}")
                .stored(state -> state.toBuilder().nodes(without("b", state)).build())
                .then(3, "nodes: {b: {answers: true, status: NOT_IN_CLUSTER, copies: {tree: null}}}");
    }

    /** From then on nobody would know that it was replaced. */
    @Test
    void aWordForAnEarlierPrimaryIsForgottenWithIt() {
        FixtureWorld world = replacedTwice();
        assertThat(world.state().overrides()).hasSize(1);

        world.then(1, "nodes: {a: {answers: true, machine: another, status: NOT_IN_CLUSTER, copies: {tree: null}}}");
        assertAnswer(promotion(world, "c"), Answer.UNKNOWN, "it is not known who was the primary");
        assertThat(world.state().overrides()).isEmpty();
        world.then(1, "");

        assertAnswer(promotion(world, "c"), Answer.UNKNOWN, "it is not known who was the primary");
        world.vouched(SafetyOverride.OLD_PRIMARY_REVOKED, "b").then(1, "");
        assertAnswer(promotion(world, "c"), Answer.HOLDS, "person:ada vouches for b: taken out by hand");
    }

    @Test
    void aWordForAnEarlierPrimaryIsForgottenOnceItFollows() {
        FixtureWorld world = FixtureCases.healthy(FixtureClusters.POSTGRESQL)
                .then(3, "nodes: {a: {answers: false}, b: {copies: {tree: primary}, term: 2}, c: {term: 2}}")
                .vouched(SafetyOverride.OLD_PRIMARY_REVOKED, "a")
                .vouched(SafetyOverride.LAST_COPY, "a")
                .vouched(SafetyOverride.OLD_PRIMARY_REVOKED, "b")
                .then(2, "");
        assertThat(world.state().overrides()).hasSize(3);

        world.then(2, "nodes: {a: {answers: true, copies: {tree: secondary}, term: 2}}");

        assertThat(world.state().nodes().get("a").replaced()).isEmpty();
        assertThat(world.state().overrides().values())
                .extracting(word -> word.rule() + " " + word.nodeId().orElseThrow())
                .containsExactlyInAnyOrder("last-copy a", "old-primary-revoked b");
    }

    /** It was for one whom nobody knows; and there are others since. */
    @Test
    void aWordForWhoIsNoNodeIsForgottenOnceAnotherOneLeads() {
        FixtureWorld world = FixtureCases.healthy(FixtureClusters.POSTGRESQL)
                .then(3, "nodes: {a: {answers: false}, b: {answers: true}}")
                .vouched(SafetyOverride.OLD_PRIMARY_REVOKED, "a")
                .vouched(SafetyOverride.OLD_PRIMARY_REVOKED, "c")
                .vouched(SafetyOverride.OLD_PRIMARY_REVOKED, "d")
                .then(2, "");
        assertThat(world.state().overrides()).hasSize(3);

        world.then(2, "nodes: {b: {copies: {tree: primary}, term: 2}}");

        assertThat(world.state().overrides().values())
                .extracting(word -> word.nodeId().orElseThrow())
                .containsExactly("a");
    }

    /** It was the last one that anybody knows of, and says itself that it is it no more. */
    @Test
    void theWordForWhoSteppedBackAndWasNotReplacedCounts() {
        FixtureWorld world =
                FixtureCases.healthy(FixtureClusters.POSTGRESQL).then(2, "nodes: {a: {copies: {tree: secondary}}}");
        assertAnswer(promotion(world, "b"), Answer.UNKNOWN, "it is not known who was the primary");

        world.vouched(SafetyOverride.OLD_PRIMARY_REVOKED, "c")
                .vouched(SafetyOverride.OLD_PRIMARY_REVOKED, "d")
                .then(1, "");
        assertAnswer(promotion(world, "b"), Answer.UNKNOWN, "it is not known who was the primary");
        world.vouched(SafetyOverride.OLD_PRIMARY_REVOKED, "a").then(1, "");

        assertAnswer(promotion(world, "b"), Answer.HOLDS, "person:ada vouches for a: taken out by hand");
    }
}
