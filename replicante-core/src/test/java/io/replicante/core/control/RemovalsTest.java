package io.replicante.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.core.Replicante;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.document.StateCodec;
import io.replicante.core.fixture.FakeNode;
import io.replicante.core.fixture.Shell;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.json.ClusterSpecManifest;
import io.replicante.spec.json.Manifest;
import io.replicante.spec.json.NamespaceManifest;
import io.replicante.spec.json.PlatformManifest;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import io.replicante.store.Commit;
import io.replicante.store.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RemovalsTest {
    private final Shell shell = new Shell();
    private final Replicante engine = shell.engine();

    @BeforeEach
    void declare() {
        shell.node("n1");
        shell.declare(engine, "n1");
    }

    private List<String> told(StreamKey key) {
        return shell.store.events(key, 0, 1000).stream().map(Event::code).toList();
    }

    private NamespaceStatus status() {
        return engine.desired().namespace(Shell.NS).map(Namespace::status).orElseThrow();
    }

    @Test
    void whatIsDeclaredCanBeRead() {
        assertThat(engine.desired().namespaces()).extracting(Namespace::id).containsExactly(Shell.NS);
        assertThat(engine.desired().platforms(Shell.NS))
                .extracting(PlatformSpec::name)
                .containsExactly("local");
        assertThat(engine.desired().platform(Shell.PLATFORM)).contains(Shell.platformSpec());
        assertThat(engine.desired().clusters(Shell.NS))
                .extracting(ClusterSpec::ref)
                .containsExactly(Shell.CLUSTER);
        assertThat(engine.desired().cluster(Shell.CLUSTER)).contains(Shell.clusterSpec());
        assertThat(engine.desired().platforms("pro")).isEmpty();
    }

    @Test
    @DisplayName("case 15b: a deleted cluster leaves behind whether it may hold data")
    void aDeletedClusterLeavesNothingButWhetherItMayHoldData() {
        String incarnation = engine.state(Shell.CLUSTER).orElseThrow().record().incarnation();
        engine.request(new NodeRef(Shell.CLUSTER, "n1"), FakeNode.COUNT, NullNode.getInstance(), Shell.PERSON);
        assertThat(engine.desired().deleteCluster(Shell.CLUSTER, Shell.PERSON)).isTrue();
        assertThat(engine.state(Shell.CLUSTER)).isEmpty();
        assertThat(engine.views().view(Shell.CLUSTER)).isEmpty();
        assertThat(engine.views().discovery(Shell.CLUSTER)).isEmpty();
        assertThat(engine.views().report(Shell.CLUSTER)).isEmpty();
        assertThat(engine.actions().list(Shell.CLUSTER, true, Optional.empty())).isEmpty();
        assertThat(told(StreamKey.of(Shell.CLUSTER)))
                .endsWith(EventCodes.NACTION_CANCEL, EventCodes.CLUSTER_SPEC_DELETED);
        assertThat(engine.desired().deleteCluster(Shell.CLUSTER, Shell.PERSON)).isFalse();
        engine.apply(new ClusterSpecManifest(Shell.clusterSpec()), Shell.PERSON);
        assertThat(engine.state(Shell.CLUSTER).orElseThrow().record().incarnation())
                .isEqualTo(incarnation);
    }

    @Test
    void anAttemptThatMayHaveAnEffectOutlivesItsCluster() {
        engine.request(new NodeRef(Shell.CLUSTER, "n1"), FakeNode.COUNT, NullNode.getInstance(), Shell.PERSON);
        shell.cycle(engine);
        engine.desired().deleteCluster(Shell.CLUSTER, Shell.PERSON);
        engine.apply(new ClusterSpecManifest(Shell.clusterSpec()), Shell.PERSON);
        assertThat(StateCodec.read(Shell.CLUSTER, shell.store.load(StateCodec.scopes(Shell.CLUSTER)))
                        .state()
                        .orElseThrow()
                        .intents())
                .hasSize(1);
    }

    @Test
    void aDeletedPlatformIsToldAndNotDiscovered() {
        assertThat(engine.desired().deletePlatform(Shell.PLATFORM, Shell.PERSON))
                .isTrue();
        assertThat(engine.desired().platform(Shell.PLATFORM)).isEmpty();
        assertThat(told(StreamKey.platform(Shell.NS, "local"))).endsWith(EventCodes.PLATFORM_DELETED);
        assertThat(engine.desired().deletePlatform(Shell.PLATFORM, Shell.PERSON))
                .isFalse();
    }

    @Test
    void aNamespaceIsDeletedWithItsLastCluster() {
        assertThat(engine.desired().deleteNamespace(Shell.NS, Shell.PERSON)).isTrue();
        assertThat(status()).isEqualTo(NamespaceStatus.DELETING);
        shell.cycle(engine);
        assertThat(engine.explain(Shell.CLUSTER).mode()).isEqualTo("delete");
        assertThatThrownBy(() -> engine.apply(
                        new NamespaceManifest(new Namespace(Shell.NS, NamespaceStatus.ACTIVE)), Shell.PERSON))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("may not change");
        engine.desired().deleteCluster(Shell.CLUSTER, Shell.PERSON);
        assertThat(status()).isEqualTo(NamespaceStatus.DELETED);
        assertThat(engine.desired().platforms(Shell.NS)).isEmpty();
        assertThat(told(StreamKey.namespace(Shell.NS)))
                .containsExactly(
                        EventCodes.NAMESPACE_APPLY,
                        EventCodes.NAMESPACE_DELETE_REQUESTED,
                        EventCodes.NAMESPACE_DELETED);
        assertThat(engine.desired().deleteNamespace(Shell.NS, Shell.PERSON)).isTrue();
        assertThat(engine.desired().namespaces()).isEmpty();
        assertThat(told(StreamKey.namespace(Shell.NS))).endsWith(EventCodes.NAMESPACE_FORGOTTEN);
    }

    @Test
    void aClusterThatIsFoundAgainAfterItWasDeletedDoesNoMoreByItselfThanBefore() {
        engine.pause(PauseTarget.cluster(Shell.CLUSTER), Shell.PERSON, "incident");
        engine.desired().deleteCluster(Shell.CLUSTER, Shell.PERSON);
        engine.discover(Shell.PLATFORM);
        shell.cycle(engine);

        assertThat(engine.explain(Shell.CLUSTER).mode()).isEqualTo("paused");
        ClusterSpec found = engine.desired().cluster(Shell.CLUSTER).orElseThrow();
        assertThat(found.active()).isTrue();
        assertThat(found.declaration()).isEqualTo(Declaration.watched());

        engine.apply(
                new ClusterSpecManifest(new ClusterSpec(
                        Shell.CLUSTER, false, Shell.INTERVAL, Optional.empty(), Declaration.defaults())),
                Shell.PERSON);
        engine.desired().deleteCluster(Shell.CLUSTER, Shell.PERSON);
        engine.discover(Shell.PLATFORM);
        assertThat(engine.desired().cluster(Shell.CLUSTER).orElseThrow().active())
                .isFalse();

        engine.apply(new ClusterSpecManifest(Shell.clusterSpec()), Shell.PERSON);
        assertThat(engine.desired().cluster(Shell.CLUSTER)).contains(Shell.clusterSpec());
    }

    @Test
    void aPauseThatOutlivedItsClusterCanBeEnded() {
        PauseTarget target = PauseTarget.cluster(Shell.CLUSTER);
        engine.pause(target, Shell.PERSON, "incident");
        engine.desired().deleteCluster(Shell.CLUSTER, Shell.PERSON);
        assertThat(engine.paused()).hasSize(1);
        engine.resume(target, Shell.PERSON, "over");
        assertThat(engine.paused()).isEmpty();
        assertThatThrownBy(() -> engine.resume(target, Shell.PERSON, "again"))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void theUnfinishedActionsOfADeletedClusterAreToldToBeCancelled() {
        UUID id = engine.orchestratorActions()
                .request(
                        OrchestratorOrder.of(Shell.CLUSTER, "core.replicante.io/test.loop", NullNode.getInstance()),
                        Shell.PERSON)
                .id();
        engine.desired().deleteCluster(Shell.CLUSTER, Shell.PERSON);
        assertThat(shell.store.events(StreamKey.of(Shell.CLUSTER), 0, 1000))
                .filteredOn(event -> event.code().equals(EventCodes.OACTION_CANCEL))
                .singleElement()
                .satisfies(event -> assertThat(event.cause()).contains(id.toString()))
                .satisfies(event -> assertThat(event.payload().toString()).contains("CANCELLED"));
    }

    @Test
    void aNamespaceThatIsBeingDeletedTakesNothingNew() {
        engine.desired().deleteNamespace(Shell.NS, Shell.PERSON);
        ClusterSpec other = new ClusterSpec(
                new ClusterRef(Shell.NS, "other"), true, Shell.INTERVAL, Optional.empty(), Declaration.defaults());
        PlatformSpec elsewhere =
                new PlatformSpec(Shell.NS, "elsewhere", true, Duration.ofMinutes(1), "fake:x", Duration.ofMinutes(1));
        for (Manifest fresh : List.of(new ClusterSpecManifest(other), new PlatformManifest(elsewhere))) {
            assertThatThrownBy(() -> engine.apply(fresh, Shell.PERSON))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("is being deleted: it takes nothing new");
        }
        engine.apply(new ClusterSpecManifest(Shell.clusterSpec()), Shell.PERSON);
        engine.desired().deleteCluster(Shell.CLUSTER, Shell.PERSON);
        assertThat(status()).isEqualTo(NamespaceStatus.DELETED);
        assertThatThrownBy(() -> engine.apply(new ClusterSpecManifest(other), Shell.PERSON))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aDeletedNamespaceWithAClusterIsEmptiedOnceMoreBeforeItIsForgotten() {
        engine.desired().deleteNamespace(Shell.NS, Shell.PERSON);
        engine.desired().deleteCluster(Shell.CLUSTER, Shell.PERSON);
        ClusterRef late = new ClusterRef(Shell.NS, "late");
        shell.store.commit(Commit.to(Scope.of(late))
                .put(Documents.write(
                        DocumentKind.CLUSTER_SPEC,
                        late.clusterId(),
                        new ClusterSpec(late, true, Shell.INTERVAL, Optional.empty(), Declaration.defaults())))
                .build());
        engine.desired().deleteNamespace(Shell.NS, Shell.PERSON);
        assertThat(status()).isEqualTo(NamespaceStatus.DELETING);
        engine.desired().deleteCluster(late, Shell.PERSON);
        assertThat(status()).isEqualTo(NamespaceStatus.DELETED);
    }
}
