package io.replicante.core.gate;

import static io.replicante.core.gate.Reasons.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureClusters;
import io.replicante.core.check.FixtureWorld;
import io.replicante.core.fixture.Altered;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Fence;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.state.WorkClass;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.SafetyOverride;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rule answers, and which of its reasons it gives, of a primary a with the standbys b and c. */
class OldPrimaryRevokedTest {
    private static final OldPrimaryRevoked RULE = new OldPrimaryRevoked();

    private static FixtureWorld moved() {
        return FixtureCases.healthy(FixtureClusters.POSTGRESQL).then(3, FixtureClusters.MOVED);
    }

    private static Reason judge(FixtureWorld world, String kind, String node) {
        return judge(world, world.candidate(kind, node));
    }

    private static Reason judge(FixtureWorld world, Candidate candidate) {
        return RULE.judge(FixtureCases.of(world, candidate));
    }

    private static Reason claiming(FixtureWorld world, String kind, Effect effect, WorkClass work) {
        return RULE.judge(FixtureCases.of(
                world, kind, "c", honest -> honest.effect(effect).work(work)));
    }

    @Test
    void aPrimaryThatWorksMayStillAcknowledge() {
        assertAnswer(
                judge(FixtureCases.healthy(FixtureClusters.POSTGRESQL), ActionKinds.STORE_PROMOTE, "b"),
                Answer.VIOLATED,
                "a (HEALTHY) may still acknowledge writes as the primary: nothing proves that it does not");
        assertAnswer(
                judge(FixtureCases.healthy(FixtureClusters.POSTGRESQL), ActionKinds.STORE_PROMOTE, "a"),
                Answer.HOLDS,
                "a is the primary, and nobody else was");
        assertAnswer(
                judge(FixtureCases.healthy(FixtureClusters.POSTGRESQL), ActionKinds.STORE_RESTART, "a"),
                Answer.HOLDS,
                "nobody becomes the primary");
    }

    @Test
    void whoHandsOverItselfTakesCareOfThat() {
        assertAnswer(
                judge(FixtureCases.healthy(FixtureClusters.REDIS), ActionKinds.STORE_SWITCHOVER, "b"),
                Answer.HOLDS,
                "the datastore itself takes the primary's place");
        assertAnswer(
                judge(FixtureCases.healthy(FixtureClusters.REDIS), ActionKinds.STORE_PROMOTE, "b"),
                Answer.VIOLATED,
                "a (HEALTHY) may still");
    }

    @Test
    void whoWasThePrimaryHasToBeKnown() {
        String unread = "nodes: {a: {copies: {tree: secondary}}}";

        assertAnswer(
                judge(FixtureCases.healthy(FixtureClusters.POSTGRESQL + unread), ActionKinds.STORE_PROMOTE, "b"),
                Answer.UNKNOWN,
                "it is not known who was the primary");
    }

