package io.replicante.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.core.Replicante;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.fixture.Shell;
import io.replicante.core.state.CycleReport;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.json.ClusterSpecManifest;
import io.replicante.spec.protocol.Messages;
import io.replicante.store.Commit;
import io.replicante.store.Document;
import io.replicante.store.Scope;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HinderedCycleTest {
    private static final Scope OWN = Scope.of(Shell.CLUSTER);

    private final Shell shell = new Shell();
    private final Replicante engine = shell.engine();

    @BeforeEach
    void declare() {
        shell.node("n1");
        shell.declare(engine, "n1");
    }

    private CycleReport report() {
        return engine.report(Shell.CLUSTER).orElseThrow();
    }

    private List<String> outcomes() {
        return engine.events(Shell.CLUSTER, 0, 1000).stream()
                .filter(event -> event.code().equals(EventCodes.ORCHESTRATE_REPORT))
                .map(Event::payload)
                .map(payload -> payload.path("outcome").asText())
                .toList();
    }

    @Test
    void theReportOfACycleThatWasNotCompletedTellsWhyAsErrorsAreTold() {
        apply(false);
        shell.cycle(engine);
        JsonNode told = Messages.ORCHESTRATE_REPORT.tree(
                engine.views().report(Shell.CLUSTER).orElseThrow());
        assertThat(told.at("/notes/0/data/details/error_msg").asText()).contains("not active");
    }

    private void apply(boolean active) {
        engine.apply(
                List.of(new ClusterSpecManifest(new ClusterSpec(
                        Shell.CLUSTER, active, Shell.INTERVAL, Optional.of(Shell.PLATFORM), Declaration.defaults()))),
                Shell.PERSON);
    }

    private String spec() {
        return document().body();
    }

    private Document document() {
        return shell.store
                .load(List.of(OWN))
                .find(OWN, DocumentKind.CLUSTER_SPEC, Shell.CLUSTER.clusterId())
                .orElseThrow();
    }

    private void store(String spec) {
        shell.store.commit(Commit.to(OWN)
                .put(new Document(DocumentKind.CLUSTER_SPEC, Shell.CLUSTER.clusterId(), spec))
                .build());
    }

    @Test
    void aCycleOfAClusterThatIsNotActiveLeavesAReport() {
        apply(false);
        shell.cycle(engine);
        assertThat(report().outcome()).contains("not active");
        shell.cycle(engine);
        assertThat(outcomes().stream().filter(told -> told.contains("not active")))
                .hasSize(1);

        apply(true);
        shell.cycle(engine);
        assertThat(report().outcome()).isEqualTo("completed");
        assertThat(outcomes()).last().isEqualTo("completed");
    }

    @Test
    void aCycleOfAClusterThatCannotBeReadLeavesAReportThatNamesWhy() {
        store(spec().replace("\"format\":1", "\"format\":7"));
        shell.cycle(engine);
        assertThat(report().outcome()).contains("cannot be read");
        assertThat(report().notes())
                .singleElement()
                .asString()
                .contains("clusterspec orders")
                .contains("7");
        shell.cycle(engine);
        assertThat(outcomes().stream().filter(told -> told.contains("cannot be read")))
                .hasSize(1);
    }

    @Test
    void anIntervalThatNobodyCanWaitForIsNotReadAndHoldsNoLease() {
        String endless = spec().replaceAll("\"interval\":[^,]+", "\"interval\":\"PT2562047788015215H\"");
        assertThat(endless).isNotEqualTo(spec());
        store(endless);
        assertThat(shell.cycle(engine).outcome()).contains("cannot be read");
        apply(true);
        assertThat(shell.cycle(shell.engine()).outcome()).isEqualTo("completed");
    }
}
