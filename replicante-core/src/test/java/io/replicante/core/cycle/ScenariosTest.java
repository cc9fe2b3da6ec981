package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.Candidate;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Intent;
import io.replicante.core.world.World;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.agent.ActionKinds;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is safe has to be done, too: scenarios in which caution alone would never get anywhere. */
class ScenariosTest {
    /** Scenario Z. */
    @Test
    void aRestartAskedForDuringARepairWaitsAndDoesNotHoldItUp() {
        World world = World.healthy(3);
        String dead = world.leader;
        String alive = world.follower().id;
        world.leader().kill();
        world.tick();
        UUID restart = world.request(alive, ActionKinds.STORE_RESTART);
        world.tick();
        assertThat(world.decisionOn(restart).verdict()).isNotEqualTo(Verdict.ALLOWED);

        for (int i = 0; i < 60; i++) {
            world.tick();
            assertThat(world.quorumUp()).isTrue();
        }

        assertThat(world.machines).hasSize(3).doesNotContainKey(dead);
        assertThat(world.state.actions().get(restart).phase()).isEqualTo(NodeActionPhase.DONE);
        assertThat(world.mostVotersWithOneDead).isEqualTo(3);
    }

    /** Scenario L. */
    @Test
    void aChangeThatDiedWithItsExecutorIsReckonedWithUntilThatIsCertainAndBlocksNothingAfterwards() {
        World world = World.healthy(5);
        world.follower().kill();
        UUID swap = runUntilSwapped(world);
        String executor = world.leader;
        world.machines.remove(executor);
        world.sent.clear();

        world.run(9);
        assertThat(world.state.intents().get(swap)).matches(Intent::inFlight);
        assertThat(world.sent).noneMatch(intent -> intent.candidate().effect().changesMembership());

        world.runUntilQuiet(200);
        assertThat(world.isAsDeclared()).isTrue();
        assertThat(world.machines).doesNotContainKey(executor).hasSize(5);
        assertThat(world.mostVotersWithOneDead).isEqualTo(5);
    }

    /** Scenario Z: the leader goes when it is its turn, whatever is asked for first. */
    @Test
    void aRestartOfTheLeaderFirstIsFollowedByTheOthers() {
        World world = World.healthy(3);
        UUID leader = world.request(world.leader, ActionKinds.STORE_RESTART);
        UUID follower = world.request(world.follower().id, ActionKinds.STORE_RESTART);

        for (int i = 0; i < 40; i++) {
            world.tick();
            assertThat(world.quorumUp()).isTrue();
        }

        assertThat(world.state.actions().get(leader).phase()).isEqualTo(NodeActionPhase.DONE);
        assertThat(world.state.actions().get(follower).phase()).isEqualTo(NodeActionPhase.DONE);
        assertThat(world.decisions(Candidate.PROVISION)).isEmpty();
    }

    private static UUID runUntilSwapped(World world) {
        for (int i = 0; i < 60; i++) {
            world.tick();
            for (Intent intent : world.sent) {
                if (intent.candidate().kind().equals(ActionKinds.CLUSTER_SWAP)) {
                    return intent.id();
                }
            }
        }
        throw new AssertionError("no swap was sent: " + world.state.decisions());
    }
}
