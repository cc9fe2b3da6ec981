package io.replicante.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ForwardTimeTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final ForwardTime time = new ForwardTime(NOON);

    @Test
    void followsTheClock() {
        assertThat(time.at(NOON)).isEqualTo(NOON);
        assertThat(time.at(NOON.plusSeconds(5))).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void standsStillAtTheMomentTheClockIsSetBack() {
        assertThat(time.at(NOON.minusSeconds(60))).isEqualTo(NOON);
    }

    @Test
    void goesOnAtHalfSpeedUntilTheClockHasCaughtUp() {
        time.at(NOON.minusSeconds(60));

        assertThat(time.at(NOON)).isEqualTo(NOON.plusSeconds(30));
        assertThat(time.at(NOON.plusSeconds(40))).isEqualTo(NOON.plusSeconds(50));
        assertThat(time.at(NOON.plusSeconds(60))).isEqualTo(NOON.plusSeconds(60));
        assertThat(time.at(NOON.plusSeconds(61))).isEqualTo(NOON.plusSeconds(61));
    }
}
