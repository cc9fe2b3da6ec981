package io.replicante.spec.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the attributes of a copy tell of its term. */
class AgentShardTest {
    private static AgentShard copy(Map<String, AttributeValue> attributes) {
        return new AgentShard("data", Optional.of(ShardRole.PRIMARY), Optional.empty(), Optional.empty(), attributes);
    }

    /** Where none has begun yet some tell 0. */
    @ParameterizedTest
    @CsvSource({"1, true", "9223372036854775807, true", "0, false", "-1, false", "9223372036854775808, false"})
    void aTermIsAPositiveNumber(BigInteger told, boolean term) {
        AgentShard copy = copy(Map.of(AgentShard.TERM, new AttributeValue.Whole(told)));

        assertThat(copy.term()).isEqualTo(term ? Optional.of(told.longValue()) : Optional.empty());
    }

    @Test
    void aTermMayBeginAtTheFirstPositionAndOutOfNone() {
        AgentShard copy =
                copy(Map.of(AgentShard.TERM_BEGAN, AttributeValue.of(0), AgentShard.TERM_PARENT, AttributeValue.of(0)));

        assertThat(copy.termBegan()).contains(0L);
        assertThat(copy.termParent()).contains(0L);
        assertThat(copy.term()).isEmpty();
    }

    @Test
    void withoutATermNothingIsSaidOfHowItBegan() {
        AgentShard copy = copy(Map.of(
                AgentShard.TERM,
                AttributeValue.of(3),
                AgentShard.TERM_BEGAN,
                AttributeValue.of(9),
                AgentShard.TERM_PARENT,
                AttributeValue.of(2),
                "more",
                AttributeValue.of(1)));

        assertThat(copy.withoutTerm()).isEqualTo(copy(Map.of("more", AttributeValue.of(1))));
    }
}
