package io.replicante.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.replicante.core.telemetry.Meters;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EffortTest {
    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void addsUpCyclesHoweverTheyEnded() {
        meters.timer(Meters.CYCLES, Meters.TAG_OUTCOME, "completed").record(Duration.ofMillis(10));
        meters.timer(Meters.CYCLES, Meters.TAG_OUTCOME, "failed").record(Duration.ofMillis(40));
        meters.timer(Meters.EVENTS_LAG).record(Duration.ofMillis(7));

        assertThat(Effort.of(meters)).isEqualTo(new Effort(2, 25, 7));
    }

    @Test
    void isNothingBeforeTheFirstCycle() {
        assertThat(Effort.of(meters)).isEqualTo(new Effort(0, 0, 0));
    }
}
