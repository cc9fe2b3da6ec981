package io.replicante.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.core.Replicante;
import io.replicante.core.fixture.Boundary;
import io.replicante.core.fixture.FakeNode;
import io.replicante.core.fixture.FakeVoter;
import io.replicante.core.fixture.HookedAgents;
import io.replicante.core.fixture.HookedStore;
import io.replicante.core.fixture.Once;
import io.replicante.core.fixture.Shell;
import io.replicante.core.state.CycleReport;
import io.replicante.core.state.Intent;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.datastore.Definitions;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.json.NamespaceManifest;
import io.replicante.spec.model.NodeRef;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was decided is looked at once more before it is begun; what was begun is withdrawn only where that is allowed. */
final class SecondLookTest {
    private final Shell shell = new Shell();
    private final FakeNode first = shell.node("n1");
    private final FakeNode second = shell.node("n2");
    private final Replicante engine = shell.engine();

    @Test
    @DisplayName("case 6b: what is refused at the second look was never attempted, and is dropped")
    void beginsNothingWhenTheStepIsNotAllowedAnyMore() {
        shell.declare(engine, "n1");
        ask("n1");
        Once silence = Once.at("after commit", 1, () -> shell.agents.byAddress.clear());

        CycleReport report = shell.cycle(engineWith(silence, Boundary.QUIET));

        assertThat(silence.happened()).isTrue();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.COMPLETED.description());
        assertThat(report.notes()).anyMatch(note -> note.contains("not the next step any more"));
        assertThat(first.received).isEmpty();
        assertThat(intents()).noneMatch(Intent::inFlight);
    }

    @Test
    void handsOverWhatIsStillAllowedOnFreshEvidenceAndNothingElse() {
        shell.declare(engine, "n1", "n2");
        ask("n1");
        UUID later = ask("n2");
        Once silence = Once.at("after commit", 1, () -> shell.agents.byAddress.remove("fake:n1"));

        CycleReport report = shell.cycle(engineWith(silence, Boundary.QUIET));

        assertThat(silence.happened()).isTrue();
        assertThat(report.notes()).anyMatch(note -> note.contains("not the next step any more"));
        assertThat(first.received).isEmpty();
        assertThat(second.received).extracting(request -> request.id()).containsExactly(later);
    }

    @Test
    void withdrawsNothingInANamespaceThatIsOnlyObserved() {
        shell.declare(engine, "n1");
        UUID action = ask("n1");
        loseTheRequest();
        enter(NamespaceStatus.OBSERVED);

        CycleReport observed = shell.cycle(engine);
        shell.cycle(engine);

        assertThat(observed.mode()).isEqualTo("observe");
        assertThat(first.received).isEmpty();
        assertThat(intents()).singleElement().matches(Intent::inFlight);

        enter(NamespaceStatus.ACTIVE);
        shell.cycle(engine);
        shell.cycle(engine);
        first.work();

        assertThat(first.received).extracting(request -> request.id()).containsExactly(action);
        assertThat(first.ran).isEmpty();
        assertThat(engine.state(Shell.CLUSTER)
                        .orElseThrow()
                        .actions()
                        .get(action)
                        .phase())
                .isEqualTo(NodeActionPhase.CANCELLED);
    }

    /** It has no part in the action, and all the same the others could not do without it now. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("case 6f: nothing is begun when a node went silent that has no part in it but was counted on")
    void looksAgainAtEveryNodeThatWasCountedOn(boolean silenced) {
        shell.definitions = Definitions.bundled();
        FakeVoter.ALL.forEach(id -> shell.agents.byAddress.put("fake:" + id, new FakeVoter(id, shell.time, () -> {})));
        Replicante voters = shell.engine();
        shell.declare(voters, FakeVoter.ALL.toArray(String[]::new));
        shell.cycle(voters);
        voters.request(
                new NodeRef(Shell.CLUSTER, "n2"), ActionKinds.STORE_RESTART, NullNode.getInstance(), Shell.PERSON);
        Once silence = Once.at("after commit", 1, () -> {
            if (silenced) {
                shell.agents.byAddress.remove("fake:n3");
            }
        });

        shell.cycle(engineWith(silence, Boundary.QUIET));

        assertThat(silence.happened()).isTrue();
        assertThat(voters.events(Shell.CLUSTER, 0, 1000).stream()
                        .map(Event::code)
                        .anyMatch(EventCodes.INTENT_ATTEMPTED::equals))
                .isEqualTo(!silenced);
    }

    /** The attempt is recorded, and the request never arrives. */
    private void loseTheRequest() {
        Once lost = Once.at("before schedule", 1, () -> {
            throw new UnavailableException("the connection broke");
        });
        shell.cycle(engineWith(Boundary.QUIET, lost));
        assertThat(lost.happened()).isTrue();
        assertThat(intents()).singleElement().matches(Intent::inFlight);
    }

    private void enter(NamespaceStatus status) {
        engine.apply(List.of(new NamespaceManifest(new Namespace(Shell.NS, status))), Shell.PERSON);
    }

    private UUID ask(String nodeId) {
        return engine.request(new NodeRef(Shell.CLUSTER, nodeId), FakeNode.COUNT, NullNode.getInstance(), Shell.PERSON);
    }

    private List<Intent> intents() {
        return List.copyOf(engine.state(Shell.CLUSTER).orElseThrow().intents().values());
    }

    private Replicante engineWith(Boundary atStore, Boundary atAgents) {
        return shell.builder(
                        new HookedStore(shell.store, atStore), shell.stream, new HookedAgents(shell.agents, atAgents))
                .build();
    }
}
