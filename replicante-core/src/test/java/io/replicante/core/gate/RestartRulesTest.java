package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.cycle.Cycle;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Pause;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.view.Surroundings;
import io.replicante.core.world.Datastores;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Definitions;
import io.replicante.spec.datastore.Failover;
import io.replicante.spec.datastore.Members;
import io.replicante.spec.event.Actor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a member may be restarted: each rule with what it forbids, and the like case beside it that goes through. */
class RestartRulesTest {
    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    @DisplayName("case 8a: a healthy ensemble of three can be restarted")
    void allowsARestartInAHealthyEnsemble(int size) {
        World world = World.healthy(size);

        UUID request = restart(world, world.follower().id);

        assertThat(world.decisionOn(request).against()).isEmpty();
        assertThat(world.decisionOn(request).verdict()).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    @DisplayName("case 8g: the leader can be restarted where it hands over")
    void allowsTheRestartOfTheLeaderThatHandsOverWithoutLoss() {
        World world = World.healthy(3);

        assertThat(world.decisionOn(restart(world, world.leader)).verdict()).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void primaryMovedFirstRefusesTheLeaderOfAStoreThatDoesNotHandOver() {
        World world = World.healthy(3);
        use(world, Datastores.of(Members.Storage.DURABLE, Failover.OnStop.UNKNOWN, incarnation()));

        UUID leader = restart(world, world.leader);
        UUID follower = world.request(world.follower().id, ActionKinds.STORE_RESTART);
        look(world);

        assertThat(world.answer(leader, "primary-moved-first")).isEqualTo(Answer.VIOLATED);
        assertThat(world.answer(follower, "primary-moved-first")).isEqualTo(Answer.HOLDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void availableRefusesARestartThatStopsWrites(int size) {
        World world = World.healthy(size);

        UUID request = restart(world, "node-1");

        assertThat(world.answer(request, "available")).isEqualTo(Answer.VIOLATED);
        assertThat(world.decisionOn(request).verdict()).isEqualTo(Verdict.REFUSED);
    }

    @Test
    @DisplayName("case 8g: the leader is not restarted where writes must not pause")
    void availableRefusesTheLeaderWhereNoPauseIsAllowed() {
        World world = World.healthy(3);
        world.declare(World.spec(3, Declaration.Tolerate.DEFAULT, Optional.of(java.time.Duration.ZERO)));

        UUID leader = restart(world, world.leader);
        UUID follower = world.request(world.follower().id, ActionKinds.STORE_RESTART);
        look(world);

        assertThat(world.answer(leader, "available")).isEqualTo(Answer.VIOLATED);
        assertThat(world.answer(follower, "available")).isEqualTo(Answer.HOLDS);
    }

    @Test
    void refusesARestartWhileAnotherMemberIsDead() {
        World world = World.healthy(3);
        world.dispatches = false;
        world.follower().kill();

        UUID request = restart(world, world.leader);

        assertThat(world.answer(request, "durable")).isEqualTo(Answer.VIOLATED);
        assertThat(world.answer(request, "available")).isEqualTo(Answer.VIOLATED);
        assertThat(world.answer(request, "tolerant")).isEqualTo(Answer.VIOLATED);
    }

    @Test
    void allowsARestartOfFiveWhileOneIsDeadOnlyIfThatIsDeclared() {
        World world = World.healthy(5);
        world.dispatches = false;
        world.follower().kill();

        UUID request = restart(world, world.leader);
        assertThat(world.answer(request, "tolerant")).isEqualTo(Answer.VIOLATED);

        world.declare(World.spec(5, new Declaration.Tolerate(OptionalInt.of(1), OptionalInt.of(0)), Optional.empty()));
        look(world);
        assertThat(world.answer(request, "tolerant")).isEqualTo(Answer.HOLDS);
    }

    @Test
    void takesAVoterThatWeDoNotKnowForLostAndStillCountsItsVote() {
        World world = World.healthy(3);
        world.dispatches = false;
        world.configured.put("77", "participant");
        world.configured.put("78", "participant");
        world.configurationVersion++;

        UUID request = restart(world, world.leader);

        assertThat(world.answer(request, "available")).isEqualTo(Answer.VIOLATED);
        assertThat(world.state.findings()).containsKey("VOTER_LOST/node/member:77");
    }

    @Test
    @DisplayName("case 10d: a configuration that is not known is a refusal")
    void unknownConfigurationIsARefusal() {
        World world = World.healthy(3);
        world.machines.values().forEach(machine -> machine.reportsConfiguration = false);

        UUID request = restart(world, world.leader);

        assertThat(world.answer(request, "durable")).isEqualTo(Answer.UNKNOWN);
        assertThat(world.answer(request, "available")).isEqualTo(Answer.UNKNOWN);
        assertThat(world.answer(request, "tolerant")).isEqualTo(Answer.UNKNOWN);
        assertThat(world.decisionOn(request).verdict()).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void doesNotBelieveAConfigurationOlderThanOneSeenBefore() {
        World world = World.healthy(3);
        world.configurationVersion--;

        UUID request = restart(world, world.leader);

        assertThat(world.answer(request, "available")).isEqualTo(Answer.UNKNOWN);
    }

    @Test
    @DisplayName("case 4c: no node is sent away whose return could not be seen")
    void incarnationKnownRefusesToSendANodeAwayWhoseReturnCouldNotBeSeen() {
        World world = World.healthy(3);
        world.machine("node-2").reportsIncarnation = false;

        UUID blind = restart(world, "node-2");
        UUID seen = world.request("node-3", ActionKinds.STORE_RESTART);
        look(world);

        assertThat(world.answer(blind, "incarnation-known")).isEqualTo(Answer.UNKNOWN);
        assertThat(world.answer(seen, "incarnation-known")).isEqualTo(Answer.HOLDS);
    }

    @Test
    @DisplayName("case 12c: no voter is restarted that could come back empty and vote")
    void incarnationKnownRefusesVolatileStorageThatCouldComeBackEmptyAndVote() {
        World world = World.healthy(3);
        use(world, Datastores.of(Members.Storage.VOLATILE, Failover.OnStop.LOSSLESS_HANDOVER, incarnation()));

        assertThat(world.answer(restart(world, "node-2"), "incarnation-known")).isEqualTo(Answer.VIOLATED);
    }

    @Test
    void evidenceFreshRefusesToAskANodeThatCannotBeRead() {
        World world = World.healthy(3);
        world.dispatches = false;
        world.machine("node-2").agentAnswers = false;

        assertThat(world.answer(restart(world, "node-2"), "evidence-fresh")).isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void tolerantRefusesWhileAnotherVoterLagsBehind() {
        World world = World.healthy(3);
        String lagging = world.follower().id;
        world.dispatches = false;
        world.frozen.add(lagging);
        world.run(40);

        UUID request = restart(world, world.leader);

        assertThat(world.answer(request, "tolerant")).isEqualTo(Answer.VIOLATED);
        world.frozen.clear();
        world.tick();
        look(world);
        assertThat(world.answer(request, "tolerant")).isEqualTo(Answer.HOLDS);
    }

    @Test
    void unknownRoleIsNotHealth() {
        World world = World.healthy(3);
        world.dispatches = false;
        world.machines.values().forEach(machine -> machine.reportsRole = false);

        UUID request = restart(world, "node-2");

        assertThat(world.decisionOn(request).verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(world.state.findings()).containsKey("AGENT_SPEC_MISMATCH/node/node-2");
    }

    @Test
    void identityCertainRefusesWhileTwoNodesClaimOneIdentity() {
        World world = World.healthy(3);
        world.dispatches = false;
        world.machine("node-3").reportedId = "node-2";

        assertThat(world.answer(restart(world, "node-1"), "identity-certain")).isEqualTo(Answer.VIOLATED);
        assertThat(world.state.findings().keySet()).anyMatch(key -> key.startsWith("DUPLICATE_IDENTITY"));
    }

    @Test
    void identityCertainRefusesWhileANodeBelongsToAnotherCluster() {
        World world = World.healthy(3);
        world.dispatches = false;
        world.machine("node-3").clusterId = "ensemble-2";

        assertThat(world.answer(restart(world, "node-1"), "identity-certain")).isEqualTo(Answer.VIOLATED);
        assertThat(world.state.findings()).containsKey("WRONG_CLUSTER_MEMBER/node/node-3");
    }

    @Test
    void definitionKnownRefusesSoftwareOutsideTheVersionsThatWereDescribed() {
        World world = World.healthy(3);
        world.machine("node-3").version = "4.1.0";

        assertThat(world.answer(restart(world, "node-1"), "definition-known")).isEqualTo(Answer.UNKNOWN);
        assertThat(world.state.findings().get("DEFINITION_UNKNOWN/cluster/coordination"))
                .extracting(finding -> finding.evidence().get("reason"))
                .isEqualTo(
                        "no definition covers zookeeper 4.1.0 of node node-3; definition zookeeper is for >=3.5.0 <4.0.0");
    }

    @Test
    void definitionKnownRefusesAnActionThatTheDefinitionDoesNotDescribe() {
        World world = World.healthy(3);

        UUID wipe = world.request("node-2", "acme.test/wipe");
        look(world);

        assertThat(world.answer(wipe, "definition-known")).isEqualTo(Answer.VIOLATED);
        assertThat(world.decisionOn(wipe).verdict()).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void anInitialiseAskedForOnALivingClusterIsHeldBack() {
        World world = World.healthy(3);
        use(world, Datastores.initialisedByAction());

        UUID initialise = world.request("node-2", ActionKinds.CLUSTER_INIT);
        world.run(5);

        assertThat(world.answer(initialise, "not-already-initialised")).isEqualTo(Answer.VIOLATED);
        assertThat(world.decisionOn(initialise).verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(world.machine("node-2").actions).doesNotContainKey(initialise);
    }

    @Test
    void allowedByModeSendsNothingIntoAnObservedNamespaceButWatchesIt() {
        World world = World.healthy(3);
        world.surroundings = new Surroundings(
                new Namespace("prod", NamespaceStatus.OBSERVED),
                Optional.empty(),
                Optional.empty(),
                world.surroundings.platform(),
                Optional.empty());

        UUID request = restart(world, "node-2");
        world.machine("node-3").kill();
        world.run(30);

        assertThat(world.answer(request, "allowed-by-mode")).isEqualTo(Answer.VIOLATED);
        assertThat(world.sent).isEmpty();
        assertThat(world.state.findings()).containsKey("VOTER_LOST/node/node-3");
    }

    @Test
    void allowedByModeBeginsNothingWhileTheFleetIsPaused() {
        World world = World.healthy(3);
        Pause pause = new Pause(Actor.person("ada"), world.now, "freeze");
        world.surroundings = new Surroundings(
                world.surroundings.namespace(),
                Optional.empty(),
                Optional.of(pause),
                world.surroundings.platform(),
                Optional.empty());

        assertThat(world.answer(restart(world, "node-2"), "allowed-by-mode")).isEqualTo(Answer.VIOLATED);
    }

    @Test
    void noForeignChangeRefusesWhileSomebodyElseRunsAnAction() {
        World world = World.healthy(3);
        world.dispatches = false;
        world.runForeign("node-3", "acme.test/compact");

        assertThat(world.answer(restart(world, "node-2"), "no-foreign-change")).isEqualTo(Answer.VIOLATED);
    }

    @Test
    void aHarmlessActionIsAskedOnlyForModeAndFreshEvidence() {
        World world = World.healthy(3);
        world.dispatches = false;
        world.machine("node-3").kill();

        UUID test = world.request("node-2", ActionKinds.TEST_SUCCESS);
        look(world);

        assertThat(world.decisionOn(test).reasons())
                .extracting(reason -> reason.rule())
                .containsExactly("allowed-by-mode", "evidence-fresh");
        assertThat(world.decisionOn(test).verdict()).isEqualTo(Verdict.ALLOWED);
    }

    private static UUID restart(World world, String node) {
        UUID request = world.request(node, ActionKinds.STORE_RESTART);
        look(world);
        return request;
    }

    /** A cycle that carries nothing out. */
    private static void look(World world) {
        boolean before = world.dispatches;
        world.dispatches = false;
        world.tick();
        world.dispatches = before;
    }

    private static void use(World world, DatastoreDefinition definition) {
        world.cycle = Cycle.of(Definitions.of(List.of(definition)), SafetySettings.DEFAULT);
    }

    private static Optional<String> incarnation() {
        return Optional.of("zookeeper.apache.org/start_time");
    }
}
