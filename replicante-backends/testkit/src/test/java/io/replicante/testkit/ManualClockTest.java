package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class ManualClockTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualClock clock = ManualClock.at(START);

    @Test
    void standsStillUntilItIsMoved() {
        assertThat(clock.instant()).isEqualTo(START).isEqualTo(clock.instant());
        assertThat(clock.nanos()).isZero();
    }

    @Test
    void advancesBothClocks() {
        clock.advance(Duration.ofSeconds(2));

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(2));
        assertThat(clock.ticker().getAsLong()).isEqualTo(2_000_000_000L);
    }

    @Test
    void movesTheWallClockAlone() {
        clock.moveWall(Duration.ofHours(-1));

        assertThat(clock.instant()).isEqualTo(START.minusSeconds(3600));
        assertThat(clock.nanos()).isZero();
    }

    @Test
    void timeDoesNotGoBack() {
        assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofNanos(-1)));
    }

    @Test
    void showsTheSameTimeInEveryZone() {
        Clock berlin = clock.withZone(ZoneId.of("Europe/Berlin"));
        clock.advance(Duration.ofSeconds(5));

        assertThat(berlin.instant()).isEqualTo(clock.instant());
        assertThat(berlin.getZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(berlin.withZone(ZoneOffset.UTC).getZone()).isEqualTo(clock.getZone());
    }
}
