package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureClusters;
import io.replicante.core.check.FixtureWorld;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Fence;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.world.Datastores;
import io.replicante.core.world.Pair;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.Declaration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the terms of those who were primaries one after the other tell of what an old one holds. */
class HistoryTest {
    /** It never saw the timeline of the one before, and gives the same number to its own. */
    @Test
    @DisplayName("two histories under one term: what is past the old primary's end by number holds nothing of it")
    void whoLeadsInTheVeryTermOfTheFencedOneHasAnotherHistory() {
        Pair pair = new Pair(Declaration.defaults(), Datastores.bundled(), List.of("b", "c"), 0);
        pair.server("b").kill();
        pair.server("b").agentAnswers = false;
        pair.run(10);
        pair.server("a").kill();
        pair.run(30);
        assertThat(pair.server("c").accepts(pair.now)).isTrue();
        pair.server("a").agentAnswers = false;
        pair.run(20);
        pair.server("c").kill();
        List<Long> own = List.copyOf(pair.server("c").log);
        pair.server("b").upstream = "";
        pair.server("b").agentAnswers = true;
        pair.server("b").start();
        pair.run(10);

        pair.approve(pair.decision("b", ActionKinds.STORE_PROMOTE)
                .orElseThrow()
                .candidate()
                .key());
        pair.run(200);

        assertThat(pair.server("b").accepts(pair.now)).isTrue();
        assertThat(pair.server("b").term).isEqualTo(pair.server("c").term);
        assertThat(pair.server("b").log).hasSizeGreaterThan(own.size());
        assertThat(pair.server("c").log).isEqualTo(own);
        pair.request("c", ActionKinds.STORE_REBUILD);
        pair.run(1);
        assertThat(lastCopy(pair, "c").message()).contains("c was the primary, and may hold writes");
        assertThat(lastCopy(pair, "c").message())
                .contains("positions in its term 2 do not tell, as another node was the primary in it, too");

        pair.server("c").primary = false;
        pair.server("c").upstream = "b";
        pair.server("c").start();
        pair.run(5);
        pair.request("c", ActionKinds.STORE_REBUILD);
        pair.run(1);
        assertThat(lastCopy(pair, "c").message()).contains("c was the primary, and may hold writes");
    }

    /** The standby may copy the other one; then its position says nothing, however great. */
    @ParameterizedTest
    @CsvSource({"1, false", "2, true"})
    void inATermInWhichAnotherOneWasThePrimaryNobodyIsCaughtUp(int term, boolean caughtUp) {
        FixtureWorld world = FixtureWorld.of(FixtureClusters.POSTGRESQL)
                .then(5, "")
                .then(
                        4,
                        "nodes: {a: {answers: false}, b: {copies: {tree: primary}, term: " + term + "}, c: {term: "
                                + term + "}}");

        assertThat(world.situation().view().leadership().isPrimary("b")).isTrue();
        assertThat(world.situation()
                        .view()
                        .node("c")
                        .orElseThrow()
                        .caughtUpAsOf()
                        .isPresent())
                .isEqualTo(caughtUp);
    }

    /** One that nobody can read is the primary of the other history; who copies that one tells where its term began. */
    @ParameterizedTest
    @CsvSource({"1200, true", "1100, false"})
    void inATermThatBeganTwiceNobodyIsCaughtUp(int began, boolean caughtUp) {
        FixtureWorld world = FixtureWorld.of(FixtureClusters.POSTGRESQL)
                .then(5, "")
                .then(
                        4,
                        "nodes: {a: {answers: false}, b: {copies: {tree: primary}, term: 2, began: 1200},"
                                + " c: {term: 2, began: " + began + "}}");

        assertThat(world.situation()
                        .view()
                        .node("c")
                        .orElseThrow()
                        .caughtUpAsOf()
                        .isPresent())
                .isEqualTo(caughtUp);
    }

    /** Nobody is out of the primary's place by that, and it is the primary's term still. */
    @Test
    void aStandbyThatWeStopIsNoOldPrimary() {
        Declaration tolerant = Declaration.builder()
                .tolerate(new Declaration.Tolerate(OptionalInt.of(0), OptionalInt.of(0)))
                .build();
        Pair pair = new Pair(tolerant, Datastores.bundled(), List.of("b", "c"), 0);
        pair.run(6);
        pair.request("c", ActionKinds.STORE_STOP);
        pair.run(6);
        assertThat(pair.sentKinds()).containsExactly(ActionKinds.STORE_STOP);
        assertThat(pair.server("c").running).isFalse();

        assertThat(pair.state.nodes().get("c").fence()).isEmpty();
        pair.request("b", ActionKinds.STORE_PROMOTE);
        pair.run(30);
        assertThat(pair.server("b").primary).isTrue();
    }

