package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.Candidate;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.world.Machine;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When a cluster may be formed, and which cluster it is. */
class FormationCasesTest {
    /** Nothing remembers the cluster, and all that answers says that it belongs to none. */
    @Test
    @DisplayName("case 15c: on a store that remembers nothing, no cluster is formed while a listed node is silent")
    void formsNothingOnAFreshStoreWhileANodeIsSilent() {
        World world = World.healthy(3);
        Machine emptied = world.machine("node-1");
        emptied.kill();
        emptied.starts = 0;
        world.machine("node-2").agentAnswers = false;
        world.machine("node-3").agentAnswers = false;
        world.forget();

        world.run(60);

        assertThat(world.sent).isEmpty();
        assertThat(world.decisions(Candidate.PROVISION))
                .isNotEmpty()
                .allSatisfy(decision ->
                        assertThat(decision.against()).extracting(Reason::rule).contains("not-already-initialised"));
    }

    @Test
    @DisplayName("case 15f: a cluster that names itself otherwise than before is another one, whoever agrees")
    void takesAClusterOfAnotherNameForAnother() {
        World world = World.healthy(3);
        world.dispatches = false;
        UUID before = world.request(world.leader, ActionKinds.STORE_RESTART);
        world.tick();
        assertThat(world.answer(before, "identity-certain")).isEqualTo(Answer.HOLDS);

        world.machines.values().forEach(machine -> machine.clusterId = "ensemble-2");
        world.tick();

        assertThat(world.answer(before, "identity-certain")).isEqualTo(Answer.VIOLATED);
    }
}
