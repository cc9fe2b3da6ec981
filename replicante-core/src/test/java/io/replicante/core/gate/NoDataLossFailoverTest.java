package io.replicante.core.gate;

import static io.replicante.core.gate.Reasons.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureClusters;
import io.replicante.core.check.FixtureWorld;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Fence;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.state.PrimaryOffset;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.view.Fences;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.OffsetUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rule says of making b the primary in place of a, which was stopped for certain, with c beside it. */
class NoDataLossFailoverTest {
    private static final NoDataLossFailover RULE = new NoDataLossFailover();
    private static final String DEAD = "nodes: {a: {answers: false}, b: {offset: 1500}, c: {offset: 1500}}";

    private static Reason judge(FixtureWorld world, String node) {
        return RULE.judge(FixtureCases.of(world, ActionKinds.STORE_PROMOTE, node));
    }

    private static FixtureWorld dead(String then) {
        return FixtureCases.healthy(FixtureClusters.POSTGRESQL).then(2, DEAD).then(2, then);
    }

    @Test
    void whoIsThePrimaryAlreadyLosesNothing() {
        FixtureWorld healthy = FixtureCases.healthy(FixtureClusters.POSTGRESQL);

        assertAnswer(judge(healthy, "a"), Answer.HOLDS, "a is the primary already");
        assertAnswer(
                RULE.judge(FixtureCases.of(healthy, ActionKinds.STORE_RESTART, "b")),
                Answer.HOLDS,
                "nobody becomes the primary");
        assertThat(RULE.severity()).isEqualTo(SafetyRule.Severity.ASKS);
    }

    @Test
    void howFarTheSuccessorIsHasToBeRead() {
        assertAnswer(judge(dead("nodes: {b: {positions: false}}"), "b"), Answer.UNKNOWN, "how far b is was not read");
    }

    /** Whoever has more, and may be the primary, is to be it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | {offset: 1501}",
                "false | {offset: 1500}",
                "false | {offset: 1501, term: 2}",
                "false | {offset: 1501, unit: pages}",
                "false | {offset: 1501, status: UNHEALTHY}",
                "false | {offset: 1501, positions: false}"
            })
    void nobodyIsAheadOfTheSuccessor(boolean ahead, String said) {
        Reason reason = judge(dead("nodes: {c: " + said + "}"), "b");

        assertThat(reason.answer()).isNotEqualTo(Answer.HOLDS);
        assertThat(reason.message().equals("c is ahead of b")).isEqualTo(ahead);
    }

    /** Its position says how far it will be. */
    @Test
    void whoseCopyIsBeingBuiltAnewHasReachedNothing() {
        FixtureWorld world = dead("nodes: {b: {copies: {tree: recovering}, offset: 99999}}");
        fenced(world, 1, Optional.of(new CommitOffset(OffsetUnit.of("bytes"), 1_000)), List.of());

        assertThat(judge(world, "b").answer()).isEqualTo(Answer.VIOLATED);
        assertThat(judge(world, "c").answer()).isEqualTo(Answer.HOLDS);
        assertThat(new DefinitionKnown()
                        .judge(FixtureCases.of(world, ActionKinds.STORE_PROMOTE, "b"))
                        .answer())
                .isEqualTo(Answer.VIOLATED);
    }

    /** Without terms nobody can tell any more what its position means, once another one leads; and it stays so. */
    @Test
    void withoutTermsNobodyKeepsAnEndOnceAnotherOneLeads() {
        FixtureWorld world = FixtureCases.healthy(
                        FixtureClusters.POSTGRESQL + "nodes: {a: {term: 0}, b: {term: 0}, c: {term: 0}}")
                .then(2, DEAD);
        fenced(world, 0, Optional.of(new CommitOffset(OffsetUnit.of("bytes"), 1_500)), List.of());
        assertThat(reachedBy(world)).containsExactly("b", "c");

        world.then(1, "nodes: {c: {answers: false}}");
        assertThat(reachedBy(world)).containsExactly("b", "c");
        world.then(1, "nodes: {b: {copies: {tree: primary}, offset: 1400}, c: {answers: true, offset: 1600}}");

        assertThat(reachedBy(world)).containsExactly("b");
        assertThat(reachedBy(world.then(1, "nodes: {b: {answers: false}, c: {copies: {tree: primary}}}")))
                .doesNotContain("c");
    }

    /** It had the end, followed somebody who had not, and leads now. */
    @Test
    void whoReachedTheEndAndLeadsOnlyAfterAnotherOneMayHaveThrownItAway() {
        Optional<CommitOffset> end = Optional.of(new CommitOffset(OffsetUnit.of("bytes"), 1_500));
        String silent = "nodes: {b: {answers: false}, c: {answers: false}}";
        FixtureWorld first = fenced(dead(""), 1, end, List.of())
                .then(1, silent)
                .then(2, "nodes: {b: {answers: true, copies: {tree: primary}, term: 2}}");
        FixtureWorld later = fenced(dead(""), 1, end, List.of())
                .then(1, silent)
                .then(2, "nodes: {b: {answers: true, copies: {tree: primary}, term: 3}}");

        assertThat(reachedBy(first)).contains("b");
        assertThat(reachedBy(first.then(3, "nodes: {b: {answers: false}}").then(2, "nodes: {b: {answers: true}}")))
                .contains("b");
        assertThat(reachedBy(later)).doesNotContain("b");
    }

