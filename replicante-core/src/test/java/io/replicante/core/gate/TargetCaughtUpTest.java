package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureClusters;
import io.replicante.core.check.FixtureWorld;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.spec.agent.ActionKinds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a successor has what it should, by who moves the primary: the datastore, its command, or we in three steps. */
class TargetCaughtUpTest {
    private static final String MONGODB = """
            datastore: mongodb
            store: mongo.replica
            version: "7.0.14"
            configured: {a: PRIMARY, b: SECONDARY, c: priority-0}
            declaration: {definition: null, acknowledges: [{shards: "*", by: quorum}]}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "answers: true|HOLDS|the datastore stops writes and waits by itself, and b keeps up",
                "offset: 1200|VIOLATED|b does not keep up",
                "positions: false|UNKNOWN|it cannot be told whether b keeps up"
            })
    void whereTheDatastoreWaitsItsSuccessorHasToKeepUp(String successor, Answer answer, String why) {
        FixtureWorld world =
                FixtureWorld.of(FixtureClusters.REDIS).then(5, "").then(40, "nodes: {b: {" + successor + "}}");

        world.ask("b", ActionKinds.STORE_PROMOTE);
        assertIs(world.proposed(ActionKinds.STORE_SWITCHOVER).get(0), answer, why);
    }

    /** It chooses for itself among those that may be chosen. */
    @Test
    void whereTheDatastoreChoosesSomebodyHasToKeepUp() {
        FixtureWorld world = FixtureWorld.of(MONGODB).then(5, "");

        assertIs(
                world.ask("a", ActionKinds.STORE_STEP_DOWN),
                Answer.HOLDS,
                "the datastore stops writes and waits by itself, and b keeps up");
        assertIs(
                world.ask("b", ActionKinds.STORE_STEP_DOWN),
                Answer.VIOLATED,
                "b is not the primary: it has no place to hand over");
        assertIs(
                world.then(40, "nodes: {b: {offset: 1200}}").ask("a", ActionKinds.STORE_STEP_DOWN),
                Answer.VIOLATED,
                "nobody that may become the primary keeps up with a");
        assertIs(
                world.then(2, "nodes: {b: {status: UNHEALTHY, offset: null}}").ask("a", ActionKinds.STORE_STEP_DOWN),
                Answer.VIOLATED,
                "nobody that may become the primary keeps up with a");
        assertIs(
                world.then(2, "nodes: {a: {copies: {tree: secondary}}}").ask("a", ActionKinds.STORE_STEP_DOWN),
                Answer.UNKNOWN,
                "it is not known who the primary is");
    }

    @Test
    void thePrimaryLeavesItsPlaceOnceASuccessorHasWhatItWroteLast() {
        assertIs(
                FailoverScenes.notReached(false),
                Touches.demotes("a"),
                Answer.HOLDS,
                "b has reached what was read of a after it refused writes");
        assertIs(
                FailoverScenes.notReached(true),
                Touches.demotes("a"),
                Answer.VIOLATED,
                "nobody has reached what was read of a after it refused writes");
    }

    @Test
    void writesAreStoppedBeforeThePrimaryLeavesItsPlace() {
        assertIs(FailoverScenes.writing(), Touches.demotes("a"), Answer.VIOLATED, "writes on a were not stopped");
    }

    @Test
    void nobodyIsDemotedWhileThePrimaryIsNotKnown() {
        String why = "it is not known who the primary is";

        assertIs(FailoverScenes.nobodyWasPrimary(), Touches.demotes("a"), Answer.UNKNOWN, why);
        assertIs(FailoverScenes.hasMore(true), Touches.demotes("b"), Answer.UNKNOWN, why);
    }

    @Test
    void whoIsNotThePrimaryHasNoPlaceToLoseAndWhoIsNoneToGet() {
        GateCase paused = FailoverScenes.notReached(false);

        assertIs(paused, Touches.demotes("b"), Answer.HOLDS, "b is not the primary");
        assertIs(paused, Touches.promotes("a"), Answer.HOLDS, "a is the primary already");
        assertIs(paused, Touches.away("a"), Answer.HOLDS, "no primary is moved");
    }

    @Test
    void nobodyIsPromotedBesideAPrimaryThatIsStillInItsPlace() {
        assertIs(
                FailoverScenes.notReached(false),
                Touches.promotes("b"),
                Answer.VIOLATED,
                "the primary was not observed to refuse writes");
    }

    /** The old primary is out of its place, and how far it came was read. */
    @Test
    void aSuccessorHasToReachTheEndOfTheOldPrimary() {
        assertIs(
                FailoverScenes.hasMore(false),
                Touches.promotes("b"),
                Answer.HOLDS,
                "b has reached all that the old primary ever acknowledged");
        assertIs(
                FailoverScenes.hasMore(true),
                Touches.promotes("b"),
                Answer.VIOLATED,
                "b has not reached the end of the old primary");
        assertIs(
                FailoverScenes.successorDoesNotSay(),
                Touches.promotes("b"),
                Answer.UNKNOWN,
                "how far the old primary came is not known, or b does not say how far it is");
    }

    private static void assertIs(Decision decision, Answer answer, String why) {
        assertThat(decision.reasons())
                .filteredOn(reason -> reason.rule().equals("target-caught-up"))
                .singleElement()
                .satisfies(reason -> assertIs(reason, answer, why));
    }

    private static void assertIs(GateCase scene, Effect effect, Answer answer, String why) {
        assertIs(new TargetCaughtUp().judge(Judgement.claiming(scene, effect)), answer, why);
    }

    private static void assertIs(Reason reason, Answer answer, String why) {
        assertThat(reason.message()).isEqualTo(why);
        assertThat(reason.answer()).isEqualTo(answer);
    }
}
