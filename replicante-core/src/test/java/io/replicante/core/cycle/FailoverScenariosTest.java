package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.world.Datastores;
import io.replicante.core.world.Pair;
import io.replicante.core.world.Server;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.Declaration;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scenario P, and what must not happen beside it: two servers of which one copies the other without being waited for. Their clients
 * know what was acknowledged.
 */
class FailoverScenariosTest {
    @Test
    @DisplayName("scenario P1: the standby is restarted")
    void theStandbyIsRestarted() {
        Pair pair = new Pair();
        UUID restart = pair.request("b", ActionKinds.STORE_RESTART);

        pair.run(20);

        assertThat(pair.state.actions().get(restart).phase()).isEqualTo(NodeActionPhase.DONE);
        assertThat(pair.sentKinds()).containsExactly(ActionKinds.STORE_RESTART);
        assertThat(pair.longestPause).isZero();
    }

    /** Under load: no lag is ever nil, and yet nothing is lost. */
    @Test
    @DisplayName("case 3b, scenario P2: under load a switch-over stops writes, waits, and loses nothing")
    void aPlannedSwitchOverStopsWritesWaitsStopsTheOldPrimaryAndPromotes() {
        Pair pair = new Pair();
        UUID asked = pair.request("b", ActionKinds.STORE_PROMOTE);

        pair.run(40);

        assertThat(pair.sentKinds())
                .startsWith(ActionKinds.STORE_QUIESCE, ActionKinds.STORE_STOP, ActionKinds.STORE_PROMOTE);
        assertThat(pair.server("b").primary).isTrue();
        assertThat(pair.lost()).isEmpty();
        assertThat(pair.ticksWithTwoPrimaries).isZero();
        assertThat(pair.longestPause).isBetween(1, 30);
        assertThat(pair.state.actions().get(asked).phase()).isEqualTo(NodeActionPhase.DONE);
    }

    /** The restart waits for the switch-over, and for the old primary's return as a standby. */
    @Test
    @DisplayName("case 12g: a primary is restarted once another one has its place")
    void theRestartOfThePrimaryMovesItFirst() {
        Pair pair = new Pair();
        UUID restart = pair.request("a", ActionKinds.STORE_RESTART);

        pair.run(80);

        assertThat(pair.sentKinds())
                .containsExactly(
                        ActionKinds.STORE_QUIESCE,
                        ActionKinds.STORE_STOP,
                        ActionKinds.STORE_PROMOTE,
                        ActionKinds.STORE_FOLLOW,
                        ActionKinds.STORE_RESTART);
        assertThat(pair.state.actions().get(restart).phase()).isEqualTo(NodeActionPhase.DONE);
        assertThat(pair.server("a").running).isTrue();
        assertThat(pair.server("a").primary).isFalse();
        assertThat(pair.lost()).isEmpty();
        assertThat(pair.ticksWithTwoPrimaries).isZero();
    }

    /** Whoever is in the primary's place is last: it would go to and fro otherwise. */
    @Test
    void restartsOfBothMoveThePrimaryOnce() {
        Pair pair = new Pair();
        UUID primary = pair.request("a", ActionKinds.STORE_RESTART);
        UUID standby = pair.request("b", ActionKinds.STORE_RESTART);

        pair.run(120);

        assertThat(pair.sentKinds())
                .containsExactly(
                        ActionKinds.STORE_RESTART,
                        ActionKinds.STORE_QUIESCE,
                        ActionKinds.STORE_STOP,
                        ActionKinds.STORE_PROMOTE,
                        ActionKinds.STORE_FOLLOW,
                        ActionKinds.STORE_RESTART);
        assertThat(pair.sent.get(0).candidate().executor()).contains("b");
        assertThat(pair.state.actions().get(primary).phase()).isEqualTo(NodeActionPhase.DONE);
        assertThat(pair.state.actions().get(standby).phase()).isEqualTo(NodeActionPhase.DONE);
        assertThat(pair.ticksWithTwoPrimaries).isZero();
        assertThat(pair.lost()).isEmpty();
    }