    /** That it answers, and has a copy, says nothing of its role. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{process: false}",
                "{copies: {tree: none}}",
                "{copies: null}",
                "{status: UNHEALTHY, process: false}"
            })
    void whoseRoleWasNeverReadMayBeThePrimary(String said) {
        FixtureWorld world = FixtureCases.healthy(FixtureClusters.POSTGRESQL + "nodes: {c: " + said + "}");
        String message = "the role of node c was never read: it may be the primary";

        assertAnswer(judge(world, ActionKinds.STORE_PROMOTE, "b"), Answer.UNKNOWN, message);
        assertAnswer(judge(world, ActionKinds.STORE_QUIESCE, "a"), Answer.HOLDS, "nobody becomes the primary");
        assertAnswer(
                claiming(world, ActionKinds.STORE_QUIESCE, Touches.pauses("a"), WorkClass.VOLUNTARY),
                Answer.UNKNOWN,
                message);
        assertAnswer(
                claiming(world, ActionKinds.STORE_STOP, Touches.demotes("a"), WorkClass.VOLUNTARY),
                Answer.UNKNOWN,
                message);
        assertAnswer(
                claiming(world, ActionKinds.STORE_STOP, Touches.demotes("a"), WorkClass.AVAILABILITY),
                Answer.HOLDS,
                "nobody becomes the primary");
        assertAnswer(
                claiming(world, ActionKinds.STORE_STOP, Touches.demotes("c"), WorkClass.VOLUNTARY),
                Answer.HOLDS,
                "nobody becomes the primary");
    }

    /** Nobody would be let into its place, and writes would not go on by themselves. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noPrimaryIsTakenOutBesideAnotherOneThatNothingProves(boolean terms) {
        String world = FixtureClusters.POSTGRESQL + (terms ? "" : "nodes: {a: {term: 0}, b: {term: 0}, c: {term: 0}}");
        FixtureWorld replaced = FixtureCases.healthy(world)
                .then(
                        3,
                        "nodes: {a: {answers: false}, b: {copies: {tree: primary}" + (terms ? ", term: 2" : "")
                                + "}, c: {" + (terms ? "term: 2" : "") + "}}");
        Effect stops = Touches.demotes("b");
        if (terms) {
            assertAnswer(
                    claiming(replaced, ActionKinds.STORE_STOP, stops, WorkClass.VOLUNTARY),
                    Answer.HOLDS,
                    "nobody becomes the primary");
            replaced.stored(OldPrimaryRevokedTest::reset);
        }

        assertAnswer(
                claiming(replaced, ActionKinds.STORE_STOP, stops, WorkClass.VOLUNTARY),
                Answer.VIOLATED,
                "a (UNREACHABLE) may still acknowledge writes as the primary");
        assertAnswer(
                claiming(replaced, ActionKinds.STORE_QUIESCE, Touches.pauses("b"), WorkClass.VOLUNTARY),
                Answer.VIOLATED,
                "a (UNREACHABLE) may still acknowledge writes as the primary");
        assertAnswer(
                claiming(replaced, ActionKinds.STORE_STOP, stops, WorkClass.AVAILABILITY),
                Answer.HOLDS,
                "nobody becomes the primary");
        replaced.vouched(SafetyOverride.OLD_PRIMARY_REVOKED, "a").then(1, "");
        assertAnswer(
                claiming(replaced, ActionKinds.STORE_STOP, stops, WorkClass.VOLUNTARY),
                Answer.HOLDS,
                "nobody becomes the primary");
    }

    /** Clients may write to it, and the one that is promoted would be the second. */
    @Test
    void whoClaimsThePlaceInATermThatHasPassedIsToBeStoppedFirst() {
        FixtureWorld world = moved().then(
                        2, "nodes: {a: {answers: false}, b: {process: false, incarnation: none, readsDisk: true}}")
                .then(1, "nodes: {b: {answers: false}}")
                .vouched(SafetyOverride.OLD_PRIMARY_REVOKED, "b")
                .then(1, "");
        assertAnswer(judge(world, ActionKinds.STORE_PROMOTE, "c"), Answer.HOLDS, "person:ada vouches for b");

        world.then(1, "nodes: {a: {answers: true, process: true, incarnation: two}}");
        assertAnswer(judge(world, ActionKinds.STORE_PROMOTE, "c"), Answer.VIOLATED, "a (HEALTHY) may still");
        world.then(1, "nodes: {a: {copies: {tree: secondary}}}");
        assertAnswer(judge(world, ActionKinds.STORE_PROMOTE, "c"), Answer.HOLDS, "person:ada vouches for b");
    }

    /** Where it was the primary of one of two histories nobody is known to have all of its own. */
    @Test
    void noPrimaryIsTakenOutWhoseTermAnotherOneHadToo() {
        FixtureWorld world = FixtureCases.healthy(FixtureClusters.POSTGRESQL);
        Fence another = Fence.begun(world.now(), 1, Fence.Cause.SUCCEEDED).ambiguous();
        world.stored(state -> {
            NavigableMap<String, NodeRecord> nodes = new TreeMap<>(state.nodes());
            nodes.computeIfPresent("a", (id, node) -> node.fenced(Optional.empty(), Optional.of(another)));
            return state.toBuilder().nodes(nodes).build();
        });

        assertAnswer(
                claiming(world, ActionKinds.STORE_QUIESCE, Touches.pauses("a"), WorkClass.VOLUNTARY),
                Answer.VIOLATED,
                "positions in the term of a do not tell, as another node was the primary in it, too");
        assertAnswer(
                claiming(world, ActionKinds.STORE_STOP, Touches.demotes("c"), WorkClass.VOLUNTARY),
                Answer.HOLDS,
                "nobody becomes the primary");
    }

    private static ClusterState reset(ClusterState state) {
        NavigableMap<String, NodeRecord> nodes = new TreeMap<>(state.nodes());
        nodes.replaceAll((id, node) -> node.restored());
        return state.toBuilder()
                .record(state.record().restored())
                .nodes(nodes)
                .offsets(List.of())
                .build();
    }

