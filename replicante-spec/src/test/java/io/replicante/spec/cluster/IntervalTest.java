package io.replicante.spec.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.spec.model.ClusterRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntervalTest {
    private static final List<Duration> OUT_OF_BOUNDS = List.of(
            Duration.ofMillis(999),
            Duration.ofSeconds(-5),
            Duration.ofDays(30).plusNanos(1),
            Duration.ofSeconds(Long.MAX_VALUE));

    private static ClusterSpec cluster(Duration interval) {
        return new ClusterSpec(
                new ClusterRef("prod", "orders"), true, interval, Optional.empty(), Declaration.defaults());
    }

    private static PlatformSpec platform(Duration interval) {
        return new PlatformSpec("prod", "local", true, interval, "fake:local", Duration.ZERO);
    }

    @Test
    void nothingIsLookedAtMoreOftenThanEverySecondOrMoreSeldomThanEveryMonth() {
        assertThat(cluster(Duration.ofSeconds(1)).interval()).hasSeconds(1);
        assertThat(cluster(Duration.ofDays(30)).interval()).hasDays(30);
        assertThat(platform(Duration.ofDays(30)).discoveryInterval()).hasDays(30);
        for (Duration interval : OUT_OF_BOUNDS) {
            assertThatThrownBy(() -> cluster(interval)).hasMessageStartingWith("interval must be at ");
            assertThatThrownBy(() -> platform(interval)).hasMessageStartingWith("discovery.interval must be at ");
        }
    }
}
