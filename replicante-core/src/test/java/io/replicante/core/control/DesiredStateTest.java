package io.replicante.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.core.Replicante;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.fixture.Shell;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.cluster.PlatformRef;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.json.ClusterSpecManifest;
import io.replicante.spec.json.Manifest;
import io.replicante.spec.json.NamespaceManifest;
import io.replicante.spec.json.PlatformManifest;
import io.replicante.spec.model.ClusterRef;
import io.replicante.store.Commit;
import io.replicante.store.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class DesiredStateTest {
    private final Shell shell = new Shell();
    private final Replicante engine = shell.engine();

    @Test
    void tellsWhoAppliedWhat() {
        engine.apply(Shell.manifests(), Shell.PERSON);

        assertThat(shell.store.events(StreamKey.namespace(Shell.NS), 0, 10))
                .singleElement()
                .satisfies(event -> assertThat(event.code()).isEqualTo(EventCodes.NAMESPACE_APPLY));
        assertThat(shell.store.events(StreamKey.platform(Shell.NS, "local"), 0, 10))
                .singleElement()
                .satisfies(event -> assertThat(event.code()).isEqualTo(EventCodes.PLATFORM_APPLY));
        assertThat(shell.store.events(StreamKey.of(Shell.CLUSTER), 0, 10))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.code()).isEqualTo(EventCodes.CLUSTER_SPEC_APPLY);
                    assertThat(event.actor()).isEqualTo(Shell.PERSON);
                });
    }

    @Test
    void keepsWhatIsRememberedOfAClusterWhateverIsDeclared() {
        engine.apply(Shell.manifests(), Shell.PERSON);
        var record = engine.state(Shell.CLUSTER).orElseThrow().record();
        shell.store.commit(Commit.to(Scope.of(Shell.CLUSTER))
                .delete(DocumentKind.CLUSTER_SPEC, Shell.CLUSTER.clusterId())
                .build());
        assertThat(engine.state(Shell.CLUSTER)).isEmpty();

        engine.apply(Shell.manifests(), Shell.PERSON);

        assertThat(engine.state(Shell.CLUSTER).orElseThrow().record()).isEqualTo(record);
    }

    @Test
    void namesEveryProblemAndChangesNothing() {
        List<Manifest> manifests = List.of(
                new PlatformManifest(new PlatformSpec(
                        "nowhere", "local", true, Duration.ofMinutes(1), "fake:x", Duration.ofMinutes(1))),
                new ClusterSpecManifest(cluster("a/b", Optional.of(new PlatformRef("other", "p")), "a/b")),
                new ClusterSpecManifest(cluster("orders", Optional.of(new PlatformRef(Shell.NS, "none")), "sales")),
                new ClusterSpecManifest(cluster("orders", Optional.empty(), "orders")));

        InvalidInputException refusal =
                catchThrowableOfType(InvalidInputException.class, () -> engine.apply(manifests, Shell.PERSON));

        assertThat(refusal.problems())
                .extracting(Problem::path)
                .contains(
                        "[0].ns_id",
                        "[1].cluster_id",
                        "[1].ns_id",
                        "[1].platform",
                        "[2].platform",
                        "[2].declaration.definition.cluster_id",
                        "[2].declaration.datastore",
                        "[3]");
        assertThat(shell.store.load(List.of(Scope.of(Shell.CLUSTER))).revisions())
                .containsValue(0L);
        assertThat(shell.store.load(List.of(Scope.namespace("nowhere"))).revisions())
                .containsValue(0L);
    }

    private static ClusterSpec cluster(String id, Optional<PlatformRef> platform, String definitionId) {
        ClusterDefinition definition =
                new ClusterDefinition(JsonNodeFactory.instance.objectNode(), definitionId, "fake", "1.0", Map.of());
        Declaration declaration = Declaration.builder()
                .definition(definition)
                .datastore("never-defined")
                .build();
        return new ClusterSpec(new ClusterRef(Shell.NS, id), true, Shell.INTERVAL, platform, declaration);
    }

    @Test
    void refusesCertificatesThatNobodyCanRead() {
        for (String bundle : List.of("garbage", "", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")) {
            List<Manifest> manifests = List.of(
                    new NamespaceManifest(new Namespace(
                            Shell.NS,
                            NamespaceStatus.ACTIVE,
                            new Namespace.Tls(Optional.of(bundle)),
                            Namespace.Settings.DEFAULT)),
                    new PlatformManifest(new PlatformSpec(
                            Shell.NS,
                            "local",
                            true,
                            Duration.ofMinutes(1),
                            "fake:x",
                            Duration.ofMinutes(1),
                            new PlatformSpec.Tls(Optional.of(bundle), false))));

            InvalidInputException refused =
                    catchThrowableOfType(InvalidInputException.class, () -> engine.apply(manifests, Shell.PERSON));

            assertThat(refused.problems())
                    .extracting(Problem::path)
                    .satisfiesExactly(
                            namespace -> assertThat(namespace).endsWith(".tls.ca_bundle"),
                            platform -> assertThat(platform).endsWith(".url.tls_ca_bundle"));
            assertThat(engine.desired().namespaces()).isEmpty();
        }
    }

    @Test
    void findsReferencesInTheStoreAsWellAsBesideThem() {
        engine.apply(Shell.manifests().subList(0, 2), Shell.PERSON);
        engine.apply(Shell.manifests().get(2), Shell.PERSON);

        assertThat(engine.state(Shell.CLUSTER)).isPresent();
    }

    @Test
    @DisplayName("case 18a: the events of each key are counted without gaps, whoever writes them")
    void keepsEventsGaplessPerKey() {
        for (int i = 0; i < 5; i++) {
            engine.apply(Shell.manifests(), Shell.PERSON);
        }
        assertThat(engine.events(Shell.CLUSTER, 0, 100))
                .extracting(Event::sequence)
                .containsExactly(1L, 2L, 3L, 4L, 5L);
    }
}
