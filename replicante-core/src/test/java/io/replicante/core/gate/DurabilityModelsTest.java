package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.world.Fleet;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.Acknowledgement;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.ShardRole;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** May this node stop? Asked of the bundled definitions, one for each durability model that is no quorum. */
class DurabilityModelsTest {
    private static final List<String> THREE = List.of("a", "b", "c");

    @Test
    @DisplayName("case 8b: each of three brokers can be restarted")
    void restartsEachOfThreeBrokersWhenClientsWaitForTheInSyncReplicas() {
        Fleet kafka = brokers(2).acknowledged(Acknowledgement.Level.MODEL).watch(3);

        assertThat(THREE)
                .allSatisfy(node -> assertThat(kafka.restart(node))
                        .satisfies(
                                decision -> assertThat(Fleet.against(decision)).isEmpty()));
    }

    @Test
    void restartsNoOtherBrokerBesideADeadOne() {
        Fleet kafka = brokers(2).acknowledged(Acknowledgement.Level.MODEL).watch(3);
        kafka.member("c").answers = false;

        Decision decision = kafka.restart("b");

        assertThat(decision.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(Fleet.answer(decision, "available")).isEqualTo(Answer.VIOLATED);
    }

    @Test
    void namesTheTopicWithOneCopyThatStopsTheRoll() {
        Fleet kafka = brokers(2).acknowledged(Acknowledgement.Level.MODEL);
        kafka.copy("b", "audit-0", ShardRole.PRIMARY).watch(3);

        assertThat(Fleet.against(kafka.restart("b")).get("available")).contains("audit-0");
        assertThat(Fleet.against(kafka.restart("a"))).isEmpty();
    }

    @Test
    void restartsNoBrokerWhosePartitionsHaveNoOtherReplicaInSync() {
        Fleet kafka = brokers(2).acknowledged(Acknowledgement.Level.MODEL);
        kafka.copy("c", "orders-0", ShardRole.RECOVERING).watch(3);

        assertThat(Fleet.answer(kafka.restart("b"), "available")).isEqualTo(Answer.VIOLATED);
        assertThat(Fleet.answer(kafka.restart("c"), "available")).isEqualTo(Answer.HOLDS);
    }

    @Test
    void refusesWhileTheMinimumOfInSyncReplicasIsNotReported() {
        Fleet kafka = brokers(2).acknowledged(Acknowledgement.Level.MODEL);
        kafka.member("a").extras.clear();
        kafka.watch(3);

        assertThat(Fleet.answer(kafka.restart("b"), "durable")).isEqualTo(Answer.UNKNOWN);
    }

    @Test
    @DisplayName("case 8c: each of three replicas can be restarted")
    void restartsEachOfThreeCopiesWhenClientsWaitForAQuorum() {
        Fleet cassandra = ring().acknowledged(Acknowledgement.Level.QUORUM).watch(3);

        assertThat(THREE)
                .allSatisfy(node -> assertThat(cassandra.restart(node))
                        .satisfies(
                                decision -> assertThat(Fleet.against(decision)).isEmpty()));
    }

    @Test
    void restartsNoCopyBesideADeadOneOfReplicatedData() {
        Fleet cassandra = ring().acknowledged(Acknowledgement.Level.QUORUM).watch(3);
        cassandra.member("c").answers = false;

        assertThat(Fleet.answer(cassandra.restart("b"), "available")).isEqualTo(Answer.VIOLATED);
    }

    /** Counterexample 9: the copy that joined holds nothing of what the lost one had. */
    @Test
    @DisplayName("case 9a: no further copy is lost before a new one was repaired")
    void losesNoFurtherCopyBeforeANewOneWasRepaired() {
        Fleet cassandra = ring().acknowledged(Acknowledgement.Level.QUORUM).watch(3);
        cassandra.member("d");
        cassandra.extra("d", "replication_factor", AttributeValue.of(3)).copy("d", "orders", ShardRole.SECONDARY);
        cassandra.members.remove("c");
        cassandra.configured("normal").watch(3);

        assertThat(Fleet.answer(cassandra.restart("b"), "durable")).isEqualTo(Answer.VIOLATED);
        cassandra.extra(
                "d",
                "full_repair_began",
                AttributeValue.of(cassandra.now.plusSeconds(1).getEpochSecond()));
        cassandra.watch(3);
        cassandra
                .members
                .keySet()
                .forEach(node ->
                        cassandra.extra(node, "full_repair_began", AttributeValue.of(cassandra.now.getEpochSecond())));
        cassandra.watch(2);
        assertThat(Fleet.answer(cassandra.restart("b"), "durable")).isEqualTo(Answer.HOLDS);
    }

    @Test
    @DisplayName("case 8d: the standby of a pair can be restarted")
    void restartsTheStandbyAndNotThePrimaryOfAnAsynchronousPair() {
        Fleet pair = pair(0).watch(3);

        assertThat(Fleet.against(pair.restart("b"))).isEmpty();
        Decision primary = pair.restart("a");
        assertThat(primary.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(Fleet.answer(primary, "primary-moved-first")).isEqualTo(Answer.VIOLATED);
        assertThat(Fleet.answer(primary, "available")).isEqualTo(Answer.VIOLATED);
    }

    @Test
    void restartsNoStandbyThatThePrimaryWaitsFor() {
        Fleet pair = pair(1).acknowledged(Acknowledgement.Level.MODEL).watch(3);

        assertThat(Fleet.answer(pair.restart("b"), "available")).isEqualTo(Answer.VIOLATED);
    }

    @Test
    void restartsAStandbyWhenAnotherOneMayConfirmInItsPlace() {
        Fleet three = pair(1).acknowledged(Acknowledgement.Level.MODEL);
        standby(three, "c");
        three.extra("a", "synchronous_candidates", AttributeValue.of("b,c"));
        three.configured("streaming").watch(3);

        assertThat(Fleet.answer(three.restart("b"), "available")).isEqualTo(Answer.HOLDS);
        assertThat(Fleet.answer(three.restart("b"), "durable")).isEqualTo(Answer.HOLDS);
        three.member("c").answers = false;
        assertThat(Fleet.answer(three.restart("b"), "available")).isEqualTo(Answer.VIOLATED);
    }

    @Test
    @DisplayName("case 12b: durable is what a server says of its settings, and unsaid it is not")
    void restartsNoServerThatMayComeBackEmpty() {
        Fleet redis = Fleet.redis();
        redis.copy("a", "redis", ShardRole.PRIMARY).copy("b", "redis", ShardRole.SECONDARY);
        redis.configured("normal").watch(3);
        assertThat(Fleet.answer(redis.restart("b"), "incarnation-known")).isEqualTo(Answer.VIOLATED);

        redis.extra("b", "appendonly", AttributeValue.of(true)).watch(1);
        assertThat(Fleet.against(redis.restart("b"))).isEmpty();
    }

    /** The primary refuses writes with fewer replicas than it was told to need. */
    @Test
    void restartsNoReplicaWithoutWhichThePrimaryWouldRefuseWrites() {
        Fleet redis = Fleet.redis().usual("appendonly", AttributeValue.of(true));
        redis.copy("a", "redis", ShardRole.PRIMARY).copy("b", "redis", ShardRole.SECONDARY);
        redis.configured("normal").watch(3);
        assertThat(Fleet.against(redis.restart("b"))).isEmpty();

        redis.usual("min_replicas_to_write", AttributeValue.of(1)).watch(1);
        assertThat(Fleet.answer(redis.restart("b"), "available")).isEqualTo(Answer.VIOLATED);
        redis.copy("c", "redis", ShardRole.SECONDARY).configured("normal").watch(3);
        assertThat(Fleet.answer(redis.restart("b"), "available")).isEqualTo(Answer.HOLDS);
    }

    @Test
    void countsNoStandbyThatThePrimaryCannotHear() {
        Fleet three = pair(1).acknowledged(Acknowledgement.Level.MODEL);
        standby(three, "c");
        three.extra("a", "synchronous_candidates", AttributeValue.of("b,c"));
        three.configured(Map.of("a", "primary", "b", "standby", "c", "cascading"))
                .watch(3);

        assertThat(Fleet.answer(three.restart("b"), "available")).isEqualTo(Answer.VIOLATED);
        three.configured(Map.of("a", "primary", "b", "standby", "c", "standby")).watch(3);
        assertThat(Fleet.answer(three.restart("b"), "available")).isEqualTo(Answer.HOLDS);
    }

    /** Controllers keep the metadata log and no partition, brokers the reverse. */
    @Test
    void restartsControllersAndBrokersThatAreMachinesOfTheirOwn() {
        Fleet kafka = Fleet.kafka().acknowledged(Acknowledgement.Level.MODEL);
        kafka.usual("min_insync_replicas", AttributeValue.of(2));
        for (String node : THREE) {
            kafka.copy(node, "__cluster_metadata", node.equals("a") ? ShardRole.PRIMARY : ShardRole.SECONDARY);
        }
        for (String node : List.of("d", "e", "f")) {
            kafka.copy(node, "orders-0", node.equals("d") ? ShardRole.PRIMARY : ShardRole.SECONDARY);
        }
        kafka.configured(Map.of(
                        "a",
                        "controller",
                        "b",
                        "controller",
                        "c",
                        "controller",
                        "d",
                        "broker",
                        "e",
                        "broker",
                        "f",
                        "broker"))
                .watch(3);

        assertThat(List.of("a", "b", "d", "e"))
                .allSatisfy(node ->
                        assertThat(Fleet.against(kafka.restart(node))).as(node).isEmpty());
        kafka.member("c").answers = false;
        assertThat(Fleet.answer(kafka.restart("b"), "available")).isEqualTo(Answer.VIOLATED);
        assertThat(Fleet.answer(kafka.restart("e"), "available")).isEqualTo(Answer.HOLDS);
    }

    @Test
    void countsACopyThatWasAwayForLongerThanItsPeersKeepWrites() {
        assertThat(afterAnAbsence(10_800)).isEqualTo(Answer.HOLDS);
        assertThat(afterAnAbsence(20)).isEqualTo(Answer.VIOLATED);
    }

    @Test
    void knowsTheRingOnlyWhileAllNodesThatAreUpSeeTheSame() {
        Fleet cassandra = ring().acknowledged(Acknowledgement.Level.QUORUM).watch(3);
        assertThat(cassandra.view().ensemble().isKnown()).isTrue();

        cassandra.keepsItsView("c");
        cassandra.extra("d", "replication_factor", AttributeValue.of(3)).copy("d", "orders", ShardRole.SECONDARY);
        cassandra.configured("normal").watch(1);
        assertThat(cassandra.view().ensemble().isKnown()).isFalse();
        cassandra.member("c").answers = false;
        assertThat(cassandra.watch(1).view().ensemble().isKnown()).isTrue();

        cassandra.member("a").answers = false;
        cassandra.member("b").answers = false;
        assertThat(cassandra.watch(1).view().ensemble().isKnown()).isFalse();
    }

    /** In the cycle of the return it cannot be told for how long its peers kept writes. */
    @Test
    void countsACopyThatCameBackLateAlsoWhenAVersionWasNotCoveredJustThen() {
        Fleet cassandra = ring().acknowledged(Acknowledgement.Level.QUORUM);
        cassandra.usual("hint_window_seconds", AttributeValue.of(20)).watch(3);
        cassandra.member("c").answers = false;
        cassandra.watch(30);
        cassandra.member("c").answers = true;
        cassandra.member("a").version = Optional.of("99.0");
        cassandra.watch(1);
        cassandra.member("a").version = Optional.empty();
        cassandra.watch(3);

        assertThat(Fleet.answer(cassandra.restart("b"), "durable")).isEqualTo(Answer.VIOLATED);
    }

    /** Nobody was away, and there is nothing to be made up for. */
    @Test
    void countsCopiesThatWereThereWhileAVersionWasNotCovered() {
        Fleet cassandra = ring().acknowledged(Acknowledgement.Level.QUORUM);
        cassandra.usual("hint_window_seconds", AttributeValue.of(20)).watch(3);
        cassandra.member("a").version = Optional.of("99.0");
        cassandra.watch(30);
        cassandra.member("a").version = Optional.empty();
        cassandra.watch(3);

        assertThat(Fleet.answer(cassandra.restart("b"), "durable")).isEqualTo(Answer.HOLDS);
    }

    @Test
    void believesNoSingleNodeThatTheSameConfigurationHasOtherMembers() {
        Fleet kafka = brokers(2).acknowledged(Acknowledgement.Level.MODEL).watch(3);
        kafka.member("b").answers = false;
        kafka.member("c").answers = false;

        kafka.configured(List.of("a"), "combined").watch(3);

        assertThat(kafka.view().ensemble().isKnown()).isFalse();
    }

    @Test
    void remembersThatAClusterWorkedWhoseConfigurationNobodyReported() {
        Fleet kafka = Fleet.kafka();
        THREE.forEach(kafka::member);
        kafka.watch(2);

        assertThat(kafka.view().ensemble().isKnown()).isFalse();
        assertThat(kafka.view().everInitialised()).isTrue();
    }

    /** The next failure would stop writes of what is to have three copies. */
    @Test
    void letsNoneOfThreeCopiesLeaveForGoodButOneOfFour() {
        Fleet three = ring().acknowledged(Acknowledgement.Level.QUORUM).watch(3);
        Fleet four = ring();
        four.extra("d", "replication_factor", AttributeValue.of(3)).copy("d", "orders", ShardRole.SECONDARY);
        four.configured("normal").acknowledged(Acknowledgement.Level.QUORUM).watch(3);

        assertThat(Fleet.answer(three.ask("c", ActionKinds.CLUSTER_REMOVE), "tolerant"))
                .isEqualTo(Answer.VIOLATED);
        assertThat(Fleet.answer(four.ask("c", ActionKinds.CLUSTER_REMOVE), "tolerant"))
                .isEqualTo(Answer.HOLDS);
    }

    private static Answer afterAnAbsence(long hintSeconds) {
        Fleet cassandra = ring().acknowledged(Acknowledgement.Level.QUORUM);
        cassandra.usual("hint_window_seconds", AttributeValue.of(hintSeconds)).watch(3);
        cassandra.member("c").answers = false;
        cassandra.watch(30);
        cassandra.member("c").answers = true;
        cassandra.watch(3);
        return Fleet.answer(cassandra.restart("b"), "durable");
    }

    private static Fleet brokers(int min) {
        Fleet kafka = Fleet.kafka();
        for (String node : THREE) {
            kafka.extra(node, "min_insync_replicas", AttributeValue.of(min))
                    .copy(node, "__cluster_metadata", node.equals("a") ? ShardRole.PRIMARY : ShardRole.SECONDARY)
                    .copy(node, "orders-0", node.equals("b") ? ShardRole.PRIMARY : ShardRole.SECONDARY)
                    .copy(node, "orders-1", node.equals("c") ? ShardRole.PRIMARY : ShardRole.SECONDARY);
        }
        return kafka.configured("combined");
    }

    private static Fleet ring() {
        Fleet cassandra = Fleet.cassandra();
        for (String node : THREE) {
            cassandra.extra(node, "replication_factor", AttributeValue.of(3)).copy(node, "orders", ShardRole.SECONDARY);
        }
        return cassandra.configured("normal");
    }

    /** A primary that waits for so many standbys, and one standby. */
    private static Fleet pair(int synchronous) {
        Fleet pair = Fleet.postgresql();
        pair.copy("a", "cluster", ShardRole.PRIMARY)
                .extra("a", "fsync", AttributeValue.of("on"))
                .extra("a", "synchronous_count", AttributeValue.of(synchronous))
                .extra("a", "synchronous_candidates", AttributeValue.of("b"));
        standby(pair, "b");
        return pair.configured("streaming");
    }

    private static void standby(Fleet fleet, String node) {
        fleet.copy(node, "cluster", ShardRole.SECONDARY).extra(node, "fsync", AttributeValue.of("on"));
    }
}
