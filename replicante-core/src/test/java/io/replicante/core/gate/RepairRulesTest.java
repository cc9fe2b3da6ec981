package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.plan.Situation;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.world.Datastores;
import io.replicante.core.world.Machine;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.SafetyOverride;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whether a cluster may be formed, grown and repaired: each rule with what it forbids, and the like case that goes through. */
class RepairRulesTest {
    @Test
    void formsNothingWhileANodeIsSilent() {
        World world = new World(3);
        world.provision();
        world.provision().agentAnswers = false;
        world.run(10);

        assertThat(world.sent).isEmpty();
        assertThat(against(world, Candidate.PROVISION)).contains("not-already-initialised");
    }

    @Test
    @DisplayName("case 15d: a machine that would form is asked for only while there never was a cluster")
    void formsNothingAgainOnceTheClusterMayHaveHeldData() {
        World world = World.healthy(3);
        world.machines.clear();
        world.configured.clear();

        world.run(40);

        assertThat(world.sent).isEmpty();
        assertThat(world.decisions(Candidate.PROVISION)).isNotEmpty().allSatisfy(decision -> {
            assertThat(decision.candidate().effect().forms()).isFalse();
            assertThat(decision.verdict()).isEqualTo(Verdict.REFUSED);
        });
    }

    @Test
    @DisplayName("case 15a: a truncated listing and a node that was set up anew make no new cluster")
    void aTruncatedListingAndAReimagedNodeDoNotMakeANewCluster() {
        World world = World.healthy(3);
        Machine reimaged = world.machine("node-1");
        reimaged.kill();
        reimaged.starts = 0;
        world.machine("node-2").listed = false;
        world.machine("node-3").listed = false;
        world.machine("node-2").agentAnswers = false;
        world.machine("node-3").agentAnswers = false;

        world.run(40);

        assertThat(world.sent).noneMatch(intent -> intent.candidate().effect().forms());
        assertThat(world.sent)
                .noneMatch(intent -> intent.candidate().effect().learner().isPresent());
        assertThat(world.state.nodes()).containsKeys("node-2", "node-3");
    }

    @Test
    @DisplayName("case 15e: a machine that forms is asked for once, whatever becomes of it")
    void aProvisionThatFormsIsSentOnceThoughItHasNoEffect() {
        World world = new World(3);
        world.platformProvisions = false;

        world.run(400);

        assertThat(world.sent).hasSize(1);
        assertThat(world.state.findings().keySet()).anyMatch(key -> key.startsWith("ACTION_FAILED"));
    }

    @Test
    void aProvisionWithoutEffectIsNotHammered() {
        World world = World.healthy(3);
        world.platformProvisions = false;
        world.follower().kill();

        world.step = Duration.ofSeconds(10);
        world.run(360);

        assertThat(world.sent).hasSizeBetween(2, 5);
        assertThat(world.decisions(Candidate.PROVISION))
                .allSatisfy(decision -> assertThat(decision.verdict()).isNotEqualTo(Verdict.ALLOWED));
    }

    @Test
    @DisplayName("case 11a: no voter is added beside a dead one, but swapped for it")
    void aVoterIsNeverAddedBesideADeadOne() {
        World world = World.healthy(3);
        world.dispatches = false;
        world.follower().kill();
        Machine newcomer = world.provision();
        newcomer.learner = true;
        newcomer.start();
        world.declare(World.spec(4, Declaration.Tolerate.DEFAULT));
        world.run(20);

        assertThat(reason(world, ActionKinds.CLUSTER_ADD, "available").answer()).isEqualTo(Answer.VIOLATED);
        assertThat(world.decisions(ActionKinds.CLUSTER_SWAP))
                .isNotEmpty()
                .allSatisfy(decision -> assertThat(decision.against()).isEmpty());
    }

