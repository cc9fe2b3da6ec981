package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.world.Fleet;
import io.replicante.core.world.Pair;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionState;
import io.replicante.spec.cluster.Acknowledgement;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.datastore.DefinitionReader;
import io.replicante.spec.datastore.Definitions;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.ShardRole;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules that look safe and are not, by the number of their case: each refused, and the safe one beside it let through. */
class CounterexamplesTest {
    private static final List<String> THREE = List.of("a", "b", "c");

    /** Nobody knows whether a primary that cannot be reached goes on acknowledging. */
    @Test
    @DisplayName("case 1c: nobody is promoted beside a primary that may still acknowledge")
    void case1PromotesNobodyBesideAPrimaryThatMayStillAcknowledge() {
        Fleet pair = asynchronous("a", "b").watch(3);
        assertThat(pair.restart("b").verdict()).isEqualTo(Verdict.ALLOWED);

        pair.member("a").answers = false;
        pair.watch(600);

        assertThat(pair.ask("b", "agent.replicante.io/store.promote").verdict()).isEqualTo(Verdict.REFUSED);
    }

    /** Whoever is left to confirm confirms. */
    @Test
    @DisplayName("case 1a: nobody is promoted while one who confirms has not left the old primary")
    void case1aPromotesNobodyWhileOneWhoConfirmsHasNotLeft() {
        Pair pair = Pair.synchronous(1, "b", "c");
        pair.server("a").agentAnswers = false;
        pair.detach("b").run(60);
        assertThat(pair.sent).isEmpty();

        pair.detach("c").run(10);

        assertThat(pair.sentKinds()).containsExactly(ActionKinds.STORE_PROMOTE);
        assertThat(pair.ticksWithTwoPrimaries).isZero();
        assertThat(pair.lost()).isEmpty();
    }

    /** The loss is declared, the end is not known: a bound that passed is one of the primary's own. */
    @Test
    @DisplayName("case 1b: nobody is promoted before the old primary certainly fenced itself")
    void case1bPromotesNobodyBeforeThePrimaryCertainlyFencedItself() {
        Pair pair = new Pair(
                Declaration.builder().maxLoss(Duration.ofHours(1)).build(),
                FailoverScenes.selfFencing(),
                List.of("b"),
                0);
        pair.server("a").agentAnswers = false;
        pair.run(60);
        assertThat(pair.sent).isEmpty();

        pair.server("a").kill();
        pair.server("b").extras.put("example.org/heard_seconds_ago", AttributeValue.of(600));
        pair.run(10);

        assertThat(pair.sentKinds()).containsExactly(ActionKinds.STORE_PROMOTE);
        assertThat(pair.ticksWithTwoPrimaries).isZero();
    }

    /** Any one of two may have confirmed: the one that is left to ask need not have the write. */
    @Test
    @DisplayName("case 2a: both of two are asked of which any may have confirmed")
    void case2aAsksBothOfTwoOfWhichAnyMayHaveConfirmed() {
        Pair pair = Pair.synchronous(1, "b", "c");
        pair.detach("b").run(5);
        pair.server("a").readsDisk = false;
        pair.server("a").kill();
        pair.server("c").agentAnswers = false;
        pair.run(60);
        assertThat(pair.sentKinds()).containsExactly(ActionKinds.STORE_STOP);

        pair.server("c").agentAnswers = true;
        pair.run(10);

        assertThat(pair.server("c").primary).isTrue();
        assertThat(pair.lost()).isEmpty();
    }

    /** The first of the list was the one that confirmed when it was looked at last; then it was the second. */
    @Test
    @DisplayName("case 2b: who confirmed when it was looked at last is not promoted for that")
    void case2bPromotesNotTheOneThatConfirmedWhenItWasLookedAtLast() {
        Pair pair = Pair.synchronous(1, "b", "c");
        pair.server("b").kill();
        pair.dispatches = false;
        pair.run(5);
        pair.server("a").readsDisk = false;
        pair.server("a").kill();
        pair.server("b").start();
        pair.server("c").agentAnswers = false;
        pair.dispatches = true;
        pair.run(60);
        assertThat(pair.sentKinds()).containsExactly(ActionKinds.STORE_STOP);

        pair.server("c").agentAnswers = true;
        pair.run(10);

        assertThat(pair.server("c").primary).isTrue();
        assertThat(pair.lost()).isEmpty();
    }

