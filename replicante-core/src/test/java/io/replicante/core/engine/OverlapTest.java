package io.replicante.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.core.Replicante;
import io.replicante.core.control.PauseAnswer;
import io.replicante.core.control.PauseTarget;
import io.replicante.core.fixture.Boundary;
import io.replicante.core.fixture.FakeNode;
import io.replicante.core.fixture.HookedAgents;
import io.replicante.core.fixture.HookedStore;
import io.replicante.core.fixture.Once;
import io.replicante.core.fixture.Shell;
import io.replicante.core.fixture.TestTime;
import io.replicante.core.state.CycleReport;
import io.replicante.core.state.Intent;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.model.NodeRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two engines, or an engine and a person, in one cluster at the same time. */
final class OverlapTest {
    private static final Duration BEYOND_ANY_LEASE = Duration.ofSeconds(31);
    private static final int CONCLUSIONS = 1;
    private static final int ATTEMPT = 2;

    private final Shell shell = new Shell();
    private final FakeNode node = shell.node("n1");
    private final Replicante other = shell.engine();

    private UUID ask() {
        return other.request(new NodeRef(Shell.CLUSTER, "n1"), FakeNode.COUNT, NullNode.getInstance(), Shell.PERSON);
    }

    private NodeActionPhase phase(UUID action) {
        return other.state(Shell.CLUSTER).orElseThrow().actions().get(action).phase();
    }

    private Replicante engineWith(Boundary atStore, Boundary atAgents) {
        return shell.builder(
                        new HookedStore(shell.store, atStore), shell.stream, new HookedAgents(shell.agents, atAgents))
                .build();
    }

    /** An engine whose own clocks stand still while everybody else's go on: it cannot know that it is late. */
    private Replicante frozenEngine(Boundary atStore, Boundary atAgents) {
        TestTime frozen = new TestTime();
        return Replicante.builder().store(new HookedStore(shell.store, atStore)).stream(shell.stream)
                .agents(new HookedAgents(shell.agents, atAgents))
                .platforms(shell.platform)
                .definitions(io.replicante.spec.datastore.Definitions.of(List.of()))
                .clock(frozen)
                .ticker(frozen)
                .random(new Random(99))
                .calls(Runnable::run)
                .workers(Runnable::run)
                .timer(shell.timer)
                .engine("frozen")
                .build();
    }

    private void otherTakesOver(int cycles) {
        shell.time.advance(BEYOND_ANY_LEASE);
        for (int i = 0; i < cycles; i++) {
            shell.cycle(other);
            node.work();
        }
    }