    /** Whoever leads now took over from there. */
    @ParameterizedTest
    @CsvSource({"1500, true", "1400, false"})
    void whoReachedTheEndLacksItAgainIfAnotherOneLedWithLess(int began, boolean contained) {
        Optional<CommitOffset> end = Optional.of(new CommitOffset(OffsetUnit.of("bytes"), 1_500));
        FixtureWorld world = fenced(dead(""), 1, end, List.of())
                .then(1, "nodes: {b: {answers: false}}")
                .then(1, "nodes: {c: {copies: {tree: primary}, term: 2, began: " + began + "}}")
                .then(1, "nodes: {b: {answers: true, copies: {tree: primary}, term: 2}, c: {answers: false}}");

        assertThat(reachedBy(world)).contains("b");
        assertThat(new Fences(world.situation().view())
                        .isContained(world.situation().view().node("a").orElseThrow()))
                .isEqualTo(contained);
    }

    /** What its name stood for is gone. */
    @Test
    void whoIsAnotherMachineOrInNoClusterHasReachedNothing() {
        Optional<CommitOffset> end = Optional.of(new CommitOffset(OffsetUnit.of("bytes"), 1_500));
        FixtureWorld world = fenced(dead(""), 1, end, List.of()).then(1, "nodes: {b: {answers: false}}");
        assertThat(reachedBy(world)).containsExactly("b", "c");

        world.stored(state -> state.toBuilder().nodes(without("b", state)).build());
        assertThat(reachedBy(world)).containsExactly("c");
        assertThat(reachedBy(world.then(1, "nodes: {c: {status: NOT_IN_CLUSTER, copies: {tree: null}}}")))
                .isEmpty();
    }

    private static NavigableMap<String, NodeRecord> without(String node, ClusterState state) {
        NavigableMap<String, NodeRecord> nodes = new TreeMap<>(state.nodes());
        nodes.remove(node);
        return nodes;
    }

    /** It had reached it, and is built anew since: what it had is gone. */
    @Test
    void whoseCopyWasThrownAwayHasReachedNothingAnyMore() {
        FixtureWorld world = dead("");
        fenced(world, 1, Optional.of(new CommitOffset(OffsetUnit.of("bytes"), 1_500)), List.of());
        assertThat(reachedBy(world)).containsExactly("b", "c");

        assertThat(reachedBy(world.then(1, "nodes: {b: {copies: {tree: recovering}}}")))
                .containsExactly("c");
        assertThat(reachedBy(world.then(1, "nodes: {c: {offset: 900}}"))).isEmpty();
    }

    private static List<String> reachedBy(FixtureWorld world) {
        return world.state().nodes().get("a").fence().orElseThrow().reachedBy();
    }

    @Test
    void whoMayNotBeThePrimaryIsNotAhead() {
        FixtureWorld world = FixtureCases.healthy(FixtureClusters.POSTGRESQL.replace("c: standby", "c: no-failover"))
                .then(2, DEAD)
                .then(2, "nodes: {c: {offset: 1501}}");

        assertThat(judge(world, "b").message()).doesNotContain("is ahead of");
    }

    @Test
    void nobodyKnowsWhatAnUnknownPrimaryHad() {
        FixtureWorld world = FixtureCases.healthy(FixtureClusters.POSTGRESQL
                + "nodes: {a: {copies: {tree: secondary}, offset: 1}," + " b: {offset: 1}, c: {offset: 1}}");

        assertAnswer(judge(world, "b"), Answer.VIOLATED, "it is not known who was the primary");
        assertThat(judge(world, "b").evidence()).containsEntry(Reason.LOSS_BOUND, "unknown");
    }

    @Test
    void withoutAProofThatItEndedNothingBoundsTheLoss() {
        assertAnswer(
                judge(dead(""), "b"),
                Answer.VIOLATED,
                "it is not known how many of the writes that a acknowledged may be lost");
        assertThat(judge(dead(""), "b").evidence()).containsEntry(Reason.LOSS_BOUND, "unknown");
    }

    private static PrimaryOffset read(FixtureWorld world, String node, long term, String unit, long value, int ago) {
        return new PrimaryOffset("tree", node, term, unit, value, world.now().minusSeconds(ago));
    }

    private static FixtureWorld fenced(FixtureWorld world, long term, List<PrimaryOffset> offsets) {
        return fenced(world, term, Optional.empty(), offsets);
    }