    /** It may work on a machine that no listing shows: that we never read it proves nothing. */
    @Test
    void aMemberThatWasNeverReadIsTakenOutOnlyOnAPersonsWord() {
        World world = World.healthy(3);
        world.dispatches = false;
        world.configured.put("99", "participant");
        world.configurationVersion++;
        world.run(30);

        Reason unread = reason(world, ActionKinds.CLUSTER_REMOVE, "evidence-confirmed");
        assertThat(unread.answer()).isEqualTo(Answer.UNKNOWN);
        assertThat(unread.unblockedBy())
                .hasValueSatisfying(way -> assertThat(way).contains("vouches for member:99 as forgotten"));

        world.overridden(SafetyOverride.FORGOTTEN, Optional.of("member:99"));
        world.run(1);

        Reason vouched = reason(world, ActionKinds.CLUSTER_REMOVE, "evidence-confirmed");
        assertThat(vouched.answer()).isEqualTo(Answer.HOLDS);
        assertThat(vouched.message()).contains("ada vouches for").doesNotContain("other nodes confirm");
    }

    @Test
    void witnessesAreAskedAboutAMemberThatWasNeverRead() {
        World world = World.healthy(3);
        Judgement judgement =
                new Judgement(world, Variants.witnessed("node.attributes['replicante.io/zone'] == subject.member_id"));
        world.configured.put("99", "participant");
        world.configurationVersion++;
        world.run(30);

        Reason alone = new EvidenceConfirmed().judge(judgement.of(ActionKinds.CLUSTER_REMOVE));
        world.follower().zone = Optional.of("99");
        Reason witnessed = new EvidenceConfirmed().judge(judgement.of(ActionKinds.CLUSTER_REMOVE));

        assertThat(alone.answer()).isEqualTo(Answer.VIOLATED);
        assertThat(witnessed.answer()).isEqualTo(Answer.HOLDS);
        assertThat(witnessed.message()).contains("more other nodes confirm than deny that");
    }

    @Test
    @DisplayName("case 11b: a second voter joins while the first is up")
    void aSecondVoterJoinsWhileTheFirstIsUp() {
        World world = new World(2);

        world.runUntilQuiet(60);

        assertThat(world.configured).hasSize(2);
    }

    @Test
    @DisplayName("case 11c: a newcomer that has not caught up gets no vote")
    void aNewcomerThatHasNotCaughtUpGetsNoVote() {
        World world = World.healthy(2);
        world.declare(World.spec(3, Declaration.Tolerate.DEFAULT));
        world.dispatches = false;
        Machine newcomer = world.provision();
        newcomer.learner = true;
        newcomer.start();
        world.frozen.add(newcomer.id);
        world.run(10);

        assertThat(against(world, ActionKinds.CLUSTER_ADD)).contains("definition-known", "durable");
        world.frozen.clear();
        world.run(3);
        assertThat(against(world, ActionKinds.CLUSTER_ADD)).isEmpty();
    }

    @Test
    void aLossIsConfirmedBeforeAnythingIsReplaced() {
        World world = World.healthy(3);
        world.follower().kill();

        world.run(9);
        assertThat(world.sent).isEmpty();
        assertThat(world.decisions(Candidate.PROVISION))
                .allSatisfy(decision -> assertThat(decision.verdict()).isEqualTo(Verdict.WAITING));

        world.run(4);
        assertThat(world.sent).isNotEmpty();
    }

    @Test
    void theLossOfManyAtOnceIsNotRepairedPieceByPiece() {
        World world = World.healthy(12);
        List<Machine> down = List.copyOf(world.machines.values()).subList(0, 5);
        down.forEach(Machine::kill);

        world.run(40);

        assertThat(world.sent).isEmpty();
        assertThat(against(world, Candidate.PROVISION)).contains("mass-failure");
    }