    @Test
    void whoWaitsForWorkIsNoPrimary() {
        FixtureWorld world = FixtureCases.healthy(
                FixtureClusters.POSTGRESQL + "nodes: {d: {status: NOT_IN_CLUSTER, process: false}}");

        assertAnswer(judge(world, ActionKinds.STORE_PROMOTE, "b"), Answer.VIOLATED, "a (HEALTHY) may still");
    }

    @Test
    void aPersonsWordCountsOfWhoIsSilentOnly() {
        String silent = "nodes: {a: {answers: false}}";
        String vouched = "person:ada vouches for a: taken out by hand";

        assertAnswer(
                judge(
                        FixtureCases.healthy(FixtureClusters.POSTGRESQL)
                                .vouched(SafetyOverride.OLD_PRIMARY_REVOKED, "a")
                                .then(3, silent),
                        ActionKinds.STORE_PROMOTE,
                        "b"),
                Answer.HOLDS,
                vouched);
        assertAnswer(
                judge(
                        FixtureCases.healthy(FixtureClusters.POSTGRESQL)
                                .vouched(SafetyOverride.OLD_PRIMARY_REVOKED, "a")
                                .then(3, ""),
                        ActionKinds.STORE_PROMOTE,
                        "b"),
                Answer.VIOLATED,
                "a (HEALTHY) may still acknowledge writes as the primary: nothing proves that it does not; the word of person:ada"
                        + " does not count while it answers: stop its process first");
        assertAnswer(
                judge(
                        FixtureCases.healthy(FixtureClusters.POSTGRESQL)
                                .vouched(SafetyOverride.OLD_PRIMARY_REVOKED, "b")
                                .then(3, silent),
                        ActionKinds.STORE_PROMOTE,
                        "b"),
                Answer.VIOLATED,
                "a (UNREACHABLE) may still");
    }

    @Test
    void aPersonsWordCountsOfWhoseRoleWasNeverRead() {
        String unread = FixtureClusters.POSTGRESQL + "nodes: {c: {process: false, incarnation: none}}";
        FixtureWorld world = FixtureCases.healthy(unread)
                .vouched(SafetyOverride.OLD_PRIMARY_REVOKED, "c")
                .then(2, "");

        assertAnswer(judge(world, ActionKinds.STORE_PROMOTE, "b"), Answer.VIOLATED, "a (HEALTHY) may still");
        assertAnswer(
                judge(
                        FixtureCases.healthy(FixtureClusters.POSTGRESQL + "nodes: {c: {copies: null}}")
                                .vouched(SafetyOverride.OLD_PRIMARY_REVOKED, "c")
                                .then(2, ""),
                        ActionKinds.STORE_PROMOTE,
                        "b"),
                Answer.UNKNOWN,
                "the role of node c was never read");
    }

    @Test
    void whoWasReplacedComesBackOnlyAsAFollower() {
        assertAnswer(
                judge(moved(), ActionKinds.STORE_RESTART, "a"),
                Answer.VIOLATED,
                "a was taken out of the primary's place; only as a follower does it come back");
        assertThat(judge(moved(), ActionKinds.STORE_RESTART, "a").unblockedBy())
                .contains("an action that makes it follow the primary, or its own word that it does");
        assertAnswer(judge(moved(), ActionKinds.STORE_FOLLOW, "a"), Answer.HOLDS, "nobody becomes the primary");
        assertAnswer(judge(moved(), ActionKinds.STORE_REBUILD, "a"), Answer.HOLDS, "nobody becomes the primary");
        assertAnswer(judge(moved(), ActionKinds.STORE_RESTART, "c"), Answer.HOLDS, "nobody becomes the primary");
        assertAnswer(
                judge(
                        moved(),
                        Altered.from(moved().candidate(ActionKinds.STORE_STOP, "a"))
                                .effect(Touches.away("a")
                                        .shifting(Touches.demotes("a").shift()))
                                .candidate()),
                Answer.HOLDS,
                "nobody becomes the primary");
        FixtureWorld nobody = moved().then(2, "nodes: {b: {copies: {tree: secondary}}}");
        assertAnswer(
                judge(nobody, ActionKinds.STORE_FOLLOW, "a"), Answer.UNKNOWN, "it is not known whom a would follow");
    }

