package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.Candidate;
import io.replicante.core.state.Intent;
import io.replicante.core.world.World;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** An agent answers for an id for as long as it remembers it, so that no two attempts may share one. */
class StepIdsTest {
    @Test
    void aStepKeepsItsIdWhileItIsPlanned() {
        World world = losing();

        Intent first = planned(world);
        world.run(3);

        assertThat(planned(world).id()).isEqualTo(first.id());
        assertThat(planned(world).createdAt()).isEqualTo(first.createdAt());
    }

    @Test
    void noLaterAttemptHasTheIdOfOneWhoseFailureIsForgotten() {
        World world = losing();
        Intent first = planned(world);

        world.state = world.state.toBuilder().intents(new TreeMap<>()).build();
        world.tick();

        Intent second = planned(world);
        assertThat(second.candidate().key()).isEqualTo(first.candidate().key());
        assertThat(second.attempt()).isEqualTo(first.attempt());
        assertThat(second.id()).isNotEqualTo(first.id());
    }

    /** A lost member is to be replaced, and nothing is sent. */
    private static World losing() {
        World world = World.healthy(3);
        world.dispatches = false;
        world.follower().kill();
        world.run(13);
        return world;
    }

    private static Intent planned(World world) {
        return world.state.intents().values().stream()
                .filter(intent -> intent.candidate().kind().equals(Candidate.PROVISION))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is planned beside " + world.state.decisions()));
    }
}
