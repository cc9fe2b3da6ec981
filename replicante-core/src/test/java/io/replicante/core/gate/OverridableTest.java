package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.event.Actor;
import io.replicante.spec.model.ClusterRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rules a person may answer in place of, and what is said of the others. */
class OverridableTest {
    private static final List<String> RULES = List.of("durable", "tolerant", "allowed-by-mode", "old-primary-revoked");

    private static Optional<String> refusal(String rule, Optional<String> node, Optional<String> shards) {
        return Overridable.refusal(
                new SafetyOverride(
                        new ClusterRef("prod", "data"),
                        rule,
                        node,
                        shards,
                        Actor.person("ada"),
                        "it has to be",
                        Instant.parse("2031-03-09T08:00:00Z")),
                RULES);
    }

    @ParameterizedTest
    @CsvSource({"identity-certain", "lease-held", "revision-unmoved", "still-true", "allowed-by-mode"})
    void whatNobodyCanAnswerFor(String rule) {
        assertThat(refusal(rule, Optional.empty(), Optional.empty()))
                .hasValueSatisfying(
                        said -> assertThat(said).startsWith("the rule " + rule + " cannot be overridden: "));
        assertThat(Overridable.isOverridable(rule)).isFalse();
    }

    @Test
    void aRuleThatThereIsCanBeAnsweredFor() {
        assertThat(refusal("durable", Optional.empty(), Optional.empty())).isEmpty();
        assertThat(refusal("tolerant", Optional.of("a"), Optional.of("orders*")))
                .isEmpty();
        assertThat(Overridable.isOverridable("durable")).isTrue();
    }

    @Test
    void aRuleThatThereIsNotIsRefusedWithTheNearestOne() {
        assertThat(refusal("durabel", Optional.empty(), Optional.empty()))
                .contains("there is no rule durabel; did you mean \"durable\"?");
        assertThat(refusal("zzzzzzzzzzzz", Optional.empty(), Optional.empty()))
                .as("what can never be overridden is no proposal")
                .contains("there is no rule zzzzzzzzzzzz; an override can name durable, forgotten, old-primary-revoked,"
                        + " tolerant");
    }

    @ParameterizedTest
    @CsvSource({"old-primary-revoked", "forgotten"})
    void aPersonVouchesForOneNode(String rule) {
        String help = "for " + rule + " a person vouches for one node: name it under node_id, and no shards";

        assertThat(refusal(rule, Optional.of("a"), Optional.empty())).isEmpty();
        assertThat(refusal(rule, Optional.empty(), Optional.empty())).contains(help);
        assertThat(refusal(rule, Optional.of("a"), Optional.of("orders"))).contains(help);
        assertThat(refusal(rule, Optional.empty(), Optional.of("orders"))).contains(help);
    }
}