    /** Five machines that never came up are no sign that anything happened to them. */
    @Test
    void nodesThatWereNeverGoodAreNoMassFailure() {
        World world = World.healthy(3);
        for (int i = 0; i < 5; i++) {
            world.provision();
        }
        world.run(1);
        world.machines.values().stream()
                .filter(machine -> !world.configured.containsKey(machine.memberId))
                .forEach(machine -> machine.agentAnswers = false);
        Judgement judgement = new Judgement(world, Datastores.usual());
        world.follower().kill();
        world.run(1);

        Situation situation = judgement.restart(world.leader).situation();
        Losses losses =
                Losses.of(situation.view(), situation.findings()).toOptional().orElseThrow();

        assertThat(losses.seen()).isEqualTo(3);
        assertThat(losses.lost()).hasSize(1);
    }

    @Test
    @DisplayName("case 7e: no machine is given back while its node is configured")
    void aMachineIsNotGivenBackWhileItsNodeIsConfigured() {
        World world = World.healthy(3);
        world.run(2);
        Machine removed = world.follower();
        world.configured.remove(removed.memberId);
        world.configurationVersion++;
        world.dispatches = false;
        world.run(5);
        assertThat(against(world, Candidate.DEPROVISION)).isEmpty();

        world.configured.put(removed.memberId, "participant");
        world.configurationVersion++;
        world.run(1);
        assertThat(world.decisions(Candidate.DEPROVISION)).isEmpty();
    }