    @Test
    @DisplayName("case 20c: an engine whose clocks all stood still commits nothing")
    void doesNotCommitConclusionsUnderAStaleLease() {
        shell.declare(other, "n1");
        ask();
        Once takeOver = Once.at("before commit", CONCLUSIONS, () -> otherTakesOver(3));
        Replicante late = frozenEngine(takeOver, Boundary.QUIET);

        CycleReport report = shell.cycle(late);

        assertThat(takeOver.happened()).isTrue();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.LEASE_LOST.description());
        assertThat(node.ran).hasSize(1);
        assertThat(actors()).doesNotContain("frozen");
    }

    @Test
    @DisplayName("hole 53: what an engine left halfway is done by the next, once")
    void doesNotSendWhatItCouldNotRecordAsAnAttempt() {
        shell.declare(other, "n1");
        UUID action = ask();
        Once takeOver = Once.at("before commit", ATTEMPT, () -> otherTakesOver(4));
        List<String> requests = new ArrayList<>();
        Replicante late = frozenEngine(takeOver, requests::add);

        shell.cycle(late);
        node.work();

        assertThat(takeOver.happened()).isTrue();
        assertThat(requests).isEmpty();
        assertThat(node.ran).containsExactly(action);
        assertThat(phase(action)).isEqualTo(NodeActionPhase.DONE);
    }

    @Test
    @DisplayName(
            "case 5a, scenario L1: what is sent late does nothing after its withdrawal, and the other engine goes on")
    void executesNothingThatWasSentLateAfterItsWithdrawal() {
        shell.declare(other, "n1");
        UUID action = ask();
        Once takeOver = Once.at("before schedule", 1, () -> otherTakesOver(4));
        Replicante late = frozenEngine(Boundary.QUIET, takeOver);

        shell.cycle(late);
        node.work();

        assertThat(takeOver.happened()).isTrue();
        assertThat(node.ran).isEmpty();
        assertThat(phase(action)).isEqualTo(NodeActionPhase.CANCELLED);
        assertThat(other.state(Shell.CLUSTER).orElseThrow().intents().values()).noneMatch(Intent::inFlight);
    }

    @Test
    void doesNotSendWhenItNoticesThatItWasPaused() {
        shell.declare(other, "n1");
        UUID action = ask();
        Once pause = Once.at("after commit", ATTEMPT, () -> shell.time.advance(BEYOND_ANY_LEASE));
        Replicante paused = engineWith(pause, Boundary.QUIET);

        shell.cycle(paused);

        assertThat(pause.happened()).isTrue();
        assertThat(node.received).isEmpty();
        otherTakesOver(3);
        assertThat(node.ran).isEmpty();
        assertThat(phase(action)).isEqualTo(NodeActionPhase.CANCELLED);
    }

    @Test
    @DisplayName("case 20b: nothing is sent by an engine whose machine was suspended")
    void doesNotSendWhenTheMachineWasSuspended() {
        shell.declare(other, "n1");
        ask();
        Once suspension = Once.at("after commit", ATTEMPT, () -> shell.time.suspend(Duration.ofSeconds(3)));
        Replicante suspended = engineWith(suspension, Boundary.QUIET);

        shell.cycle(suspended);

        assertThat(suspension.happened()).isTrue();
        assertThat(node.received).isEmpty();
    }

    @Test
    @DisplayName("case 17b, scenario H1: nothing is begun after a pause was answered")
    void beginsNothingAfterAPauseWasAnswered() {
        shell.declare(other, "n1");
        UUID action = ask();
        List<PauseAnswer> answers = new ArrayList<>();
        Once pause = Once.at(
                "before commit",
                ATTEMPT,
                () -> answers.add(other.pause(PauseTarget.fleet(), Shell.PERSON, "maintenance")));
        Replicante engine = engineWith(pause, Boundary.QUIET);

        shell.cycle(engine);

        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.begun()).isEmpty());
        assertThat(node.received).isEmpty();
        assertThat(shell.cycle(engine).mode()).isEqualTo("paused");
        assertThat(node.received).isEmpty();
        other.resume(PauseTarget.fleet(), Shell.PERSON, "done");
        shell.cycle(engine);
        node.work();
        assertThat(node.ran).containsExactly(action);
    }

    @Test
    @DisplayName("case 17c: a pause is answered with the attempts that were made before")
    void answersAPauseWithTheAttemptsThatWereMadeBefore() {
        shell.declare(other, "n1");
        UUID action = ask();
        List<PauseAnswer> answers = new ArrayList<>();
        Once pause = Once.at(
                "after commit",
                ATTEMPT,
                () -> answers.add(other.pause(PauseTarget.namespace(Shell.NS), Shell.PERSON, "maintenance")));
        Replicante engine = engineWith(pause, Boundary.QUIET);

        shell.cycle(engine);

        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.complete()).isTrue();
            assertThat(answer.begun()).singleElement().satisfies(attempt -> {
                assertThat(attempt.action()).isEqualTo(action);
                assertThat(attempt.cluster()).isEqualTo(Shell.CLUSTER);
                assertThat(attempt.node()).isEqualTo(Optional.of("n1"));
                assertThat(attempt.phase()).isEqualTo(Intent.Phase.ATTEMPTED);
            });
        });
    }

    @Test
    @DisplayName("case 6a: the outcome is recorded although somebody else changed the cluster")
    void recordsTheOutcomeAlthoughSomebodyElseChangedTheCluster() {
        shell.declare(other, "n1");
        UUID action = ask();
        Once pause = Once.at(
                "after schedule", 1, () -> other.pause(PauseTarget.cluster(Shell.CLUSTER), Shell.PERSON, "in between"));
        Replicante engine = engineWith(Boundary.QUIET, pause);

        shell.cycle(engine);

        assertThat(pause.happened()).isTrue();
        var state = other.state(Shell.CLUSTER).orElseThrow();
        assertThat(state.intents().get(action).phase()).isEqualTo(Intent.Phase.SENT);
        assertThat(state.pause()).isPresent();
    }

    @Test
    @DisplayName("case 17a: nothing is committed over what a person changed meanwhile")
    void beginsAgainFromLoadWhenSomebodyElseChangedTheCluster() {
        shell.declare(other, "n1");
        Once change = Once.at("before commit", CONCLUSIONS, this::ask);
        Replicante engine = engineWith(change, Boundary.QUIET);

        CycleReport report = shell.cycle(engine);

        assertThat(report.outcome()).isEqualTo(CycleOutcome.COMPLETED.description());
        assertThat(node.received).hasSize(1);
    }

    @Test
    void givesUpWhenTheClusterIsChangedAgainAndAgain() {
        shell.declare(other, "n1");
        Boundary always = name -> {
            if (name.equals("before commit")) {
                other.apply(Shell.manifests(), Shell.PERSON);
            }
        };

        CycleReport report = shell.cycle(engineWith(always, Boundary.QUIET));

        assertThat(report.outcome()).isEqualTo(CycleOutcome.CONTENDED.description());
    }

    @Test
    void doesNotTouchAClusterThatSomebodyElseIsAt() {
        shell.declare(other, "n1");
        List<CycleReport> reports = new ArrayList<>();
        Once second = Once.at("before commit", CONCLUSIONS, () -> reports.add(other.orchestrate(Shell.CLUSTER)));

        shell.cycle(engineWith(second, Boundary.QUIET));

        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.outcome()).isEqualTo(CycleOutcome.HELD_ELSEWHERE.description()));
    }

    @Test
    @DisplayName("case 16a: nothing is begun in the first cycle on a store that came back from a backup")
    void beginsNothingInTheFirstCycleOnAStoreThatCameBackFromABackup() {
        shell.declare(other, "n1");
        ask();
        var restored =
                io.replicante.store.memory.InMemoryStore.on(shell.store.data().copy());
        Replicante engine = shell.builder(restored, shell.stream).build();

        CycleReport first = shell.cycle(engine);
        assertThat(node.received).isEmpty();
        assertThat(first.notes()).anyMatch(note -> note.contains("first cycle on this store"));

        shell.cycle(engine);
        assertThat(node.received).hasSize(1);
    }

    private List<String> actors() {
        return other.events(Shell.CLUSTER, 0, 1000).stream()
                .filter(event -> !event.code().equals(EventCodes.CLUSTER_SPEC_APPLY))
                .map(Event::actor)
                .map(actor -> actor.name())
                .toList();
    }
}