    /** With too few that confirm, such a primary answers alone, unless it says that it does not. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("case 2d: where the model degrades the position of the old primary is asked for")
    void case2dRequiresTheOldPrimarysPositionWhereItMayHaveDegraded(boolean strict) {
        Pair pair = new Pair(
                Declaration.builder()
                        .acknowledges(List.of(new Acknowledgement("*", Acknowledgement.Level.MODEL)))
                        .build(),
                degrading(),
                List.of("b"),
                1);
        pair.server("a").extras.put("example.org/strict", AttributeValue.of(strict));
        pair.run(10);
        pair.server("a").readsDisk = false;
        pair.server("a").kill();

        pair.run(40);

        assertThat(pair.server("b").primary).isEqualTo(strict);
        assertThat(pair.sentKinds()).contains(ActionKinds.STORE_STOP);
    }

    private static Definitions degrading() {
        return Definitions.of(List.of(DefinitionReader.read("degrading.yaml", """
                apiVersion: replicante.io/v1
                kind: DatastoreDefinition
                metadata: {name: degrading, title: A datastore whose primary goes on alone}
                spec:
                  extends: postgresql
                  stores: [postgresql]
                  shardClasses:
                    - match: "*"
                      layout: single
                      primaries: {min: 1, max: 1}
                      durability:
                        model: in-sync
                        k: "primary.extras['postgresql.org/synchronous_count']"
                        min: "1"
                        degradesTo: primary
                        degradesUnless: "primary.extras['example.org/strict'] == true"
                      acknowledges: model
                      offsets: {unit: bytes}
                """)));
    }

    /** The set may shrink to the minimum without the engine having seen it: with one, the last write is on one copy. */
    @Test
    @DisplayName("case 2c: no more copies are counted on than the set may shrink to")
    void case2cCountsOnNoMoreCopiesThanTheSetMayShrinkTo() {
        Fleet one = brokers(1).acknowledged(Acknowledgement.Level.MODEL).watch(3);
        Fleet two = brokers(2).acknowledged(Acknowledgement.Level.MODEL).watch(3);

        assertThat(Fleet.answer(one.restart("b"), "durable")).isEqualTo(Answer.VIOLATED);
        assertThat(Fleet.against(two.restart("b"))).isEmpty();
    }

    /** What clients wait for is theirs to say; unsaid, they may wait for one copy. */
    @Test
    @DisplayName("case 2e: clients wait for the weakest acknowledgement until it is declared")
    void case2TakesTheWeakestAcknowledgementForGrantedUntilItIsDeclared() {
        Fleet undeclared = brokers(2).watch(3);

        assertThat(Fleet.answer(undeclared.restart("b"), "durable")).isEqualTo(Answer.VIOLATED);
        assertThat(Fleet.answer(
                        brokers(2)
                                .acknowledged(Acknowledgement.Level.ONE)
                                .watch(3)
                                .restart("b"),
                        "durable"))
                .isEqualTo(Answer.VIOLATED);
        undeclared.acknowledged(Acknowledgement.Level.ALL).watch(1);
        assertThat(Fleet.against(undeclared.restart("b"))).isEmpty();
    }

