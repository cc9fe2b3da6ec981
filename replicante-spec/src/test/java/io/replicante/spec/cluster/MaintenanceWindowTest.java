package io.replicante.spec.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.spec.json.ClusterSpecManifest;
import io.replicante.spec.json.Manifests;
import io.replicante.spec.protocol.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaintenanceWindowTest {
    /** From Saturday 22:00 to Sunday 04:00 in Berlin, where clocks go forward on Sunday, 2031-03-30. */
    private static final MaintenanceWindow NIGHT =
            MaintenanceWindow.of(List.of("saturday"), "22:00", Duration.ofHours(6), "Europe/Berlin");

    private static Instant at(String time) {
        return Instant.parse(time);
    }

    @Test
    void staysOpenOverMidnight() {
        assertThat(NIGHT.openUntil(at("2031-03-08T20:59:59Z"))).isEmpty();
        assertThat(NIGHT.openUntil(at("2031-03-08T21:00:00Z"))).contains(at("2031-03-09T03:00:00Z"));
        assertThat(NIGHT.openUntil(at("2031-03-09T02:59:59Z"))).contains(at("2031-03-09T03:00:00Z"));
        assertThat(NIGHT.openUntil(at("2031-03-09T03:00:00Z"))).isEmpty();
        assertThat(NIGHT.openUntil(at("2031-03-09T22:00:00Z"))).isEmpty();
    }

    @Test
    void opensByTheClocksOfItsZone() {
        assertThat(NIGHT.opensAfter(at("2031-03-09T03:00:00Z"))).isEqualTo(at("2031-03-15T21:00:00Z"));
        assertThat(NIGHT.opensAfter(at("2031-03-31T00:00:00Z"))).isEqualTo(at("2031-04-05T20:00:00Z"));
        assertThat(NIGHT.opensAfter(at("2031-03-08T21:00:00Z"))).isEqualTo(at("2031-03-15T21:00:00Z"));
    }

    @Test
    void maySpanAWeek() {
        MaintenanceWindow week = MaintenanceWindow.of(List.of("monday"), "00:00", Duration.ofDays(7), "Z");

        assertThat(week.openUntil(at("2031-03-09T23:59:59Z"))).contains(at("2031-03-10T00:00:00Z"));
    }

    @Test
    void refusesWhatMeansNothing() {
        assertThatThrownBy(() -> MaintenanceWindow.of(List.of("someday"), "22:00", Duration.ofHours(1), "Z"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MaintenanceWindow.of(List.of(), "ten", Duration.ofHours(1), "Z"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MaintenanceWindow.of(List.of(), "22:00", Duration.ofHours(1), "Moon/Sea"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MaintenanceWindow.of(List.of(), "22:00", Duration.ZERO, "Z"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MaintenanceWindow.of(List.of(), "22:00", Duration.ofDays(8), "Z"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isDeclaredWithItsCluster() {
        ClusterSpec spec = ((ClusterSpecManifest) Manifests.read("c.yaml", """
                apiVersion: replicante.io/v0
                kind: ClusterSpec
                spec:
                  ns_id: default
                  cluster_id: zoo
                  declaration:
                    windows:
                      - {days: [saturday], from: "22:00", lasts: PT6H, zone: Europe/Berlin}
                      - {from: "03:00", lasts: PT30M, zone: Z}
                """).get(0)).clusterSpec();

        assertThat(spec.declaration().windows())
                .containsExactly(NIGHT, MaintenanceWindow.of(List.of(), "03:00", Duration.ofMinutes(30), "Z"));
        assertThat(Messages.CLUSTER_SPEC.read(Messages.CLUSTER_SPEC.tree(spec))).isEqualTo(spec);
    }

    @Test
    void isRefusedInAManifestWithItsPlace() {
        assertThatThrownBy(() -> Manifests.read("c.yaml", """
                apiVersion: replicante.io/v0
                kind: ClusterSpec
                spec:
                  ns_id: default
                  cluster_id: zoo
                  declaration:
                    windows: [{from: "25:00", lasts: PT6H, zone: Z}]
                """))
                .hasMessageContaining("windows[0]")
                .hasMessageContaining("25:00");
    }
}
