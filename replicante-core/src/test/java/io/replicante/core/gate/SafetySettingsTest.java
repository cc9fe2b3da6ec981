package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SafetySettingsTest {
    /** Differs from the defaults in everything. */
    private static final SafetySettings OTHER = new SafetySettings(
            Duration.ofSeconds(1),
            0.2,
            3,
            Duration.ofSeconds(4),
            Duration.ofSeconds(5),
            Duration.ofSeconds(6),
            7,
            0.8,
            2,
            Duration.ofSeconds(9),
            11,
            Duration.ofSeconds(12));

    @Test
    void keepsWhatABuilderDoesNotName() throws ReflectiveOperationException {
        for (RecordComponent part : SafetySettings.class.getRecordComponents()) {
            assertThat(part.getAccessor().invoke(OTHER))
                    .as(part.getName())
                    .isNotEqualTo(part.getAccessor().invoke(SafetySettings.DEFAULT));
        }
        assertThat(OTHER.toBuilder().build()).isEqualTo(OTHER);
    }

    @Test
    void changesWhatABuilderNames() {
        SafetySettings named = SafetySettings.DEFAULT.toBuilder()
                .caughtUpMax(OTHER.caughtUpMax())
                .lossShare(OTHER.lossShare())
                .lossNodes(OTHER.lossNodes())
                .lossWindow(OTHER.lossWindow())
                .retryBase(OTHER.retryBase())
                .retryMax(OTHER.retryMax())
                .retryStop(OTHER.retryStop())
                .fleetShare(OTHER.fleetShare())
                .fleetDomains(OTHER.fleetDomains())
                .fleetMax(OTHER.fleetMax())
                .flapOpenings(OTHER.flapOpenings())
                .flapWindow(OTHER.flapWindow())
                .build();
        assertThat(named).isEqualTo(OTHER);
    }
}
