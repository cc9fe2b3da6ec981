package io.replicante.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrimaryOffsetTest {
    private static final Instant THEN = Instant.parse("2031-03-09T07:00:00Z");

    @Test
    void withoutTermsNothingIsComparedOnceAnotherNodeWasThePrimary() {
        PrimaryOffset before = read("a", 0, 1);

        assertThat(before.isOfOneHistory(List.of(before, read("a", 0, 2)))).isTrue();
        assertThat(read("a", 0, 3).isOfOneHistory(List.of(read("b", 0, 2)))).isTrue();
        assertThat(before.isOfOneHistory(List.of(before, read("b", 0, 2)))).isFalse();
    }

    @Test
    void aTermTellsBetter() {
        PrimaryOffset before = read("a", 1, 1);

        assertThat(before.isOfOneHistory(List.of(before, read("b", 2, 2)))).isTrue();
    }

    private static PrimaryOffset read(String node, long term, long second) {
        return new PrimaryOffset("cluster", node, term, "bytes", 100, THEN.plusSeconds(second));
    }
}