    private static FixtureWorld fenced(
            FixtureWorld world, long term, Optional<CommitOffset> end, List<PrimaryOffset> offsets) {
        Fence begun = Fence.begun(world.now(), term, Fence.Cause.ACTION);
        Fence fence = end.map(begun::endingAt).orElse(begun);
        NavigableMap<String, NodeRecord> nodes = new TreeMap<>(world.state().nodes());
        nodes.computeIfPresent("a", (id, record) -> record.fenced(Optional.of(fence), Optional.empty()));
        return world.stored(
                state -> state.toBuilder().nodes(nodes).offsets(offsets).build());
    }

    /** What was read later of another one, of another time, in another unit or by mistake says nothing of it. */
    @ParameterizedTest
    @CsvSource({"a, 1, bytes, 1600", "c, 1, bytes, 1400", "a, 9, bytes, 1400", "a, 1, pages, 1400", "a, 1, bytes, 900"})
    void theLossIsBoundedByTheLastPositionThatTheSuccessorReached(String node, long term, String unit, long value) {
        FixtureWorld world = dead("");
        Instant end = world.now();
        List<PrimaryOffset> offsets = new ArrayList<>(List.of(
                read(world, "a", 1, "bytes", 1_000, 30),
                read(world, "a", 1, "bytes", 1_500, 20),
                read(world, node, term, unit, value, 10)));
        fenced(world, 1, offsets);

        assertAnswer(
                judge(world, "b"),
                Answer.VIOLATED,
                "writes that a acknowledged between " + end.minusSeconds(20) + " and " + end + " may be lost");
        assertThat(judge(world, "b").evidence()).containsEntry(Reason.LOSS_BOUND, "PT20S");
    }

    /** What c acknowledged in that term, and what a did, have nothing to do with each other. */
    @Test
    void inATermInWhichTwoWereThePrimaryNothingBoundsTheLoss() {
        FixtureWorld world = dead("");
        fenced(world, 1, List.of(read(world, "a", 1, "bytes", 1_000, 30), read(world, "a", 1, "bytes", 1_500, 20)));
        assertThat(judge(world, "b").evidence()).containsKey(Reason.LOSS_BOUND).doesNotContainValue("unknown");
        Fence another = Fence.begun(world.now(), 1, Fence.Cause.YIELDED);
        NavigableMap<String, NodeRecord> nodes = new TreeMap<>(world.state().nodes());
        nodes.computeIfPresent("c", (id, record) -> record.fenced(Optional.empty(), Optional.of(another)));

        world.stored(state -> state.toBuilder().nodes(nodes).build());

        assertThat(judge(world, "b").evidence()).containsEntry(Reason.LOSS_BOUND, "unknown");
    }

    /** Its end was read, and b is there by number; but c may be the one whom b copied. */
    @Test
    void inATermInWhichTwoWereThePrimaryNobodyHasReachedTheEnd() {
        FixtureWorld world = dead("");
        fenced(world, 1, Optional.of(new CommitOffset(OffsetUnit.of("bytes"), 1_500)), List.of());
        assertThat(judge(world, "b").answer()).isEqualTo(Answer.HOLDS);
        Fence another = Fence.begun(world.now(), 1, Fence.Cause.YIELDED);
        NavigableMap<String, NodeRecord> nodes = new TreeMap<>(world.state().nodes());
        nodes.computeIfPresent("c", (id, record) -> record.fenced(Optional.empty(), Optional.of(another)));

        world.stored(state -> state.toBuilder().nodes(nodes).build());

        assertThat(judge(world, "b").answer()).isEqualTo(Answer.VIOLATED);
    }

    /** Without terms a position of a says nothing once another one was seen as the primary. */
    @ParameterizedTest
    @CsvSource({"30, PT20S", "10, unknown"})
    void withoutTermsThereIsOneHistoryOnly(int ago, String bound) {
        FixtureWorld world = FixtureCases.healthy(
                        FixtureClusters.POSTGRESQL + "nodes: {a: {term: 0}, b: {term: 0}, c: {term: 0}}")
                .then(2, DEAD);
        fenced(world, 0, List.of(read(world, "a", 0, "bytes", 1_000, 20), read(world, "c", 0, "bytes", 1_000, ago)));

        assertThat(judge(world, "b").evidence()).containsEntry(Reason.LOSS_BOUND, bound);
    }

    @Test
    void noMoreThanIsDeclaredMayBeLost() {
        Duration bound = Duration.parse(String.valueOf(RULE.judge(FailoverScenes.losing(Duration.ofSeconds(1)))
                .evidence()
                .get(Reason.LOSS_BOUND)));

        assertAnswer(
                RULE.judge(FailoverScenes.losing(bound)),
                Answer.HOLDS,
                "it is declared that writes of " + bound + " may be lost, and writes that a acknowledged between");
        assertThat(RULE.judge(FailoverScenes.losing(bound.minusMillis(1))).answer())
                .isEqualTo(Answer.VIOLATED);
    }
}