    /** The old primary is stopped before anybody else is promoted, so that it does not matter when that happens. */
    @Test
    @DisplayName("scenario P2: a promotion that comes late makes no two primaries")
    void aPromotionThatComesLateMakesNoTwoPrimaries() {
        Pair pair = new Pair();
        pair.server("b").agentIsSlow = true;
        pair.request("b", ActionKinds.STORE_PROMOTE);
        pair.run(60);
        assertThat(pair.sentKinds()).contains(ActionKinds.STORE_PROMOTE);
        UUID back = pair.request("a", ActionKinds.STORE_RESTART);
        pair.run(3);
        assertThat(pair.state.actions().get(back).phase()).isEqualTo(NodeActionPhase.PENDING_SCHEDULE);

        pair.server("b").agentIsSlow = false;
        pair.run(60);

        assertThat(pair.server("b").primary).isTrue();
        assertThat(pair.ticksWithTwoPrimaries).isZero();
        assertThat(pair.lost()).isEmpty();
    }

    /** Who paused the automation wants nothing moved, and nobody wants that writes stay stopped. */
    @ParameterizedTest
    @ValueSource(strings = {"cluster", "namespace", "fleet"})
    @DisplayName("scenario H2: stopped writes go on under a pause, and nothing else is begun")
    void stoppedWritesGoOnUnderAPauseAndNothingElseIsBegun(String paused) {
        Pair pair = new Pair();
        UUID asked = pair.request("b", ActionKinds.STORE_PROMOTE);
        pair.run(3);
        assertThat(pair.server("a").accepts(pair.now)).isFalse();
        pair.pause(paused);

        pair.run(60);

        assertThat(pair.sentKinds()).containsExactly(ActionKinds.STORE_QUIESCE, ActionKinds.STORE_RESUME);
        assertThat(pair.server("a").accepts(pair.now)).isTrue();
        assertThat(pair.longestPause).isLessThan(10);
        pair.pause("nothing");
        pair.run(40);
        assertThat(pair.state.actions().get(asked).phase()).isEqualTo(NodeActionPhase.DONE);
        assertThat(pair.server("b").accepts(pair.now)).isTrue();
        assertThat(pair.lost()).isEmpty();
    }

    /** What was not begun when the pause came begins later than it, on an agent that is slow: it is ended as soon as it is seen. */
    @Test
    @DisplayName("scenario H2: writes that stop only after a pause came go on at once")
    void writesThatStopOnlyAfterAPauseCameGoOnAtOnce() {
        Pair pair = new Pair();
        pair.server("a").agentIsSlow = true;
        pair.request("b", ActionKinds.STORE_PROMOTE);
        pair.run(3);
        pair.pause("fleet");
        pair.run(3);
        pair.server("a").agentIsSlow = false;

        pair.run(8);

        assertThat(pair.sentKinds()).containsExactly(ActionKinds.STORE_QUIESCE, ActionKinds.STORE_RESUME);
        assertThat(pair.server("a").accepts(pair.now)).isTrue();
        assertThat(pair.longestPause).isLessThan(10);
    }

    /** However short the confirmation is: it would be forgotten, or another machine be asked for in its place. */
    @Test
    void aPrimaryThatWeStoppedIsNotLostBeforeItsReturnIsOverdue() {
        Pair pair = new Pair(confirmedAtOnce());
        pair.request("b", ActionKinds.STORE_PROMOTE);
        Set<String> lost = new TreeSet<>();
        for (int i = 0; i < 30; i++) {
            pair.tick();
            lost.addAll(found(pair, FindingCodes.VOTER_LOST));
        }
        assertThat(pair.sentKinds()).contains(ActionKinds.STORE_STOP, ActionKinds.STORE_FOLLOW);
        assertThat(lost).isEmpty();
    }