    /** Both standbys that a waited for are there; but whom did they copy? */
    @ParameterizedTest
    @CsvSource({"9, ALLOWED", "1, NEEDS_APPROVAL"})
    void whoIsFurthestInATermInWhichTwoWereThePrimaryMayLackWrites(int term, Verdict verdict) {
        Pair pair = Pair.synchronous(1, "b", "c");
        pair.server("a").readsDisk = false;
        pair.server("a").kill();
        pair.dispatches = false;
        pair.run(1);
        Fence another = Fence.begun(pair.now, term, Fence.Cause.YIELDED);
        NavigableMap<String, NodeRecord> nodes = new TreeMap<>(pair.state.nodes());
        nodes.computeIfPresent("c", (id, record) -> record.fenced(Optional.empty(), Optional.of(another)));
        pair.state = pair.state.toBuilder().nodes(nodes).build();
        pair.dispatches = true;
        for (int i = 0; i < 60 && !pair.sentKinds().contains(ActionKinds.STORE_STOP); i++) {
            pair.tick();
        }
        pair.dispatches = false;

        pair.run(4);

        assertThat(pair.decision("b", ActionKinds.STORE_PROMOTE).orElseThrow().verdict())
                .isEqualTo(verdict);
    }

    /** It came back, was stopped again, and waits for a person to say what becomes of its writes: the others go on. */
    @Test
    void anOldPrimaryThatIsKeptHoldsUpNoSwitchOver() {
        Declaration tolerant = Declaration.builder()
                .tolerate(new Declaration.Tolerate(OptionalInt.of(0), OptionalInt.of(0)))
                .build();
        Pair pair = new Pair(tolerant, Datastores.bundled(), List.of("b", "c"), 0);
        pair.run(6);
        pair.server("a").kill();
        pair.server("a").agentAnswers = false;
        pair.run(20);
        pair.attest("a");
        pair.run(3);
        pair.approve(pair.decision("b", ActionKinds.STORE_PROMOTE)
                .orElseThrow()
                .candidate()
                .key());
        pair.run(6);
        pair.server("c").upstream = "b";
        pair.server("a").log.add(-1L);
        pair.server("a").agentAnswers = true;
        pair.server("a").start();
        pair.server("a").readOnlyUntil = pair.now.plusSeconds(10_000);
        pair.run(60);
        assertThat(pair.server("a").running).isFalse();
        assertThat(pair.server("a").log).contains(-1L);

        pair.request("c", ActionKinds.STORE_PROMOTE);
        pair.run(60);

        assertThat(pair.server("c").primary)
                .as(() -> String.valueOf(pair.decision("c", ActionKinds.STORE_PROMOTE)))
                .isTrue();
        assertThat(pair.longestPause).isLessThan(40);
        assertThat(pair.ticksWithTwoPrimaries).isZero();
        assertThat(pair.server("a").log).contains(-1L);
    }

    /** After a crash its agent reads the last checkpoint, which is of the term before. */
    @Test
    void anEndOnTheDiskOfAnEarlierTermThanThePrimaryToldIsNoEnd() {
        Pair pair = new Pair();
        pair.server("a").sendsNothing = true;
        pair.server("a").term = 2;
        pair.run(3);
        pair.server("a").kill();
        pair.server("a").diskTerm = 1;
        pair.server("a").claimedOffset = pair.server("b").log.size();

        pair.run(30);

        assertThat(pair.sentKinds()).containsExactly(ActionKinds.STORE_STOP);
        assertThat(pair.decision("b", ActionKinds.STORE_PROMOTE).orElseThrow().verdict())
                .isEqualTo(Verdict.NEEDS_APPROVAL);
    }

    /** We stopped it, and its successor had all. Somebody makes it the primary once more, where nobody sees it. */
    @Test
    void anOldPrimaryThatRanAgainUnseenIsNotWhatItWas() {
        Pair pair = new Pair();
        pair.server("a").kill();
        for (int i = 0; i < 60 && !pair.server("b").primary; i++) {
            pair.tick();
        }
        pair.server("a").agentAnswers = false;
        pair.run(3);
        pair.server("a").start();
        pair.server("a").term = 2;
        pair.run(5);
        pair.server("a").kill();
        List<Long> own = List.copyOf(pair.server("a").log);
        pair.server("a").agentAnswers = true;

        pair.run(200);

        assertThat(pair.server("a").log).isEqualTo(own);
        assertThat(lastCopy(pair, "a").message()).contains("or a ran again in a later one");
    }

    /** It copied the old primary to the end; then nobody knows whom, in the term that it skips, unless it tells. */
    @ParameterizedTest
    @CsvSource({"false, VIOLATED", "true, HOLDS"})
    void whoSkipsATermMayHaveThrownTheEndAwayInIt(boolean told, Answer answer) {
        Pair pair = new Pair();
        pair.server("b").termStep = 2;
        pair.server("b").reportsParent = told;
        pair.server("a").kill();
        for (int i = 0; i < 60 && !pair.server("b").primary; i++) {
            pair.tick();
        }
        pair.dispatches = false;
        pair.run(3);
        assertThat(pair.sentKinds()).containsExactly(ActionKinds.STORE_STOP, ActionKinds.STORE_PROMOTE);
        assertThat(pair.server("b").term).isEqualTo(3);

        pair.request("a", ActionKinds.STORE_REBUILD);
        pair.run(3);

        assertThat(lastCopy(pair, "a").answer()).isEqualTo(answer);
        assertThat(lastCopy(pair, "a").message())
                .contains(told ? "is held by its successor" : "a term after it was not seen to begin");
    }

    private static Reason lastCopy(Pair pair, String node) {
        Decision rebuild = pair.decision(node, ActionKinds.STORE_REBUILD).orElseThrow();
        return rebuild.reasons().stream()
                .filter(reason -> reason.rule().equals("last-copy"))
                .findFirst()
                .orElseThrow();
    }
}
