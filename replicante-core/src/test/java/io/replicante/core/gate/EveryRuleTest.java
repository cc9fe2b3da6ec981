package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule once as the only one that stands against an action, once without the cause, once without the evidence. */
class EveryRuleTest {
    private static final Gate ALL = Gate.without(List.of(), SafetySettings.DEFAULT);

    /** One cause against an action that is allowed without it. */
    record Row(String rule, String cause, Verdict verdict, Function<Boolean, GateCase> scene) {
        @Override
        public String toString() {
            return rule + ": " + cause;
        }
    }

    /** A case in which a rule lacks what it needs. */
    record Blind(String rule, String cause, Supplier<GateCase> scene) {
        @Override
        public String toString() {
            return rule + ": " + cause;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                refused("allowed-by-mode", "the namespace is only observed", VoluntaryScenes::onlyObserved),
                refused("evidence-fresh", "the listing is old", RepairScenes::staleListing),
                waits("evidence-confirmed", "the loss is too recent", RepairScenes::tooSoon),
                waits("evidence-confirmed", "seen in one cycle only", RepairScenes::seenOnce),
                waits("evidence-confirmed", "no second witness", RepairScenes::unwitnessed),
                refused("identity-certain", "a node of another cluster", VoluntaryScenes::foreignCluster),
                refused("definition-known", "a footprint that is not true", VoluntaryScenes::falseClaim),
                refused("durable", "the copies become fewer", VoluntaryScenes::forgetsBesideTheDead),
                refused("available", "no pause is allowed", VoluntaryScenes::pauseForbidden),
                refused("tolerant", "another voter lags", VoluntaryScenes::anotherLags),
                refused("primary-moved-first", "the primary does not hand over", VoluntaryScenes::noHandOver),
                refused("target-caught-up", "the successor lacks the last writes", FailoverScenes::notReached),
                refused("old-primary-revoked", "nothing proves that it stopped", FailoverScenes::unproven),
                refused("old-primary-revoked", "a standby may still confirm", FailoverScenes::stillConfirmed),
                refused("old-primary-revoked", "a peer was in touch with it", FailoverScenes::maySurviveAlone),
                asks("no-data-loss-failover", "the old primary has more", FailoverScenes::hasMore),
                asks("no-data-loss-failover", "too few standbys tell", FailoverScenes::tooFewPositions),
                asks("no-data-loss-failover", "more than is declared", FailoverScenes::losesMoreThanDeclared),
                refused("incarnation-known", "storage does not last", VoluntaryScenes::volatileStorage),
                refused("last-copy", "the other voters hold nothing", RepairScenes::othersHoldNothing),
                refused("not-already-initialised", "a node is silent", RepairScenes::silentNode),
                refused("removable", "the node is being taught", RepairScenes::isBeingTaught),
                refused("removable", "the node is being added", RepairScenes::isBeingAdded),
                refused("removable", "no quorum works", RepairScenes::leftOverButNoQuorum),
                refused("removable", "the node works", RepairScenes::leftOverThatWorks),
                waits("membership-one-at-a-time", "another node learns", RepairScenes::anotherLearns),
                waits("one-disruption-at-a-time", "another node restarts", VoluntaryScenes::anotherRestarts),
                waits("grace", "the last try failed just now", VoluntaryScenes::justFailed),
                asks("not-flapping", "five failures in a row", VoluntaryScenes::failedOften),
                asks("not-flapping", "its node comes and goes", VoluntaryScenes::nodeComesAndGoes),
                asks("not-flapping", "what it would answer comes and goes", RepairScenes::lossComesAndGoes),
                asks("approved", "a person is to be asked", RepairScenes::unapproved),
                waits("in-window", "no window is open", VoluntaryScenes::outsideTheWindow),
                waits("in-window", "the window closes too soon", VoluntaryScenes::windowTooShort),
                waits("blast-radius", "another cluster is worked in", VoluntaryScenes::elsewhereInAnotherCluster),
                waits("blast-radius", "another zone of the fleet", VoluntaryScenes::elsewhereInAnotherZone),
                waits("blast-radius", "its zone is not known", VoluntaryScenes::elsewhereAndItsZoneUnknown),
                waits("blast-radius", "another zone of the cluster", VoluntaryScenes::anotherZoneDisturbed),
                waits("blast-radius", "a member is out of service", VoluntaryScenes::anotherIsOut),
                refused("mass-failure", "five of twelve at once", RepairScenes::manyLost),
                refused("mass-failure", "five of the namespace at once", RepairScenes::manyLostAround),
                refused("mass-failure", "others found it an interval later", RepairScenes::lossBesideOneFoundLater),
                refused("no-foreign-change", "somebody else acts", VoluntaryScenes::somebodyElseActs),
                refused("capacity", "too little room", RepairScenes::tooSmall));
    }