    /** Nobody tells it to come back, or its agent does not say any more that it is stopped. */
    @Test
    void aPrimaryThatWeStoppedIsLostOnceItsReturnIsOverdueOrItsAgentDoesNotAnswer() {
        Pair overdue = stopped();
        Pair silent = stopped();

        overdue.run(310);
        silent.server("a").agentAnswers = false;
        silent.run(1);

        assertThat(found(overdue, FindingCodes.VOTER_LOST)).containsExactly("a");
        assertThat(found(silent, FindingCodes.VOTER_LOST)).containsExactly("a");
    }

    private static Pair stopped() {
        Pair pair = new Pair(confirmedAtOnce());
        pair.request("b", ActionKinds.STORE_PROMOTE);
        pair.run(6);
        pair.dispatches = false;
        pair.run(4);
        assertThat(pair.server("a").running).isFalse();
        assertThat(found(pair, FindingCodes.VOTER_LOST)).isEmpty();
        return pair;
    }

    /** With nobody to take over, the pause ends, and it is not begun over and over. */
    @Test
    @DisplayName("hole 22: a standby that does not catch up in time is not promoted, and writes go on")
    void writesGoOnWhenTheStandbyDoesNotFollow() {
        Pair pair = new Pair();
        pair.server("a").agentIsSlow = true;
        pair.request("b", ActionKinds.STORE_PROMOTE);
        pair.run(2);
        pair.server("b").kill();
        pair.server("a").agentIsSlow = false;

        pair.run(8);

        assertThat(pair.sentKinds()).containsExactly(ActionKinds.STORE_QUIESCE, ActionKinds.STORE_RESUME);
        assertThat(pair.server("a").accepts(pair.now)).isTrue();
        assertThat(pair.longestPause).isLessThan(10);
    }

    @Test
    @DisplayName("scenario P3: a dead primary is stopped for certain, its position read, and the other promoted")
    void aDeadProcessIsStoppedForCertainItsPositionReadAndTheOtherPromoted() {
        Pair pair = new Pair();
        pair.server("a").kill();

        pair.run(30);

        assertThat(pair.sentKinds()).startsWith(ActionKinds.STORE_STOP, ActionKinds.STORE_PROMOTE);
        assertThat(pair.server("b").accepts(pair.now)).isTrue();
        assertThat(pair.lost()).isEmpty();
        assertThat(pair.ticksWithTwoPrimaries).isZero();
    }

    /** What it acknowledged last is on its disk alone. */
    @Test
    @DisplayName("case 1d: while the old primary has more a person is asked, with the bound of the loss in time")
    void nobodyIsPromotedByItselfWhileTheOldPrimaryHasMore() {
        Pair pair = new Pair();
        pair.server("a").sendsNothing = true;
        pair.run(3);
        pair.server("a").kill();

        pair.run(30);

        assertThat(pair.sentKinds()).containsExactly(ActionKinds.STORE_STOP);
        Decision promotion = pair.decision("b", ActionKinds.STORE_PROMOTE).orElseThrow();
        assertThat(promotion.verdict()).isEqualTo(Verdict.NEEDS_APPROVAL);
        assertThat(reason(promotion, "no-data-loss-failover").evidence()).containsKey(Reason.LOSS_BOUND);

        pair.approve(promotion.candidate().key());
        pair.run(10);
        assertThat(pair.server("b").accepts(pair.now)).isTrue();
        assertThat(pair.lost()).hasSizeLessThanOrEqualTo(4 * 6);
    }

    /** An agent that is restored from a snapshot, or answers from a cache, says for a moment where the primary was long ago. */
    @Test
    void aPositionThatWentBackMakesTheBoundOfTheLossNoSmaller() {
        Pair pair =
                new Pair(Declaration.builder().maxLoss(Duration.ofSeconds(15)).build());
        Server primary = tellingWhereItsStandbyIs(pair);
        pair.run(1);
        primary.claimedOffset = -1;
        primary.readsDisk = false;
        primary.kill();

        pair.run(30);

        Decision promotion = pair.decision("b", ActionKinds.STORE_PROMOTE).orElseThrow();
        assertThat(promotion.verdict()).isEqualTo(Verdict.NEEDS_APPROVAL);
        assertThat(promotion.lossBound())
                .hasValueSatisfying(bound -> assertThat(bound).isGreaterThan(Duration.ofSeconds(20)));
    }

