package io.replicante.stream.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RedeliveryTest {
    @Test
    void waitsTwiceAsLongEveryTimeUpToTheLimit() {
        Redelivery redelivery = new Redelivery(Duration.ofSeconds(1), Duration.ofSeconds(7));

        assertThat(IntStream.rangeClosed(1, 5).mapToObj(redelivery::after))
                .containsExactly(seconds(1), seconds(2), seconds(4), seconds(7), seconds(7));
        assertThat(redelivery.after(Integer.MAX_VALUE)).isEqualTo(seconds(7));
    }

    @Test
    void mayWaitEvenly() {
        assertThat(new Redelivery(seconds(3), seconds(3)).after(9)).isEqualTo(seconds(3));
    }

    @Test
    void refusesWaitsThatAreNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Redelivery(Duration.ZERO, seconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Redelivery(seconds(-1), seconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Redelivery(seconds(2), seconds(1)));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