    static Stream<Blind> blind() {
        return Stream.of(
                new Blind("evidence-fresh", "the executor is silent", () -> VoluntaryScenes.executorUnreadable(true)),
                new Blind("definition-known", "a version nobody described", VoluntaryScenes::undescribedVersion),
                new Blind("durable", "no configuration", VoluntaryScenes::withoutConfiguration),
                new Blind("available", "no configuration", VoluntaryScenes::withoutConfiguration),
                new Blind("tolerant", "no configuration", VoluntaryScenes::withoutConfiguration),
                new Blind("primary-moved-first", "no roles", VoluntaryScenes::noHandOverAndNoRoles),
                new Blind("target-caught-up", "its end was not read", FailoverScenes::endUnknown),
                new Blind("old-primary-revoked", "nobody ever led", FailoverScenes::nobodyWasPrimary),
                new Blind("no-data-loss-failover", "no position", FailoverScenes::successorDoesNotSay),
                new Blind("incarnation-known", "no incarnation", VoluntaryScenes::withoutIncarnation),
                new Blind("last-copy", "no configuration", RepairScenes::leftOverWithoutConfiguration),
                new Blind("removable", "no configuration", RepairScenes::leftOverWithoutConfiguration),
                new Blind("not-already-initialised", "an old listing", RepairScenes::formingOnAStaleListing),
                new Blind("blast-radius", "other clusters not known", VoluntaryScenes::fleetUnknown),
                new Blind("blast-radius", "other clusters known too long ago", () -> VoluntaryScenes.fleetOf(-61)),
                new Blind("blast-radius", "other clusters known too early", () -> VoluntaryScenes.fleetOf(61)),
                new Blind("mass-failure", "other clusters not known", RepairScenes::lossBesideTheUnknown),
                new Blind(
                        "mass-failure", "another does not tell", () -> RepairScenes.lossBesideOneThatDoesNotTell(true)),
                new Blind("mass-failure", "another told before it", () -> RepairScenes.lossBesideOneThatToldThen(-1)),
                new Blind("capacity", "room not reported", RepairScenes::roomUnknown));
    }