    /** Nobody would be let into its place, and writes would not go on by themselves. */
    @Test
    void noWorkingPrimaryLeavesItsPlaceBesideANodeWhoseRoleWasNeverRead() {
        Pair pair = new Pair();
        pair.run(5);
        pair.join("c", false).agentAnswers = false;
        pair.run(5);

        pair.request("b", ActionKinds.STORE_PROMOTE);
        pair.run(60);

        assertThat(pair.sentKinds()).isEmpty();
        assertThat(pair.server("a").accepts(pair.now)).isTrue();
    }

    /** However long it told the lower one. */
    @Test
    void aLowerPositionIsNotBelievedBecauseItIsToldForLong() {
        Pair pair =
                new Pair(Declaration.builder().maxLoss(Duration.ofSeconds(15)).build());
        Server primary = tellingWhereItsStandbyIs(pair);
        pair.run(80);
        primary.readsDisk = false;
        primary.kill();

        pair.run(30);

        Decision promotion = pair.decision("b", ActionKinds.STORE_PROMOTE).orElseThrow();
        assertThat(promotion.verdict()).isEqualTo(Verdict.NEEDS_APPROVAL);
        assertThat(promotion.lossBound())
                .hasValueSatisfying(bound -> assertThat(bound).isGreaterThan(Duration.ofSeconds(80)));
    }

    /** After a crash its agent may read a checkpoint from the disk, which is less than what was acknowledged. */
    @Test
    void anEndOnTheDiskBelowWhatThePrimaryToldBeforeIsNoEnd() {
        Pair pair = new Pair();
        Server primary = tellingWhereItsStandbyIs(pair);
        primary.kill();

        pair.run(30);

        assertThat(pair.decision("b", ActionKinds.STORE_PROMOTE).orElseThrow().verdict())
                .isEqualTo(Verdict.NEEDS_APPROVAL);
    }

    /** By then the readings of it are forgotten, and the successor began where the checkpoint is. */
    @Test
    void anEndBelowWhatThePrimaryToldBeforeIsNoEndHoweverLateItIsRead() {
        Pair pair = new Pair();
        pair.server("a").sendsNothing = true;
        pair.run(3);
        pair.server("a").agentAnswers = false;
        pair.run(10);
        pair.attest("a");
        pair.run(20);
        pair.approve(pair.decision("b", ActionKinds.STORE_PROMOTE)
                .orElseThrow()
                .candidate()
                .key());
        pair.run(200);
        assertThat(pair.server("b").primary).isTrue();
        assertThat(pair.state.offsets()).noneMatch(offset -> offset.nodeId().equals("a"));
        List<Long> own = List.copyOf(pair.server("a").log);

        pair.server("a").kill();
        pair.server("a").agentAnswers = true;
        pair.server("a").claimedOffset = 5;
        pair.run(300);

        assertThat(pair.sentKinds()).contains(ActionKinds.STORE_FOLLOW).doesNotContain(ActionKinds.STORE_REBUILD);
        assertThat(pair.server("a").log).startsWith(own.toArray(Long[]::new));
    }

    /** It is stopped once more, by us: then its agent tells the last checkpoint. */
    @Test
    void anEndBelowWhatItToldBeforeIsNoEndAlsoWhenWeStopItOurselves() {
        Pair pair = replacedWhileUnreachable();
        pair.run(200);
        List<Long> own = List.copyOf(pair.server("a").log);
        pair.server("a").log.add(-1L);
        pair.server("a").agentAnswers = true;
        pair.server("a").start();
        pair.server("a").readOnlyUntil = pair.now.plusSeconds(10_000);
        pair.run(1);
        pair.server("a").claimedOffset = 5;

        pair.run(300);

        assertThat(pair.sentKinds()).contains(ActionKinds.STORE_FOLLOW).doesNotContain(ActionKinds.STORE_REBUILD);
        assertThat(pair.server("a").log).hasSize(own.size() + 1);
    }