    @Test
    void whomTheDatastoreReplacedComesBackOnlyAsAFollower() {
        FixtureWorld replaced =
                FixtureCases.healthy(FixtureClusters.REDIS_SENTINEL).then(3, FixtureClusters.MOVED);
        FixtureWorld follows =
                replaced.then(2, "nodes: {a: {copies: {tree: secondary}, process: true, incarnation: one, term: 2}}");

        assertAnswer(
                judge(
                        FixtureCases.healthy(FixtureClusters.REDIS_SENTINEL).then(3, FixtureClusters.MOVED),
                        ActionKinds.STORE_RESTART,
                        "a"),
                Answer.VIOLATED,
                "a was taken out of the primary's place; only as a follower does it come back");
        assertAnswer(judge(follows, ActionKinds.STORE_RESTART, "a"), Answer.HOLDS, "nobody becomes the primary");
        assertAnswer(
                judge(
                        FixtureCases.healthy(FixtureClusters.REDIS_SENTINEL)
                                .then(3, FixtureClusters.MOVED)
                                .then(
                                        2,
                                        "nodes: {a: {copies: {tree: secondary}, process: true, incarnation: one,"
                                                + " term: 2, status: UNHEALTHY}}"),
                        ActionKinds.STORE_RESTART,
                        "a"),
                Answer.HOLDS,
                "nobody becomes the primary");
    }

    @Test
    void whatIsUnderWayMayYetStartTheOldPrimary() {
        FixtureWorld dead = FixtureCases.healthy(FixtureClusters.POSTGRESQL).then(3, "nodes: {a: {answers: false}}");

        assertAnswer(
                judge(started(dead, "a"), ActionKinds.STORE_PROMOTE, "b"),
                Answer.VIOLATED,
                "agent.replicante.io/store.restart may yet start the old primary a");
        assertAnswer(
                judge(rebuilt("a"), ActionKinds.STORE_PROMOTE, "b"),
                Answer.VIOLATED,
                "may yet start the old primary a");
        FixtureWorld other = FixtureCases.healthy(FixtureClusters.POSTGRESQL).then(3, "nodes: {a: {answers: false}}");
        assertAnswer(
                judge(started(other, "c"), ActionKinds.STORE_PROMOTE, "b"),
                Answer.VIOLATED,
                "a (UNREACHABLE) may still acknowledge");
        FixtureWorld itself = FixtureCases.healthy(FixtureClusters.POSTGRESQL);
        assertAnswer(
                judge(started(itself, "a"), ActionKinds.STORE_PROMOTE, "a"),
                Answer.HOLDS,
                "a is the primary, and nobody else was");
    }

    @Test
    void onlyOneIsMadeThePrimaryAtATime() {
        FixtureWorld world = FixtureCases.healthy(FixtureClusters.POSTGRESQL).then(3, "nodes: {a: {answers: false}}");
        world.underWay(world.candidate(ActionKinds.STORE_PROMOTE, "c"));

        assertAnswer(
                judge(world, ActionKinds.STORE_PROMOTE, "b"),
                Answer.VIOLATED,
                "agent.replicante.io/store.promote may yet make c the primary");
        assertAnswer(
                judge(
                        world,
                        Altered.from(world.candidate(ActionKinds.STORE_PROMOTE, "c"))
                                .key("another")
                                .candidate()),
                Answer.VIOLATED,
                "a (UNREACHABLE) may still acknowledge");
        assertAnswer(
                judge(world, ActionKinds.STORE_RESTART, "a"),
                Answer.VIOLATED,
                "an action in flight may yet make c the primary in its place");
        assertAnswer(judge(world, ActionKinds.STORE_RESTART, "b"), Answer.HOLDS, "nobody becomes the primary");
    }

    /** How it was proven is told. */
    @Test
    void saysByWhatTheOldPrimaryIsKnownToBeGone() {
        assertAnswer(
                RULE.judge(FailoverScenes.hasMore(false)),
                Answer.HOLDS,
                "a was taken out of the primary's place, since 2031-");
        assertAnswer(
                RULE.judge(FailoverScenes.stillConfirmed(false)),
                Answer.HOLDS,
                "a is left by so many that nobody acknowledges for it any more, since 2031-");
        assertAnswer(
                RULE.judge(FailoverScenes.maySurviveAlone(false)),
                Answer.HOLDS,
                "a has been without its peers for so long that it stopped by itself, since 2031-");
    }

    private static FixtureWorld started(FixtureWorld world, String node) {
        return world.underWay(world.candidate(ActionKinds.STORE_RESTART, node));
    }

    private static FixtureWorld rebuilt(String node) {
        FixtureWorld world = FixtureCases.healthy(FixtureClusters.POSTGRESQL).then(3, "nodes: {a: {answers: false}}");
        return world.underWay(Altered.from(world.candidate(ActionKinds.STORE_REBUILD, node))
                .effect(Touches.rebuilds(node))
                .candidate());
    }
}
