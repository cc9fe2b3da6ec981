package io.replicante.spec.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> KNOWN = List.of("cluster_id", "interval", "active", "ns_id");

    @ParameterizedTest
    @CsvSource({
        "clusterId, cluster_id",
        "cluster-id, cluster_id",
        "CLUSTER_ID, cluster_id",
        "intreval, interval",
        "intervall, interval",
        "actve, active",
        "nsid, ns_id"
    })
    void findsWhatWasMeant(String written, String meant) {
        assertThat(Nearest.find(written, KNOWN)).contains(meant);
    }

    @Test
    void findsNothingFarAway() {
        assertThat(Nearest.find("platform", KNOWN)).isEmpty();
        assertThat(Nearest.find("", KNOWN)).isEmpty();
        assertThat(Nearest.find("x".repeat(1_000), KNOWN)).isEmpty();
        assertThat(Nearest.find("active", List.of())).isEmpty();
    }

    @Test
    void hintsAtFewNamesWhenNoneIsNear() {
        assertThat(Nearest.to("platform", KNOWN)).isEqualTo("; known are active, cluster_id, interval, ns_id");
        assertThat(Nearest.to("actve", KNOWN)).isEqualTo("; did you mean \"active\"?");
        assertThat(Nearest.to("x", List.of())).isEmpty();
        List<String> many =
                IntStream.range(0, 50).mapToObj(i -> "name-number-" + i).toList();
        assertThat(Nearest.to("x", many)).isEmpty();
    }
}