    @Test
    void aMachineIsNotGivenBackWhileTheConfigurationIsUnknownOrNoQuorumIsUp() {
        World world = World.healthy(3);
        Machine removed = world.follower();
        world.configured.remove(removed.memberId);
        world.configurationVersion++;
        world.dispatches = false;
        world.run(3);
        Decision decision = world.decisions(Candidate.DEPROVISION).get(0);

        world.follower().kill();
        world.run(1);

        assertThat(decision.verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(against(world, Candidate.DEPROVISION)).contains("removable");
    }

    @Test
    void aStaleListingIsNoEvidenceForThePlatform() {
        World world = World.healthy(3);
        world.follower().kill();
        DiscoveryRecord old = world.state.discovery().orElseThrow();
        world.listings = false;
        world.run(700);
        world.discovered(old);
        world.sent.clear();
        world.run(1);

        assertThat(world.sent).noneMatch(intent -> intent.candidate().onPlatform());
        assertThat(world.state.findings()).containsKey("STALE_VIEW/cluster/coordination");
    }

    @Test
    @DisplayName("case 13b: a restart that never ends blocks other restarts and not its own cure")
    void aRestartThatNeverEndsBlocksOtherRestartsButNotItsOwnCure() {
        World world = World.healthy(3);
        world.restartsComeBack = false;
        String stuck = world.follower().id;
        world.request(stuck, ActionKinds.STORE_RESTART);
        world.run(3);
        UUID other = world.request(world.leader, ActionKinds.STORE_RESTART);
        world.run(30);
        assertThat(world.decisionOn(other).verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(world.configured).hasSize(3);

        world.run(90);

        assertThat(world.machines).doesNotContainKey(stuck).hasSize(3);
        assertThat(world.mostVotersWithOneDead).isEqualTo(3);
    }

    @Test
    void twoVotersOfFiveAreReplacedOneAfterTheOther() {
        World world = World.healthy(5);
        world.follower().kill();
        world.leader().kill();

        world.run(120);

        assertThat(world.configured).hasSize(5);
        assertThat(world.machines).hasSize(5);
        assertThat(world.isAsDeclared()).isTrue();
    }

    @Test
    void aStrayServerWithANewerConfigurationDoesNotMakeTheMembersLeftovers() {
        World world = World.healthy(3);
        Machine stray = world.provision();
        stray.start();
        stray.ownConfiguration = Optional.of(99L);

        world.run(30);

        assertThat(world.sent)
                .noneMatch(intent -> intent.candidate().effect().lost().isPresent());
        assertThat(world.decisions(Candidate.DEPROVISION)).isEmpty();
        world.machines.remove(stray.id);
        world.run(5);
        assertThat(world.state.record().configurationVersion()).hasValue(world.configurationVersion);
        assertThat(world.state.findings()).doesNotContainKey("CONFIGURATION_NOT_REPORTED/cluster/coordination");
    }

    @Test
    void aMemberThatFormedAnEnsembleOfItsOwnDoesNotMakeTheSilentOthersLeftovers() {
        World world = World.healthy(3);
        Machine apart = world.follower();
        apart.ownConfiguration = Optional.of(1000L);
        world.machines.values().stream().filter(each -> each != apart).forEach(each -> each.agentAnswers = false);

        world.run(60);

        assertThat(world.sent).isEmpty();
        assertThat(world.decisions(Candidate.DEPROVISION)).isEmpty();
    }

    @Test
    void aNewcomerThatIsStillBootingIsWaitedFor() {
        World world = World.healthy(3);
        world.follower().kill();
        world.bootsSilently = true;
        world.step = Duration.ofSeconds(5);

        world.run(120);

        assertThat(world.sent).hasSize(1);
        assertThat(world.machines).hasSize(4);
    }

    @Test
    void oneMembersWordForATermIsNotRemembered() {
        World world = World.healthy(3);
        world.liar = Optional.of(world.follower().id);
        world.dispatches = false;
        world.run(3);
        world.liar = Optional.empty();
        world.dispatches = true;
        world.run(5);

        assertThat(world.state.findings()).isEmpty();
        assertThat(world.state.record().term()).hasValue(world.term);
    }

    @Test
    void aListingWithoutGroupsIsNoReasonToProvision() {
        World world = World.healthy(3);
        world.listsGroups = false;

        world.run(60);

        assertThat(world.sent).isEmpty();
    }

    @Test
    void theRefusalAfterTheLossOfManyDoesNotLapse() {
        World world = World.healthy(12);
        List.copyOf(world.machines.values()).subList(0, 5).forEach(Machine::kill);
        world.step = Duration.ofSeconds(5);

        world.run(120);

        assertThat(world.sent).isEmpty();
    }

    @Test
    @DisplayName("case 12e: a configured voter that forgot everything is replaced")
    void aConfiguredVoterThatForgotEverythingIsReplaced() {
        World world = World.healthy(3);
        Machine reimaged = world.follower();
        reimaged.kill();
        reimaged.starts = 0;

        world.run(40);

        assertThat(world.configured).hasSize(3).doesNotContainKey(reimaged.memberId);
        assertThat(world.mostVotersWithOneDead).isEqualTo(3);
    }

    @Test
    void nothingIsDoneWithoutAQuorum() {
        World world = World.healthy(3);
        world.follower().kill();
        world.leader().kill();

        world.run(60);

        assertThat(world.sent).noneMatch(intent -> intent.candidate().effect().changesMembership());
        assertThat(world.state.findings()).containsKey("SHARD_WITHOUT_QUORUM/cluster/coordination");
    }

    /** Nobody loses a group: it lacks a node. */
    @Test
    void saysForHowLongAGroupHasLackedANode() {
        World world = World.healthy(3);
        world.dispatches = false;
        world.follower().kill();
        world.run(3);

        assertThat(reason(world, Candidate.PROVISION, "evidence-confirmed").message())
                .startsWith("group ")
                .contains(" has lacked a node for ");
    }

    private static List<String> against(World world, String kind) {
        return world.decisions(kind).stream()
                .flatMap(decision -> decision.against().stream())
                .map(Reason::rule)
                .toList();
    }

    private static Reason reason(World world, String kind, String rule) {
        return world.decisions(kind).stream()
                .flatMap(decision -> decision.reasons().stream())
                .filter(reason -> reason.rule().equals(rule))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no " + rule + " for " + kind + " in " + Optional.of(world.state.decisions())));
    }
}