    /** Its agent tells neither terms nor whom it follows: that we made it follow is known all the same. */
    @Test
    void whoWasMovedByUsWithoutTermsMayBeRestartedAgain() {
        Pair pair = new Pair();
        pair.servers.values().forEach(server -> server.reportsTerm = false);
        pair.state = pair.fresh();
        pair.run(6);
        pair.request("b", ActionKinds.STORE_PROMOTE);
        pair.run(60);
        assertThat(pair.server("b").primary).isTrue();
        assertThat(pair.server("a").running).isTrue();
        assertThat(pair.state.nodes().get("a").succeeded()).isEmpty();

        UUID restart = pair.request("a", ActionKinds.STORE_RESTART);
        pair.run(60);

        assertThat(pair.state.actions().get(restart).phase()).isEqualTo(NodeActionPhase.DONE);
    }

    /** The second successor begins its term far behind the point at which the first one went another way. */
    @Test
    void anOldPrimaryWithWritesOfItsOwnIsKeptAlsoAfterTheNextChangeOfPrimary() {
        Pair pair = new Pair(Declaration.defaults(), Datastores.bundled(), List.of("b", "c"), 0);
        pair.server("a").sendsNothing = true;
        pair.run(3);
        pair.server("a").kill();
        List<Long> own = List.copyOf(pair.server("a").log);
        pair.run(30);
        pair.approve(pair.decision("b", ActionKinds.STORE_PROMOTE)
                .orElseThrow()
                .candidate()
                .key());
        pair.run(5);
        pair.server("c").upstream = "b";
        pair.run(60);
        pair.server("b").kill();

        pair.run(400);

        assertThat(pair.server("c").primary).isTrue();
        assertThat(pair.server("c").termBegan).isGreaterThan(own.size());
        assertThat(pair.sentKinds()).doesNotContain(ActionKinds.STORE_REBUILD);
        assertThat(pair.server("a").log).isEqualTo(own);
    }

    /** It is twenty seconds ahead of its standby, and from now on tells the standby's position as its own. */
    private static Server tellingWhereItsStandbyIs(Pair pair) {
        Server primary = pair.server("a");
        primary.sendsNothing = true;
        long reached = pair.server("b").log.size();
        pair.run(20);
        primary.claimedOffset = reached;
        return primary;
    }

    /** What cannot be read of it is no reason to believe the best. */
    @Test
    void aPersonIsAskedWhereThePositionOfTheOldPrimaryCannotBeRead() {
        Pair pair = new Pair();
        pair.server("a").readsDisk = false;
        pair.server("a").kill();

        pair.run(30);

        assertThat(pair.decision("b", ActionKinds.STORE_PROMOTE).orElseThrow().verdict())
                .isEqualTo(Verdict.NEEDS_APPROVAL);
    }

