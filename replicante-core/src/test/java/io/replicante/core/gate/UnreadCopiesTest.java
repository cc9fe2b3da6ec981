package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.world.Fleet;
import io.replicante.spec.cluster.Acknowledgement;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.ShardRole;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes of which everything was read but their copies, or nothing ever. */
class UnreadCopiesTest {
    @Test
    void aBrokerWhoseCopiesWereNeverReadIsNotOneThatHasNone() {
        Fleet kafka = brokers("a", "b", "c");
        kafka.member("b").tellsCopies = false;
        kafka.watch(3);

        Decision restart = kafka.restart("b");

        assertThat(restart.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(List.of("evidence-fresh", "durable", "available", "tolerant"))
                .allSatisfy(rule -> assertThat(Fleet.answer(restart, rule)).isEqualTo(Answer.UNKNOWN));
    }

    @Test
    void aBrokerThatHasNoneIsRestarted() {
        Fleet kafka = brokers("a", "b", "c");
        kafka.member("c").copies.keySet().removeIf(shard -> shard.startsWith("orders"));
        kafka.watch(3);

        assertThat(Fleet.answer(kafka.restart("c"), "evidence-fresh")).isEqualTo(Answer.HOLDS);
        assertThat(Fleet.answer(kafka.restart("c"), "durable")).isEqualTo(Answer.HOLDS);
    }

    @Test
    void aCopyInARoleThatWasReadEarlierMayBeThePrimaryByNow() {
        Fleet pair = pair();
        pair.watch(3);
        assertThat(Fleet.answer(pair.restart("b"), "primary-moved-first")).isEqualTo(Answer.HOLDS);
        pair.member("b").tellsCopies = false;

        Decision restart = pair.restart("b");

        assertThat(Fleet.answer(restart, "evidence-fresh")).isEqualTo(Answer.UNKNOWN);
        assertThat(Fleet.answer(restart, "primary-moved-first")).isEqualTo(Answer.UNKNOWN);
    }

    /** Everybody else is up, and yet some data may be on two copies only. */
    @Test
    void aMemberThatWasNeverReadMayHaveLostACopyOfEverything() {
        assertThat(restartBesideFourth(true).verdict()).isEqualTo(Verdict.ALLOWED);

        Decision restart = restartBesideFourth(false);

        assertThat(Fleet.answer(restart, "available")).isEqualTo(Answer.VIOLATED);
        assertThat(restart.verdict()).isEqualTo(Verdict.REFUSED);
    }

    /** An agent that leaves a copy out does not make its node one without. */
    @Test
    void aServerWhoseOnlyCopyIsLeftOutHasItStill() {
        Fleet pair = pair();
        pair.watch(3);
        pair.member("b").copies.clear();
        pair.watch(3);

        assertThat(Fleet.answer(pair.restart("b"), "primary-moved-first")).isEqualTo(Answer.UNKNOWN);
    }

    private static Decision restartBesideFourth(boolean answers) {
        Fleet ring = Fleet.cassandra();
        for (String node : List.of("a", "b", "c", "d")) {
            ring.extra(node, "replication_factor", AttributeValue.of(3)).copy(node, "orders", ShardRole.SECONDARY);
        }
        ring.configured("normal").acknowledged(Acknowledgement.Level.QUORUM);
        ring.member("d").answers = answers;
        return ring.watch(3).restart("b");
    }

    private static Fleet brokers(String... nodes) {
        Fleet kafka = Fleet.kafka();
        for (String node : nodes) {
            boolean first = node.equals(nodes[0]);
            kafka.extra(node, "min_insync_replicas", AttributeValue.of(2))
                    .copy(node, "__cluster_metadata", first ? ShardRole.PRIMARY : ShardRole.SECONDARY)
                    .copy(node, "orders-0", first ? ShardRole.PRIMARY : ShardRole.SECONDARY);
        }
        return kafka.configured("combined").acknowledged(Acknowledgement.Level.MODEL);
    }

    private static Fleet pair() {
        Fleet pair = Fleet.postgresql();
        pair.copy("a", "cluster", ShardRole.PRIMARY)
                .copy("b", "cluster", ShardRole.SECONDARY)
                .extra("a", "fsync", AttributeValue.of("on"))
                .extra("b", "fsync", AttributeValue.of("on"))
                .extra("a", "synchronous_count", AttributeValue.of(0));
        return pair.configured("streaming");
    }
}
