package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.Candidate;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Intent;
import io.replicante.core.world.World;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.agent.ActionKinds;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is safe has to be done, too: scenarios in which caution alone would never get anywhere. */
class ScenariosTest {
    /** Scenario Z. */
    @Test
    @DisplayName("scenario Z3: a restart asked for during a repair waits, and does not hold it up")
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
    @DisplayName(
            "case 5c, scenario L2: a change that died with its executor counts until that is certain, and not after")
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
    @DisplayName("scenario Z4: the leader's restart is followed by the others")
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

    /** What agents and the datastore say was read in that order: a state from before could be taken for one that followed. */
    @Test
    @DisplayName("case 4e: nothing is over in the cycle in which its end is first seen")
    void nothingIsOverBeforeFactsWereReadAfterItsEnd() {
        World world = new World(3);
        int ended = 0;
        for (int i = 0; i < 60; i++) {
            Map<UUID, Intent> before = world.state.intents();
            world.tick();
            for (Intent intent : before.values()) {
                if (!intent.candidate().onPlatform() && !world.state.intents().containsKey(intent.id())) {
                    assertThat(intent.phase()).isEqualTo(Intent.Phase.FINAL);
                    ended++;
                }
            }
        }
        assertThat(ended).isEqualTo(4);
    }

    /** Scenario Z. */
    @Test
    @DisplayName("scenario Z1: from its first voter on the ensemble takes writes without a pause while it grows")
    void growsWhileAClientWritesWithoutAPause() {
        World world = new World(3);
        while (world.configured.isEmpty()) {
            world.tick();
        }
        long written = world.written;
        for (int i = 0; i < 60; i++) {
            world.tick();
            assertThat(world.written).isGreaterThan(written);
            written = world.written;
        }
        assertThat(world.isAsDeclared()).isTrue();
    }

    /** Scenario Z: what only it had was never acknowledged. */
    @Test
    @DisplayName("scenario Z2: the machine of a dead leader is given back although it had proposals of its own")
    void givesBackALeaderWithProposalsThatNobodyAcknowledged() {
        World world = World.healthy(3);
        String dead = world.leader;
        world.leader().offset += 50;
        world.leader().kill();

        world.run(60);

        assertThat(world.machines).hasSize(3).doesNotContainKey(dead);
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