    /** Any one of two standbys may have confirmed: the one that is left need not have the write. */
    @Test
    @DisplayName("case 2f: any one of two standbys may have confirmed, and the other one need not have the write")
    void case2KeepsThePrimaryWhoseWritesAnyOneOfTwoStandbysConfirms() {
        Fleet three = asynchronous("a", "b", "c").acknowledged(Acknowledgement.Level.MODEL);
        three.extra("a", "synchronous_count", AttributeValue.of(1))
                .extra("a", "synchronous_candidates", AttributeValue.of("b,c"))
                .watch(3);

        assertThat(three.restart("a").verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(Fleet.answer(three.restart("b"), "durable")).isEqualTo(Answer.HOLDS);
        three.member("a").answers = false;
        three.watch(1);
        assertThat(Fleet.against(three.restart("b"))).containsKeys("available", "tolerant");
    }

    /** What its conditions say was true before the restart began. */
    @Test
    @DisplayName(
            "case 4a: a restart is not over before its process is another one, and nobody else is restarted until then")
    void case4ARestartIsNotOverBeforeItsProcessIsAnotherOne() {
        World world = World.healthy(3);
        String draining = world.follower().id;
        UUID first = world.request(draining, ActionKinds.STORE_RESTART);
        world.tick();
        world.machine(draining).actions.replaceAll((id, action) -> done(action, world));
        UUID second = world.request(world.leader, ActionKinds.STORE_RESTART);

        world.run(10);
        assertThat(world.machine(draining).running).isTrue();
        assertThat(world.state.intents()).containsOnlyKeys(first);
        assertThat(world.decisionOn(second).verdict()).isNotEqualTo(Verdict.ALLOWED);

        world.machine(draining).kill();
        world.machine(draining).start();
        world.run(2);
        assertThat(world.sent).extracting(intent -> intent.id()).contains(second);
    }

    /** What was attempted and not answered may still run: it counts until it is certain that it cannot. */
    @Test
    @DisplayName("case 5b: an attempt that nobody answered counts until it is withdrawn")
    void case5AnAttemptNobodyAnsweredCountsUntilItIsWithdrawn() {
        World world = World.healthy(3);
        String asked = world.follower().id;
        UUID first = world.request(asked, ActionKinds.STORE_RESTART);
        world.tick();
        world.machine(asked).actions.clear();
        world.replace(world.state
                .intents()
                .get(first)
                .attempted(world.now, 1, world.now.plusSeconds(20), world.now.plusSeconds(300), List.of()));
        world.machine(asked).agentAnswers = false;
        UUID second = world.request(world.leader, ActionKinds.STORE_RESTART);

        world.run(30);
        assertThat(world.state.intents()).containsOnlyKeys(first);
        assertThat(world.decisionOn(second).verdict()).isEqualTo(Verdict.REFUSED);

        world.machine(asked).agentAnswers = true;
        world.run(5);
        assertThat(world.machine(asked).actions.get(first).kind()).isEqualTo(ActionKinds.TEST_SUCCESS);
        assertThat(world.sent).extracting(intent -> intent.id()).contains(second);
    }

    /** One zone is one failure: with both other copies in it nothing would be left. */
    @Test
    @DisplayName("case 8e: one zone is one failure")
    void case8AsksForWhatTheTopologyCanGiveAndNotLess() {
        assertThat(answerInZones("a", "b", "c", "tolerant")).isEqualTo(Answer.HOLDS);
        assertThat(answerInZones("a", "b", "b", "tolerant")).isEqualTo(Answer.VIOLATED);
    }

    @Test
    @DisplayName("case 10a: every configured voter counts, whether it is known or not")
    void case10CountsEveryConfiguredVoterWhetherKnownOrNot() {
        World world = World.healthy(3);
        world.dispatches = false;
        assertThat(restart(world).verdict()).isEqualTo(Verdict.ALLOWED);

        world.configured.put("77", "participant");
        world.configured.put("78", "participant");
        world.configurationVersion++;

        assertThat(restart(world).against()).extracting(reason -> reason.rule()).contains("available", "tolerant");
    }

    /** Empty after a restart, it would be copied by all others. */
    @Test
    @DisplayName("case 12a: no primary is restarted that may come back empty")
    void case12RestartsNoPrimaryThatMayComeBackEmpty() {
        Fleet redis = Fleet.redis();
        redis.copy("a", "redis", ShardRole.PRIMARY).copy("b", "redis", ShardRole.SECONDARY);
        redis.extra("b", "appendonly", AttributeValue.of(true))
                .configured("normal")
                .watch(3);

        assertThat(Fleet.against(redis.restart("a"))).containsKeys("incarnation-known", "primary-moved-first");
        assertThat(Fleet.against(redis.restart("b"))).isEmpty();
    }

    /** The old primary, back with an old claim, is no second one; with a claim as good as the other's it is. */
    @Test
    @DisplayName("case 13e: a claim of an old term is no conflict, one of the same term is")
    void case13AStaleClaimIsNoConflict() {
        Fleet three = asynchronous("a", "b", "c");
        three.copy("b", "cluster", ShardRole.PRIMARY)
                .extra("b", "synchronous_count", AttributeValue.of(0))
                .extra("b", "synchronous_candidates", AttributeValue.of(""));
        three.member("b").term = 2;
        three.member("c").term = 2;
        three.watch(3);
        assertThat(Fleet.answer(three.restart("c"), "identity-certain")).isEqualTo(Answer.HOLDS);
        assertThat(Fleet.answer(three.restart("b"), "primary-moved-first")).isEqualTo(Answer.VIOLATED);

        three.member("a").term = 2;
        three.watch(1);
        assertThat(Fleet.answer(three.restart("c"), "identity-certain")).isEqualTo(Answer.VIOLATED);
    }

    /** A voter of unknown zone may be in any: it falls with whichever is worst. */
    @Test
    @DisplayName("case 14e: a voter of unknown zone falls with every zone")
    void case14AVoterOfUnknownZoneFallsWithEveryZone() {
        World world = World.healthy(5);
        world.dispatches = false;
        List.copyOf(world.machines.values()).forEach(machine -> machine.zone = Optional.of("zone of " + machine.id));
        assertThat(restart(world).verdict()).isEqualTo(Verdict.ALLOWED);

        world.leader().zone = Optional.empty();

        assertThat(restart(world).against()).extracting(reason -> reason.rule()).containsExactly("tolerant");
    }

    /** What a definition says of an action is judged at its worst: the copy is gone for as long as it is built anew. */
    @Test
    @DisplayName("case 21g: the standby is built anew and not the only copy of an acknowledged write")
    void case21RebuildsTheStandbyAndNotTheOnlyCopyOfAnAcknowledgedWrite() {
        Fleet pair = asynchronous("a", "b").watch(3);

        assertThat(Fleet.against(pair.ask("b", ActionKinds.STORE_REBUILD))).isEmpty();
        assertThat(Fleet.against(pair.ask("a", ActionKinds.STORE_REBUILD)))
                .containsKeys("durable", "available", "primary-moved-first", "definition-known");
    }

    /** What is asked for without its place in a switch-over is no switch-over. */
    @ParameterizedTest
    @ValueSource(strings = {ActionKinds.CLUSTER_ADD, ActionKinds.STORE_STOP, ActionKinds.STORE_PROMOTE})
    @DisplayName("case 21h: what takes a primary's place is no step of its own")
    void case21RefusesWhatWouldTakeTheStandbyOutOfItsPlace(String kind) {
        Fleet pair = asynchronous("a", "b").watch(3);

        assertThat(pair.ask("b", kind).verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(pair.ask("b", ActionKinds.STORE_RESTART).verdict()).isEqualTo(Verdict.ALLOWED);
    }

    private static ActionExecution done(ActionExecution action, World world) {
        return new ActionExecution(
                action.args(),
                action.createdTime(),
                Optional.of(world.now),
                action.id(),
                action.kind(),
                action.metadata(),
                action.scheduledTime(),
                new ActionState(ActionPhase.DONE, Optional.empty(), Optional.empty()));
    }

    private static Answer answerInZones(String first, String second, String third, String rule) {
        World world = World.healthy(3);
        world.dispatches = false;
        world.machine("node-1").zone = Optional.of(first);
        world.machine("node-2").zone = Optional.of(second);
        world.machine("node-3").zone = Optional.of(third);
        UUID request = world.request("node-1", ActionKinds.STORE_RESTART);
        world.tick();
        return world.answer(request, rule);
    }

    /** The decision on the restart of a follower. */
    private static Decision restart(World world) {
        UUID request = world.request(world.follower().id, ActionKinds.STORE_RESTART);
        world.tick();
        return world.decisionOn(request);
    }

    private static Fleet brokers(int min) {
        Fleet kafka = Fleet.kafka();
        for (String node : THREE) {
            kafka.extra(node, "min_insync_replicas", AttributeValue.of(min))
                    .copy(node, "__cluster_metadata", node.equals("a") ? ShardRole.PRIMARY : ShardRole.SECONDARY)
                    .copy(node, "orders-0", node.equals("b") ? ShardRole.PRIMARY : ShardRole.SECONDARY);
        }
        return kafka.configured("combined");
    }

    /** A primary that waits for nobody, and its standbys. */
    private static Fleet asynchronous(String primary, String... standbys) {
        Fleet fleet = Fleet.postgresql();
        fleet.copy(primary, "cluster", ShardRole.PRIMARY)
                .extra(primary, "fsync", AttributeValue.of("on"))
                .extra(primary, "synchronous_count", AttributeValue.of(0))
                .extra(primary, "synchronous_candidates", AttributeValue.of(""));
        for (String standby : standbys) {
            fleet.copy(standby, "cluster", ShardRole.SECONDARY).extra(standby, "fsync", AttributeValue.of("on"));
        }
        return fleet.configured("streaming");
    }
}
