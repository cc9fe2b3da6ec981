package io.replicante.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.Candidate;
import io.replicante.core.state.Intent;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.agent.ActionKinds;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Scenario Z: a quorum store from nothing, through a lost leader, to rolling restarts. */
class WorldTest {
    @Test
    @DisplayName("case 10b, scenario Z1: grows from no node at all to the declared size, one voter at a time")
    void growsFromNoNodeAtAllToTheDeclaredSizeOneVoterAtATime() {
        World world = new World(3);

        world.runUntilQuiet(60);

        assertThat(world.configured).hasSize(3);
        assertThat(world.sent)
                .extracting(intent -> intent.candidate().kind())
                .filteredOn(kind -> !kind.equals(Candidate.PROVISION))
                .containsExactly(
                        ActionKinds.CLUSTER_LEARN,
                        ActionKinds.CLUSTER_ADD,
                        ActionKinds.CLUSTER_LEARN,
                        ActionKinds.CLUSTER_ADD);
        assertThat(world.sent.get(0).candidate().effect().forms()).isTrue();
        assertThat(world.sent.stream()
                        .filter(intent -> intent.candidate().effect().forms()))
                .hasSize(1);
    }

    @Test
    @DisplayName(
            "scenario Z2: a lost leader is replaced and its machine given back, never with four voters and one dead")
    void replacesALostLeaderWithoutEverHavingFourVotersWithOneDead() {
        World world = World.healthy(3);
        String dead = world.leader;

        world.leader().kill();
        world.run(40);

        assertThat(world.configured).hasSize(3).doesNotContainKey(dead.substring(5));
        assertThat(world.machines).hasSize(3).doesNotContainKey(dead);
        assertThat(world.mostVotersWithOneDead).isEqualTo(3);
    }

    @Test
    @DisplayName("scenario Z4: three restarts asked for at once run one after the other")
    void restartsAllMembersOneAtATime() {
        World world = World.healthy(3);
        UUID first = world.request("node-1", ActionKinds.STORE_RESTART);
        UUID second = world.request("node-2", ActionKinds.STORE_RESTART);
        UUID third = world.request("node-3", ActionKinds.STORE_RESTART);

        for (int i = 0; i < 60; i++) {
            world.tick();
            assertThat(world.quorumUp()).isTrue();
            assertThat(world.state.intents().values().stream().filter(Intent::inFlight))
                    .hasSizeLessThan(2);
        }

        assertThat(world.state.actions().get(first).phase()).isEqualTo(NodeActionPhase.DONE);
        assertThat(world.state.actions().get(second).phase()).isEqualTo(NodeActionPhase.DONE);
        assertThat(world.state.actions().get(third).phase()).isEqualTo(NodeActionPhase.DONE);
        assertThat(world.machines.values())
                .allSatisfy(machine -> assertThat(machine.starts).isEqualTo(2));
    }
}
