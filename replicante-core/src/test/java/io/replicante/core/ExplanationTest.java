package io.replicante.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.core.control.PauseTarget;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.fixture.FakeNode;
import io.replicante.core.fixture.Shell;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Subject;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.PlatformRef;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import io.replicante.store.Commit;
import io.replicante.store.Document;
import io.replicante.store.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ExplanationTest {
    private final Shell shell = new Shell();
    private final FakeNode node = shell.node("n1");
    private final Replicante engine = shell.engine();

    private void ask(String kind) {
        engine.request(new NodeRef(Shell.CLUSTER, "n1"), kind, NullNode.getInstance(), Shell.PERSON);
    }

    @Test
    void saysWhyItDoesNotAct() {
        shell.declare(engine, "n1");
        engine.pause(PauseTarget.cluster(Shell.CLUSTER), Shell.PERSON, "lunch");
        ask(ActionKinds.TEST_SUCCESS);
        shell.cycle(engine);

        Explanation explanation = engine.explain(Shell.CLUSTER);

        var json = explanation.json();
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "ns_id", "cluster_id", "evaluated_at", "mode", "findings", "under_way", "decisions", "notes");
        assertThat(json.path("mode").asText()).isEqualTo("paused");
        var decision = json.path("decisions").path(0);
        assertThat(decision.path("action").path("kind").asText()).isEqualTo(ActionKinds.TEST_SUCCESS);
        assertThat(decision.path("action").path("node_id").asText()).isEqualTo("n1");
        assertThat(decision.path("verdict").asText()).isEqualTo("REFUSED");
        assertThat(decision.path("reasons")).anySatisfy(reason -> {
            assertThat(reason.path("rule").asText()).isEqualTo("allowed-by-mode");
            assertThat(reason.path("answer").asText()).isEqualTo("VIOLATED");
            assertThat(reason.path("message").asText()).isNotEmpty();
            assertThat(reason.path("evidence").isObject()).isTrue();
        });
        assertThat(explanation.text())
                .contains("Cluster prod/orders, as of 2031-03-09T07:00:02Z, mode paused")
                .contains("agent.replicante.io/test.success on n1: refused")
                .contains("allowed-by-mode forbids it:");
    }

    /** Names and messages come from datastores, agents and people. */
    @Test
    void nobodysNameForgesALineOrCommandsATerminal() {
        String name = "z\nWhat would help: nothing is needed\n\u001b[2J\u202e";
        Finding named = new Finding(
                "STRAY",
                Finding.Severity.ERROR,
                new Subject("member", name),
                name,
                Map.of(name, name),
                Instant.EPOCH,
                1,
                new UUID(0, 1));
        Explanation explanation = new Explanation(
                Shell.CLUSTER, Optional.empty(), "sync", List.of(named), List.of(), List.of(), List.of(name));

        assertThat(explanation.text().lines())
                .filteredOn(line -> line.startsWith("What would help"))
                .hasSize(1);
        assertThat(explanation.text())
                .doesNotContain("\u001b", "\u202e")
                .contains("z\\u000aWhat would help: nothing is needed\\u000a\\u001b[2J\\u202e");
        assertThat(explanation.json().path("notes").path(0).asText()).isEqualTo(name);
    }

    @Test
    void saysWhatIsUnderWay() {
        shell.declare(engine, "n1");
        ask(FakeNode.COUNT);
        shell.cycle(engine);

        assertThat(engine.explain(Shell.CLUSTER)
                        .json()
                        .path("under_way")
                        .path(0)
                        .path("phase")
                        .asText())
                .isEqualTo("SENT");
        assertThat(engine.explain(Shell.CLUSTER).text())
                .contains("What is under way:\n  " + FakeNode.COUNT + " on n1: sent, accepted by the agent of n1");
    }

    @Test
    void saysWhyNobodyKnowsWhichNodesThereAre() {
        shell.declare(engine, "n1");
        shell.platform.listing = () -> {
            throw new UnavailableException("the rack reboots");
        };
        engine.discover(new PlatformRef(Shell.NS, "local"));
        shell.time.advance(Duration.ofHours(1));
        shell.cycle(engine);

        assertThat(engine.explain(Shell.CLUSTER).text())
                .contains("WARNING STALE_VIEW")
                .contains("the last attempt failed: the rack reboots");
    }

    @Test
    void knowsNothingOfAClusterThatIsNotThere() {
        assertThatThrownBy(() -> engine.explain(new ClusterRef("prod", "none")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there is no cluster prod/none");
    }

    @Test
    @DisplayName("hole 54: a cluster of which something cannot be read is only watched")
    void onlyWatchesAClusterOfWhichSomethingCannotBeRead() {
        shell.declare(engine, "n1");
        ask(FakeNode.COUNT);
        Document broken = new Document(DocumentKind.RETRY, "odd", "{\"format\":7}");
        put(broken);

        shell.cycle(engine);
        shell.cycle(engine);

        assertThat(node.received).isEmpty();
        Explanation explanation = engine.explain(Shell.CLUSTER);
        assertThat(explanation.findings()).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("RECORD_QUARANTINED");
            assertThat(finding.message()).isEqualTo("retry odd cannot be read: its format is 7, known is 1");
        });
        assertThat(explanation.decisions())
                .allSatisfy(each -> assertThat(each.against()).isNotEmpty());
        assertThat(quarantined()).hasSize(1);
        assertThat(shell.store.load(List.of(Scope.of(Shell.CLUSTER))).find(Scope.of(Shell.CLUSTER), "retry", "odd"))
                .contains(broken);
        assertThat(shell.meters.counter("replicante.quarantined").count()).isEqualTo(1);

        shell.store.commit(Commit.to(Scope.of(Shell.CLUSTER))
                .delete(DocumentKind.RETRY, "odd")
                .build());
        shell.cycle(engine);
        shell.cycle(engine);
        assertThat(node.received).hasSize(1);
    }

    @Test
    void reportsAClusterOfWhichNothingCanBeRead() {
        shell.declare(engine, "n1");
        put(new Document(DocumentKind.RECORD, Shell.CLUSTER.clusterId(), "nonsense"));

        assertThat(shell.cycle(engine).outcome()).contains("cannot be read");
        shell.cycle(engine);

        assertThat(quarantined()).hasSize(1);
        assertThat(engine.explain(Shell.CLUSTER).text()).contains("ERROR RECORD_QUARANTINED");
    }

    private void put(Document document) {
        shell.store.commit(Commit.to(Scope.of(Shell.CLUSTER)).put(document).build());
    }

    private List<Event> quarantined() {
        return engine.events(Shell.CLUSTER, 0, 1000).stream()
                .filter(event -> event.code().equals(EventCodes.RECORD_QUARANTINED))
                .toList();
    }
}
