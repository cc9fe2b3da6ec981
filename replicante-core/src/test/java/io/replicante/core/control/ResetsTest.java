package io.replicante.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.core.Replicante;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.fixture.FakeNode;
import io.replicante.core.fixture.Shell;
import io.replicante.core.state.ClusterRecord;
import io.replicante.core.state.Fence;
import io.replicante.core.state.NodeRecord;
import io.replicante.spec.ConflictException;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.json.Json;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.model.OffsetUnit;
import io.replicante.store.Commit;
import io.replicante.store.Scope;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ResetsTest {
    private final Shell shell = new Shell();
    private final Replicante engine = shell.engine();

    private ClusterRecord record() {
        return engine.state(Shell.CLUSTER).orElseThrow().record();
    }

    private void remember(ClusterRecord record) {
        shell.store.commit(Commit.to(Scope.of(Shell.CLUSTER))
                .put(Documents.write(DocumentKind.RECORD, Shell.CLUSTER.clusterId(), record))
                .build());
    }

    @Test
    void forgetsConfigurationAndTermAndNotThatThereIsData() {
        engine.apply(Shell.manifests(), Shell.PERSON);
        String incarnation = record().incarnation();
        Instant formed = Instant.parse("2031-01-01T00:00:00Z");
        remember(new ClusterRecord(
                incarnation,
                Optional.of(formed),
                Optional.of("orders-1"),
                OptionalLong.of(7),
                Optional.of("server.1=a"),
                OptionalLong.of(3)));

        engine.resetDatastore(Shell.CLUSTER, Shell.PERSON, "Sunday's backup, after the fire");

        assertThat(record())
                .isEqualTo(new ClusterRecord(
                        incarnation,
                        Optional.of(formed),
                        Optional.of("orders-1"),
                        OptionalLong.empty(),
                        Optional.empty(),
                        OptionalLong.empty()));
        assertThat(engine.events(Shell.CLUSTER, 0, 100))
                .filteredOn(event -> event.code().equals(EventCodes.DATASTORE_RESET))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.actor()).isEqualTo(Shell.PERSON);
                    assertThat(event.payload().path("reason").asText()).contains("after the fire");
                    assertThat(event.payload().path("configuration_version").asLong())
                            .isEqualTo(7);
                });
    }

    /** What is remembered of each node would speak against what was brought back. */
    @Test
    void forgetsHowFarEachNodeHadCome() throws IOException {
        shell.node("n1");
        shell.declare(engine, "n1");
        shell.cycle(engine);
        ObjectNode stored =
                Documents.tree(engine.state(Shell.CLUSTER).orElseThrow().nodes().get("n1"));
        stored.set("shards", Json.mapper().readTree("""
                [{"id": "data", "role": "Primary", "attributes": {"replicante.io/term": 3, "replicante.io/term_began": 9, "more": 1}}]
                """));
        NodeRecord node = Json.mapper().treeToValue(stored, NodeRecord.class);
        CommitOffset offset = new CommitOffset(OffsetUnit.of("bytes"), 9);
        Fence fence = Fence.begun(Instant.EPOCH, 3, Fence.Cause.SUCCEEDED).endingAt(offset);
        shell.store.commit(Commit.to(Scope.of(Shell.CLUSTER))
                .put(Documents.write(DocumentKind.NODE, "n1", node.fenced(Optional.of(fence), Optional.of(fence))))
                .build());

        engine.resetDatastore(Shell.CLUSTER, Shell.PERSON, "Sunday's backup, after the fire");

        NodeRecord after = engine.state(Shell.CLUSTER).orElseThrow().nodes().get("n1");
        Fence forgotten = Fence.begun(Instant.EPOCH, 0, Fence.Cause.SUCCEEDED);
        assertThat(after.fence()).contains(forgotten);
        assertThat(after.succeeded()).contains(forgotten);
        assertThat(node.shards()).extracting(AgentShard::term).containsExactly(Optional.of(3L));
        assertThat(after.shards())
                .singleElement()
                .satisfies(copy -> assertThat(copy.attributes()).containsOnlyKeys("more"));
    }

    @Test
    void isRefusedWhileAnActionIsInFlight() {
        shell.node("n1");
        shell.declare(engine, "n1");
        engine.request(new NodeRef(Shell.CLUSTER, "n1"), FakeNode.COUNT, NullNode.getInstance(), Shell.PERSON);
        shell.cycle(engine);

        assertThatThrownBy(() -> engine.resetDatastore(Shell.CLUSTER, Shell.PERSON, "a backup"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("is in flight");
    }

    @Test
    void needsAClusterAndAReason() {
        engine.apply(Shell.manifests(), Shell.PERSON);

        assertThatThrownBy(() -> engine.resetDatastore(Shell.CLUSTER, Shell.PERSON, " "))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("which backup");
        assertThatThrownBy(() -> engine.resetDatastore(new ClusterRef(Shell.NS, "none"), Shell.PERSON, "a backup"))
                .isInstanceOf(InvalidInputException.class);
    }
}
