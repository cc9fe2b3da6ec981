package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.world.Fleet;
import io.replicante.spec.cluster.Acknowledgement;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.ShardRole;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the copies of a shard are taken for, by what nodes report of it and by what clients are declared to wait for. */
class CopiesReadingTest {
    private static final List<String> THREE = List.of("a", "b", "c");

    @ParameterizedTest
    @CsvSource({"MODEL,2", "ALL,2", "QUORUM,2", "ONE,1", ",1"})
    void aWriteToATopicIsOnAsManyCopiesAsItsClientsWaitFor(Acknowledgement.Level declared, long holders) {
        Fleet kafka = brokers();
        Optional.ofNullable(declared).ifPresent(kafka::acknowledged);

        assertThat(state(kafka, "orders").model()).isEqualTo(new Copies.Model.InSync(holders, 2));
    }

    @ParameterizedTest
    @CsvSource({"MODEL,1", "ONE,1", "QUORUM,2", "ALL,3", ",1"})
    void aReplicatedWriteIsOnAsManyCopiesAsItsClientsWaitFor(Acknowledgement.Level declared, long w) {
        Fleet ring = ring(3);
        Optional.ofNullable(declared).ifPresent(ring::acknowledged);

        assertThat(state(ring, "orders").model()).isEqualTo(new Copies.Model.Replicated(3, w));
    }

    /** Each broker that holds a copy and was read tells the same minimum, which is one at least. */
    @Test
    void aNumberIsKnownOnceAllThatHoldACopyAgree() {
        Fleet kafka = brokers();
        kafka.copy("d", "others", ShardRole.PRIMARY).extra("d", "min_insync_replicas", AttributeValue.of(1));
        assertThat(read(kafka, "orders")).isInstanceOf(Evidence.Known.class);

        kafka.extra("c", "min_insync_replicas", AttributeValue.of(1));
        assertThat(unknown(kafka, "orders")).contains("do not agree").contains("[2, 1]");
        kafka.watch(2).member("c").answers = false;
        assertThat(read(kafka, "orders")).isInstanceOf(Evidence.Known.class);
        kafka.extra("b", "min_insync_replicas", AttributeValue.of("many"));
        assertThat(unknown(kafka, "orders")).contains("does not report");
    }

    @ParameterizedTest
    @CsvSource({"0,false", "1,true"})
    void aMinimumOfNoneCannotBe(int min, boolean known) {
        Fleet kafka = brokers();
        THREE.forEach(node -> kafka.extra(node, "min_insync_replicas", AttributeValue.of(min)));

        assertThat(read(kafka, "orders").isKnown()).isEqualTo(known);
    }

    @ParameterizedTest
    @CsvSource({"0,ONE,false", "1,ONE,true", "1,ALL,true", "2,QUORUM,true"})
    void noMoreCopiesAcknowledgeThanThereAre(int n, Acknowledgement.Level level, boolean known) {
        assertThat(read(ring(n).acknowledged(level), "orders").isKnown()).isEqualTo(known);
    }

    @Test
    void nobodyWhoHoldsACopyCouldBeRead() {
        Fleet kafka = brokers().watch(2);
        THREE.forEach(node -> kafka.member(node).answers = false);

        assertThat(unknown(kafka, "orders")).contains("no node that holds a copy could be read");
    }

    /** Who could not be read is down and has lost its copy; who copies anew is up and counts for nothing. */
    @Test
    void eachCopyIsWhatItsNodeSaysOrTheWorst() {
        Fleet kafka = brokers().copy("b", "orders", ShardRole.RECOVERING).watch(2);
        kafka.member("c").answers = false;

        Copies copies = state(kafka, "orders");

        assertThat(copies.list()).extracting(Copies.Copy::nodeId).containsExactly("a", "b", "c");
        assertThat(copies.list()).extracting(Copies.Copy::up).containsExactly(true, true, false);
        assertThat(copies.list()).extracting(Copies.Copy::kept).containsExactly(true, true, false);
        assertThat(copies.list()).extracting(Copies.Copy::counts).containsExactly(true, false, true);
        assertThat(copies.list()).extracting(Copies.Copy::primary).containsExactly(true, false, false);
        assertThat(copies.list()).extracting(Copies.Copy::electable).containsExactly(true, false, true);
        assertThat(copies.succession()).isEqualTo(Copies.Succession.LOSSLESS);
    }