    /** However long it lasts. It goes on acknowledging, for all we know; here it does. */
    @Test
    @DisplayName("case 1e, scenario P4: an unreachable primary is not replaced until a person vouches for it")
    void anUnreachablePrimaryIsNotReplacedUntilAPersonVouchesForIt() {
        Pair pair = new Pair();
        pair.server("a").agentAnswers = false;
        pair.run(600);
        Decision promotion = pair.decision("b", ActionKinds.STORE_PROMOTE).orElseThrow();
        assertThat(promotion.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(reason(promotion, "old-primary-revoked").answer()).isEqualTo(Answer.VIOLATED);
        assertThat(promotion.unblockedBy()).anyMatch(way -> way.contains("word of a person"));
        assertThat(pair.sent).isEmpty();

        pair.server("a").kill();
        pair.attest("a");
        pair.run(3);
        Decision attested = pair.decision("b", ActionKinds.STORE_PROMOTE).orElseThrow();
        assertThat(attested.verdict()).isEqualTo(Verdict.NEEDS_APPROVAL);
        pair.approve(attested.candidate().key());
        pair.run(5);
        assertThat(pair.server("b").accepts(pair.now)).isTrue();
        assertThat(pair.ticksWithTwoPrimaries).isZero();
    }

    /** Nobody vouches any more when it is promoted. */
    @Test
    void aWordThatEndsBeforeThePromotionShouldBeOverIsNone() {
        Pair pair = new Pair();
        pair.server("a").kill();
        pair.server("a").agentAnswers = false;
        pair.run(20);
        pair.dispatches = false;
        pair.attest("a", Duration.ofSeconds(20));

        pair.run(1);

        Decision promotion = pair.decision("b", ActionKinds.STORE_PROMOTE).orElseThrow();
        assertThat(promotion.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(reason(promotion, "old-primary-revoked").message())
                .contains("ada ends at", "before the action has to be over");
    }

    /** It would take its place again, and what only it holds would be lost with it. */
    @ParameterizedTest
    @ValueSource(strings = {ActionKinds.STORE_RESTART, ActionKinds.STORE_REBUILD})
    void anOldPrimaryThatAPersonVouchedForIsNeitherStartedNorBuiltAnewOnceTheWordHasEnded(String kind) {
        Pair pair = replacedWhileUnreachable();
        pair.state = pair.state.withOverrides(new TreeMap<>());
        pair.server("a").log.add(-1L);
        pair.server("a").agentAnswers = true;
        pair.dispatches = false;
        pair.run(3);

        pair.request("a", kind);
        pair.run(2);

        String rule = kind.equals(ActionKinds.STORE_REBUILD) ? "last-copy" : "old-primary-revoked";
        assertThat(reason(pair.decision("a", kind).orElseThrow(), rule).answer())
                .isEqualTo(Answer.VIOLATED);
    }

    /** What is vouched for and speaks is asked itself. */
    @Test
    void nobodysWordCountsAgainstAPrimaryThatAnswers() {
        Pair pair = new Pair();
        pair.attest("a");
        pair.request("b", ActionKinds.STORE_PROMOTE);
        pair.dispatches = false;

        pair.run(3);

        Decision promotion = pair.decision("b", ActionKinds.STORE_PROMOTE).orElseThrow();
        assertThat(reason(promotion, "old-primary-revoked").answer()).isEqualTo(Answer.VIOLATED);
    }

    /** It comes back with its old claim, and had sent everything: it is stopped, and built anew. */
    @Test
    @DisplayName("scenario P5: the old primary, on an old timeline, is stopped and built anew")
    void theOldPrimaryOnAnOldTimelineIsStoppedAndBuiltAnew() {
        Pair pair = replacedWhileUnreachable();
        pair.server("a").agentAnswers = true;
        pair.server("a").start();
        pair.server("a").readOnlyUntil = pair.now.plusSeconds(10_000);

        pair.run(60);

        assertThat(pair.server("a").primary).isFalse();
        assertThat(pair.server("a").running).isTrue();
        assertThat(pair.server("a").log).isEqualTo(pair.server("b").log);
        assertThat(pair.lost()).isEmpty();
    }

    /** Its own writes are nowhere else: they are not thrown away without a person. */
    @Test
    void anOldPrimaryWithWritesOfItsOwnIsStoppedAndKept() {
        Pair pair = replacedWhileUnreachable();
        pair.server("a").log.add(-1L);
        pair.server("a").agentAnswers = true;
        pair.server("a").start();
        pair.server("a").readOnlyUntil = pair.now.plusSeconds(10_000);

        pair.run(60);

        assertThat(pair.server("a").running).isFalse();
        assertThat(pair.server("a").log).contains(-1L);
        Decision rebuild = pair.decision("a", ActionKinds.STORE_REBUILD).orElseThrow();
        assertThat(reason(rebuild, "last-copy").answer()).isEqualTo(Answer.VIOLATED);
    }

    /** We stopped it ourselves, and its successor had everything then. Somebody starts it, and it takes a write. */
    @Test
    void anOldPrimaryThatWeStoppedAndThatRanAgainIsNotWhatItWas() {
        Pair pair = new Pair();
        pair.server("a").kill();
        pair.run(30);
        assertThat(pair.sentKinds()).startsWith(ActionKinds.STORE_STOP, ActionKinds.STORE_PROMOTE);
        assertThat(lastCopy(rebuiltOf(pair))).isEqualTo(Answer.HOLDS);

        Pair again = new Pair();
        again.server("a").kill();
        again.run(6);
        again.dispatches = false;
        again.run(3);
        again.dispatches = true;
        again.run(6);
        again.server("a").start();
        again.server("a").log.add(-1L);
        again.dispatches = false;
        again.run(3);
        assertThat(lastCopy(rebuiltOf(again))).isEqualTo(Answer.VIOLATED);
        again.server("a").kill();
        again.server("a").readsDisk = false;
        again.run(3);

        assertThat(lastCopy(rebuiltOf(again))).isEqualTo(Answer.VIOLATED);
    }

    private static Decision rebuiltOf(Pair pair) {
        pair.request("a", ActionKinds.STORE_REBUILD);
        pair.run(1);
        return pair.decision("a", ActionKinds.STORE_REBUILD).orElseThrow();
    }

    private static Answer lastCopy(Decision decision) {
        return reason(decision, "last-copy").answer();
    }

    /** Nobody knows for a moment how to read what the servers say: what was done stays done. */
    @Test
    void anOldPrimaryWithWritesOfItsOwnIsKeptAlsoWhenAVersionWasNotCoveredForAMoment() {
        Pair pair = replacedWhileUnreachable();
        pair.server("a").log.add(-1L);
        pair.server("a").agentAnswers = true;
        pair.server("a").start();
        pair.server("a").readOnlyUntil = pair.now.plusSeconds(10_000);
        pair.run(60);
        pair.server("b").version = "99.0";
        pair.run(1);
        pair.server("b").version = "17.2";

        pair.run(60);

        assertThat(pair.server("a").log).contains(-1L);
        Decision rebuild = pair.decision("a", ActionKinds.STORE_REBUILD).orElseThrow();
        assertThat(reason(rebuild, "last-copy").answer()).isEqualTo(Answer.VIOLATED);
    }

    /** What its agent leaves out is no word of the server's, and another server's end says nothing of what this one takes. */
    @Test
    void aPrimaryWhoseAgentLeavesItsCopyOutIsThePrimaryStill() {
        Pair pair = new Pair(Declaration.defaults(), Datastores.bundled(), List.of("b", "c"), 0);
        pair.server("a").kill();
        pair.run(20);
        assertThat(pair.server("b").accepts(pair.now)).isTrue();
        pair.server("b").listsCopy = false;

        pair.run(30);

        assertThat(pair.server("c").primary).isFalse();
        pair.request("c", ActionKinds.STORE_PROMOTE);
        pair.dispatches = false;
        pair.run(2);
        Decision promotion = pair.decision("c", ActionKinds.STORE_PROMOTE).orElseThrow();
        assertThat(reason(promotion, "old-primary-revoked").answer()).isEqualTo(Answer.VIOLATED);
    }

    private static Pair replacedWhileUnreachable() {
        Pair pair = new Pair();
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
        assertThat(pair.server("b").accepts(pair.now)).isTrue();
        return pair;
    }

    private static Declaration confirmedAtOnce() {
        return Declaration.builder()
                .confirmation(new Declaration.Confirmation(1, Duration.ZERO))
                .build();
    }

    private static List<String> found(Pair pair, String code) {
        return pair.state.findings().values().stream()
                .filter(finding -> finding.code().equals(code))
                .map(finding -> finding.subject().id())
                .toList();
    }

    private static Reason reason(Decision decision, String rule) {
        return decision.reasons().stream()
                .filter(each -> each.rule().equals(rule))
                .findFirst()
                .orElseThrow(() -> new AssertionError(rule + " was not asked: " + decision));
    }
}
