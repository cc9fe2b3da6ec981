package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureWorld;
import io.replicante.core.state.Orchestration;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.state.WorkClass;
import io.replicante.spec.action.OrchestratorAction;
import io.replicante.spec.action.OrchestratorActionPhase;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.event.Actor;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What runs on the cluster as a whole lets nothing begin beside it. */
class AllowedByModeTest {
    private static final UUID WORK = new UUID(7, 7);

    private static FixtureWorld beside(OrchestratorActionPhase phase) {
        return FixtureWorld.of("")
                .then(4, "")
                .stored(state -> state.toBuilder()
                        .orchestrations(new TreeMap<>(Map.of(
                                WORK,
                                new Orchestration(
                                        OrchestratorAction.builder(
                                                        WORK,
                                                        state.spec().ref(),
                                                        "acme.test/tune",
                                                        Actor.person("ada"),
                                                        state.discovery()
                                                                .orElseThrow()
                                                                .observedAt(),
                                                        phase)
                                                .build(),
                                        0))))
                        .build());
    }

    private static Reason judge(FixtureWorld world, Optional<UUID> request, WorkClass work) {
        return new AllowedByMode()
                .judge(FixtureCases.of(
                        world,
                        ActionKinds.STORE_RESTART,
                        "b",
                        honest -> honest.request(request).work(work)));
    }

    @Test
    void nothingBeginsBesideWhatRunsOnTheWholeCluster() {
        FixtureWorld world = beside(OrchestratorActionPhase.RUNNING);

        assertThat(judge(world, Optional.empty(), WorkClass.REDUNDANCY)).satisfies(reason -> {
            assertThat(reason.answer()).isEqualTo(Answer.VIOLATED);
            assertThat(reason.message())
                    .isEqualTo("the action acme.test/tune " + WORK + " on the cluster as a whole is running");
        });
        assertThat(judge(world, Optional.of(new UUID(1, 1)), WorkClass.VOLUNTARY)
                        .answer())
                .isEqualTo(Answer.VIOLATED);
    }

    @Test
    void whatItAsksForItselfAndWhatRestoresServiceBegins() {
        FixtureWorld world = beside(OrchestratorActionPhase.RUNNING);

        assertThat(judge(world, Optional.of(WORK), WorkClass.VOLUNTARY).answer())
                .isEqualTo(Answer.HOLDS);
        assertThat(judge(world, Optional.empty(), WorkClass.AVAILABILITY).answer())
                .isEqualTo(Answer.HOLDS);
    }

    @Test
    void whatEndedIsInNobodysWay() {
        FixtureWorld world = beside(OrchestratorActionPhase.DONE);

        assertThat(judge(world, Optional.empty(), WorkClass.REDUNDANCY).message())
                .isEqualTo("the namespace is active and nothing is paused");
    }
}
