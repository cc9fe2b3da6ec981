package io.replicante.spec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.spec.InvalidInputException;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.event.Actor;
import io.replicante.spec.model.ClusterRef;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverrideManifestTest {
    private static final String GOOD = """
            apiVersion: replicante.io/v0
            kind: Override
            spec:
              rule: old-primary-revoked
              scope: {ns_id: prod, cluster_id: orders, node_id: a}
              actor: grace
              reason: I pulled its cable
              expires: "2031-03-09T09:00:00+02:00"
            """;

    @Test
    void readsWhoVouchesForWhatAndUntilWhen() {
        assertThat(Manifests.read("o.yaml", GOOD))
                .containsExactly(new OverrideManifest(new SafetyOverride(
                        new ClusterRef("prod", "orders"),
                        "old-primary-revoked",
                        Optional.of("a"),
                        Optional.empty(),
                        Actor.person("grace"),
                        "I pulled its cable",
                        Instant.parse("2031-03-09T07:00:00Z"))));
    }

    @Test
    void namesEverythingThatIsMissing() {
        assertThatThrownBy(() ->
                        Manifests.read("o.yaml", "{apiVersion: replicante.io/v0, kind: Override, spec: {scope: {}}}"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("spec.rule")
                .hasMessageContaining("spec.scope.ns_id")
                .hasMessageContaining("spec.scope.cluster_id")
                .hasMessageContaining("spec.actor")
                .hasMessageContaining("spec.reason")
                .hasMessageContaining("spec.expires");
    }

    @Test
    void refusesATimeWithoutZoneAndAPatternThatIsMoreThanABeginning() {
        assertThatThrownBy(() -> Manifests.read("o.yaml", GOOD.replace("+02:00", "")))
                .hasMessageContaining("no time with its zone");
        assertThatThrownBy(() -> Manifests.read("o.yaml", GOOD.replace("node_id: a", "shards: \"a*b\"")))
                .hasMessageContaining("beginning of ids");
    }

    @Test
    void isTheSameObjectWhateverItsEndAndReason() {
        String again = GOOD.replace("cable", "plug").replace("09:00", "10:00");

        assertThatThrownBy(() -> Manifests.read("o.yaml", GOOD + "---\n" + again))
                .hasMessageContaining("declares the same object");
        assertThat(Manifests.read("o.yaml", GOOD + "---\n" + again.replace("node_id: a", "node_id: b")))
                .hasSize(2);
    }
}
