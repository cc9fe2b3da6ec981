package io.replicante.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.core.Replicante;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.fixture.FakeNode;
import io.replicante.core.fixture.Shell;
import io.replicante.core.state.ClusterRecord;
import io.replicante.spec.ConflictException;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import io.replicante.store.Commit;
import io.replicante.store.Scope;
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