    /** One that is silent leads no more once another one says that it does. */
    @Test
    void theLastKnownPrimaryCountsUntilAnotherOneIsRead() {
        Fleet kafka = brokers().watch(2);
        kafka.member("a").answers = false;
        assertThat(state(kafka, "orders").list())
                .extracting(Copies.Copy::primary)
                .containsExactly(true, false, false);

        kafka.copy("b", "orders", ShardRole.PRIMARY);
        assertThat(state(kafka, "orders").list())
                .extracting(Copies.Copy::primary)
                .containsExactly(false, true, false);

        kafka.member("a").answers = true;
        assertThat(unknown(kafka, "orders")).contains("2 nodes say that they are its primary");
    }

    @Test
    void itIsUnknownWhichCopiesANodeHoldsThatNobodyEverRead() {
        Fleet kafka = brokers();
        kafka.member("d").tellsCopies = false;

        assertThat(reading(kafka).of(Set.of("d"), false).isKnown()).isFalse();
        assertThat(reading(kafka).of(Set.of(), false).toOptional()).contains(List.of());
        assertThat(reading(kafka).of(Set.of("a"), false).toOptional().orElseThrow())
                .extracting(Shard::name)
                .containsExactly("orders");
    }

    /** What it held alone nobody knows, and of the others' shards it may have lost a copy. */
    @Test
    void aDeadNodeThatNobodyEverReadMayHaveHeldACopyOfEverything() {
        Fleet kafka = brokers();
        kafka.member("d").answers = false;

        assertThat(reading(kafka).unread("d")).isPresent();
        assertThat(reading(kafka).of(Set.of("d"), false).toOptional().orElseThrow())
                .extracting(Shard::name)
                .containsExactly("orders");
    }

    /** Who joins changes where the data of all members is. */
    @Test
    void aNewcomerConcernsEverythingThatIsSpreadOverTheMembers() {
        assertThat(reading(ring(3)).of(Set.of(), true).toOptional().orElseThrow())
                .extracting(Shard::name)
                .containsExactly("orders");
        assertThat(reading(brokers()).of(Set.of(), true).toOptional()).contains(List.of());
    }

    /** Replicated copies lack writes once their node was away for longer than these are kept for it. */
    @ParameterizedTest
    @CsvSource({"10799,true", "10801,false"})
    void aCopyIsWholeUnlessItsNodeWasAwayForLongerThanHintsLast(long seconds, boolean whole) {
        Fleet ring = ring(3).acknowledged(Acknowledgement.Level.QUORUM).watch(3);
        ring.member("c").answers = false;
        ring.watch(1);
        ring.now = ring.now.plusSeconds(seconds - 1);
        ring.member("c").answers = true;

        assertThat(state(ring, "orders").list()).extracting(Copies.Copy::counts).containsExactly(true, true, whole);
    }

    private static Evidence<List<Shard>> read(Fleet fleet, String shard) {
        return reading(fleet)
                .of(Set.of("a"), false)
                .map(shards -> shards.stream()
                        .filter(each -> each.name().equals(shard))
                        .toList());
    }

    private static ShardsReading reading(Fleet fleet) {
        return ShardsReading.of(fleet.view(), Duration.ofSeconds(30));
    }

    private static Copies state(Fleet fleet, String shard) {
        return (Copies) read(fleet, shard).toOptional().orElseThrow().get(0).state();
    }

    private static String unknown(Fleet fleet, String shard) {
        return ((Evidence.Unknown<?>) read(fleet, shard)).reason();
    }

    private static Fleet brokers() {
        Fleet kafka = Fleet.kafka();
        for (String node : THREE) {
            kafka.extra(node, "min_insync_replicas", AttributeValue.of(2))
                    .copy(node, "orders", node.equals("a") ? ShardRole.PRIMARY : ShardRole.SECONDARY);
        }
        return kafka.configured("broker");
    }

    private static Fleet ring(int n) {
        Fleet ring = Fleet.cassandra();
        for (String node : THREE) {
            ring.extra(node, "replication_factor", AttributeValue.of(n)).copy(node, "orders", ShardRole.SECONDARY);
        }
        return ring.configured("normal");
    }
}