    @ParameterizedTest
    @MethodSource("rows")
    @DisplayName("case 22f, case 24a: each rule stands alone against an action, and says what its verdict is")
    void standsAloneAgainstTheAction(Row row) {
        Decision decision = judge(ALL, row.scene().apply(true));

        assertThat(decision.against()).extracting(Reason::rule).containsExactly(row.rule());
        assertThat(decision.verdict()).isEqualTo(row.verdict());
        assertThat(decision.unblockedBy()).singleElement().asString().contains(row.rule());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void grantsTheSameActionWithoutTheCause(Row row) {
        Decision decision = judge(ALL, row.scene().apply(false));

        assertThat(decision.against()).isEmpty();
        assertThat(decision.verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(decision.reasons()).extracting(Reason::rule).contains(row.rule());
    }

    @ParameterizedTest
    @MethodSource("rows")
    @DisplayName("case 24b: without the rule the action would be allowed")
    void isNotIdleForWithoutItTheActionWouldBeAllowed(Row row) {
        Gate gate = Gate.without(List.of(row.rule()), SafetySettings.DEFAULT);

        assertThat(judge(gate, row.scene().apply(true)).verdict()).isEqualTo(Verdict.ALLOWED);
    }

    @ParameterizedTest
    @MethodSource("blind")
    void refusesWithoutItsEvidence(Blind row) {
        Decision decision = judge(ALL, row.scene().get());

        assertThat(decision.reasons())
                .filteredOn(reason -> reason.rule().equals(row.rule()))
                .extracting(Reason::answer)
                .containsExactly(Answer.UNKNOWN);
        assertThat(decision.verdict()).isEqualTo(Verdict.REFUSED);
    }

    /** Whose loss is repaired cannot answer: that is no missing evidence. */
    @Test
    @DisplayName("case 14a: a repair needs no answer of the dead node that it is about")
    void needsNoAnswerFromTheDeadSubjectOfARepair() {
        assertThat(judge(ALL, RepairScenes.leftOverThatIsDead()).against()).isEmpty();
        assertThat(judge(ALL, RepairScenes.tooSoon(false)).against()).isEmpty();
    }

    /** Nothing of the fleet bears on a repair of what was never lost. */
    @Test
    void needsNoOtherClustersWhereNoNodeIsLost() {
        GateCase judged = RepairScenes.growthBesideTheUnknown();

        assertThat(judge(ALL, judged).against()).isEmpty();
        assertThat(judge(ALL, VoluntaryScenes.fleetOf(-60)).against()).isEmpty();
    }

    @Test
    void saysOfEachAnswerWhatWouldHelpAgainstIt() {
        assertThat(judge(ALL, VoluntaryScenes.anotherIsOut(true)).unblockedBy())
                .singleElement(STRING)
                .startsWith("blast-radius: members of this cluster back in service");
        assertThat(judge(ALL, VoluntaryScenes.elsewhereInAnotherCluster(true)).unblockedBy())
                .containsExactly("blast-radius: the end of voluntary work elsewhere");
        assertThat(judge(ALL, VoluntaryScenes.volatileStorage(true)).unblockedBy())
                .containsExactly(
                        "incarnation-known: storage that lasts, by the definition or by what the node reports");
        assertThat(judge(ALL, VoluntaryScenes.failedOften(true)).unblockedBy())
                .singleElement(STRING)
                .contains("a person");
        assertThat(judge(ALL, RepairScenes.silentNode(true)).unblockedBy())
                .singleElement(STRING)
                .doesNotContain("nothing");
    }

    /** Where others deny it, it is neither confirmed, nor theirs alone. */
    @Test
    void countsLossesThatFewPeersConfirm() {
        assertThat(judge(ALL, RepairScenes.fewPeersConfirm(true)).against())
                .extracting(Reason::rule)
                .containsExactlyInAnyOrder("evidence-confirmed", "mass-failure");
        assertThat(judge(ALL, RepairScenes.fewPeersConfirm(false)).against()).isEmpty();
    }

    /** What the others told since is enough. */
    @Test
    void repairsOnceOthersToldSinceTheLoss() {
        assertThat(judge(ALL, RepairScenes.lossBesideOneThatToldThen(0)).against())
                .isEmpty();
    }

    /** What nobody looks at any more must not stand in the way of others for ever. */
    @Test
    void leavesOutAClusterThatNobodyLooksAt() {
        Decision decision = judge(ALL, RepairScenes.lossBesideOneThatDoesNotTell(false));

        assertThat(decision.against()).isEmpty();
        assertThat(decision.reasons())
                .filteredOn(reason -> reason.rule().equals("mass-failure"))
                .extracting(Reason::message)
                .singleElement(STRING)
                .contains("1 other clusters of the namespace were not looked at of late");
    }

    @Test
    void leavesOutNoRule() {
        Set<String> asked = new TreeSet<>();
        Stream.of(VoluntaryScenes.falseClaim(false), RepairScenes.tooSoon(false))
                .flatMap(judged -> judge(ALL, judged).reasons().stream())
                .forEach(reason -> asked.add(reason.rule()));

        assertThat(rows().map(Row::rule)).containsAll(asked);
    }

    private static Decision judge(Gate gate, GateCase judged) {
        return gate.judge(judged.candidate(), judged.situation());
    }

    private static Row refused(String rule, String cause, Function<Boolean, GateCase> scene) {
        return new Row(rule, cause, Verdict.REFUSED, scene);
    }

    private static Row waits(String rule, String cause, Function<Boolean, GateCase> scene) {
        return new Row(rule, cause, Verdict.WAITING, scene);
    }

    private static Row asks(String rule, String cause, Function<Boolean, GateCase> scene) {
        return new Row(rule, cause, Verdict.NEEDS_APPROVAL, scene);
    }
}
