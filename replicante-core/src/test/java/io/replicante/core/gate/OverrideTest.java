package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.plan.Situation;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.world.Fleet;
import io.replicante.spec.cluster.Acknowledgement;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.ShardRole;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three brokers, and topics with one copy on one of them. */
class OverrideTest {
    private static final Optional<String> ANY = Optional.empty();

    private final Fleet kafka = brokers();
    private final Instant later = kafka.now.plusSeconds(86_400);

    /** Scenario K. */
    @Test
    @DisplayName("scenario K4: a person's word for that topic alone lets the roll go on")
    void letsTheRollGoOnForTheOneTopicThatItNames() {
        kafka.copy("b", "audit-0", ShardRole.PRIMARY).watch(3);
        assertThat(Fleet.against(kafka.restart("b")).get("available")).contains("audit-0");

        kafka.override("available", ANY, Optional.of("audit-0"), later);
        Decision decision = kafka.restart("b");

        assertThat(decision.verdict()).isEqualTo(Verdict.ALLOWED);
        Reason available = reason(decision, "available");
        assertThat(available.answer()).isEqualTo(Answer.HOLDS);
        assertThat(available.message())
                .contains("overridden for the shards audit-0 by person:grace until " + later)
                .contains("because the owner agreed")
                .contains("shard audit-0: ");
        assertThat(available.evidence()).containsEntry("overridden", "VIOLATED");
    }

    @Test
    void judgesEveryOtherShardAsBefore() {
        kafka.copy("b", "audit-0", ShardRole.PRIMARY)
                .copy("b", "orders-9", ShardRole.PRIMARY)
                .watch(3);
        kafka.override("available", ANY, Optional.of("audit-*"), later);

        Decision decision = kafka.restart("b");

        assertThat(decision.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(reason(decision, "available").message()).contains("orders-9").doesNotContain("audit-0");

        kafka.override("available", ANY, Optional.of("orders-9"), later);
        assertThat(kafka.restart("b").verdict()).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void countsForTheNodeThatItNamesOnly() {
        kafka.copy("b", "audit-0", ShardRole.PRIMARY).copy("c", "audit-1", ShardRole.PRIMARY);
        kafka.watch(3).override("available", Optional.of("b"), ANY, later);

        assertThat(kafka.restart("b").verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(kafka.restart("c").verdict()).isEqualTo(Verdict.REFUSED);
    }

    @Test
    @DisplayName("case 17e: a person's word has to last until the action that it allows is over")
    void hasToLastUntilTheActionIsOver() {
        kafka.copy("b", "audit-0", ShardRole.PRIMARY).watch(3);
        kafka.override("available", ANY, ANY, kafka.now.plusSeconds(30));

        Decision decision = kafka.restart("b");

        assertThat(decision.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(reason(decision, "available").message())
                .contains("audit-0")
                .contains("before the action has to be over");
    }

    @Test
    void countsNoMoreOnceItExpired() {
        kafka.copy("b", "audit-0", ShardRole.PRIMARY).watch(3);
        kafka.override("available", ANY, ANY, kafka.now.plusSeconds(3_600));
        assertThat(kafka.restart("b").verdict()).isEqualTo(Verdict.ALLOWED);

        kafka.now = kafka.now.plusSeconds(3_600);
        kafka.watch(3);

        assertThat(kafka.restart("b").verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(kafka.view().state().overrides()).isEmpty();
    }

    @Test
    void standsInForAnAnswerThatCannotBeTold() {
        kafka.member("a").extras.clear();
        kafka.watch(3);
        assertThat(Fleet.answer(kafka.restart("b"), "durable")).isEqualTo(Answer.UNKNOWN);

        kafka.override("durable", ANY, ANY, later);

        Reason durable = reason(kafka.restart("b"), "durable");
        assertThat(durable.answer()).isEqualTo(Answer.HOLDS);
        assertThat(durable.evidence()).containsEntry("overridden", "UNKNOWN");
    }

    @Test
    void loosensNoRuleButItsOwn() {
        kafka.watch(3);
        kafka.member("c").answers = false;
        kafka.override("tolerant", ANY, ANY, later);

        Decision decision = kafka.restart("b");

        assertThat(Fleet.answer(decision, "tolerant")).isEqualTo(Answer.HOLDS);
        assertThat(Fleet.answer(decision, "available")).isEqualTo(Answer.VIOLATED);
    }

    @Test
    void doesNotNameTheQuorumOfTheVotersByAnyShard() {
        kafka.watch(3);
        kafka.member("c").answers = false;
        kafka.override("available", ANY, Optional.of("*"), later);

        assertThat(reason(kafka.restart("b"), "available").answer()).isEqualTo(Answer.VIOLATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"allowed-by-mode", "identity-certain"})
    @DisplayName("case 22c: some rules nobody may answer in place of")
    void isPassedOverWhereNobodyMayAnswerInPlaceOfTheRule(String rule) {
        SafetyRule refusing = new SafetyRule() {
            @Override
            public String id() {
                return rule;
            }

            @Override
            public Reason judge(GateCase judged) {
                return violated("no");
            }
        };
        kafka.watch(3).override(rule, ANY, ANY, later);
        GateCase judged = new GateCase(
                kafka.restart("b").candidate(), new Situation(kafka.view(), new TreeMap<>()), SafetySettings.DEFAULT);

        assertThat(Overriding.of(refusing, judged, SafetyRule::judge).answer()).isEqualTo(Answer.VIOLATED);
    }

    /** Nothing is promoted on a word for another node, nor for another rule. */
    @Test
    void vouchesForTheNodeThatItNamesUntilItExpires() {
        kafka.override(SafetyOverride.OLD_PRIMARY_REVOKED, Optional.of("a"), ANY, later);
        kafka.override(SafetyOverride.FORGOTTEN, Optional.of("c"), ANY, later);

        var state = kafka.view().state();

        assertThat(state.attestation(SafetyOverride.OLD_PRIMARY_REVOKED, "a", kafka.now))
                .hasValueSatisfying(word -> assertThat(word.actor().name()).isEqualTo("grace"));
        assertThat(state.attestation(SafetyOverride.OLD_PRIMARY_REVOKED, "c", kafka.now))
                .isEmpty();
        assertThat(state.attestation(SafetyOverride.OLD_PRIMARY_REVOKED, "a", later))
                .isEmpty();
        assertThat(state.attestation(SafetyOverride.FORGOTTEN, "c", kafka.now)).isPresent();
    }

    private static Reason reason(Decision decision, String rule) {
        return decision.reasons().stream()
                .filter(each -> each.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private static Fleet brokers() {
        Fleet kafka = Fleet.kafka().acknowledged(Acknowledgement.Level.MODEL);
        for (String node : List.of("a", "b", "c")) {
            kafka.extra(node, "min_insync_replicas", AttributeValue.of(2))
                    .copy(node, "__cluster_metadata", node.equals("a") ? ShardRole.PRIMARY : ShardRole.SECONDARY)
                    .copy(node, "orders-0", node.equals("b") ? ShardRole.PRIMARY : ShardRole.SECONDARY);
        }
        return kafka.configured("combined");
    }
}
