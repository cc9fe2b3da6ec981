package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.PrimaryOffset;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A copy is judged by what its primary had before the copy was read, never by what was read together. */
class CaughtUpTest {
    @Test
    @DisplayName("case 3a: two equal offsets that were read together prove nothing")
    void twoEqualOffsetsThatWereReadTogetherProveNothing() {
        World world = World.healthy(3);
        world.dispatches = false;
        world.leader = world.follower().id;
        world.term++;
        UUID request = world.request(world.leader, ActionKinds.STORE_RESTART);

        world.tick();
        assertThat(world.answer(request, "tolerant")).isEqualTo(Answer.VIOLATED);

        world.tick();
        assertThat(world.answer(request, "tolerant")).isEqualTo(Answer.HOLDS);
    }

    @Test
    @DisplayName("case 20g: what was read in the future is not fresh")
    void forgetsWhatAClockThatRanAheadSaysWasRead() {
        World world = World.healthy(3);
        world.run(2);
        Instant ahead = world.now;
        world.now = ahead.minusSeconds(3_600);

        world.tick();

        assertThat(world.state.offsets())
                .isNotEmpty()
                .allSatisfy(offset -> assertThat(offset.readAt()).isBefore(ahead.minusSeconds(3_000)));
    }

    @Test
    void aReadingOfThePrimaryThatWentBackProvesNothing() {
        World world = World.healthy(3);
        world.dispatches = false;
        String stuck = world.follower().id;
        String other = world.machines.keySet().stream()
                .filter(id -> !id.equals(stuck) && !id.equals(world.leader))
                .findFirst()
                .orElseThrow();
        world.frozen.add(stuck);
        UUID request = world.request(other, ActionKinds.STORE_RESTART);
        world.run(60);
        assertThat(world.answer(request, "tolerant")).isEqualTo(Answer.VIOLATED);

        world.frozen.add(world.leader);
        world.leader().offset = world.machine(stuck).offset - 100;
        world.run(3);

        assertThat(world.answer(request, "tolerant")).isEqualTo(Answer.VIOLATED);
    }

    @Test
    void forgetsWhatIsTooOldToJudgeBy() {
        World world = World.healthy(3);
        world.run(200);

        assertThat(world.state.offsets())
                .hasSizeLessThanOrEqualTo(64)
                .extracting(PrimaryOffset::readAt)
                .allSatisfy(at -> assertThat(at).isAfter(world.now.minusSeconds(60)));
        assertThat(List.copyOf(world.state.offsets())).hasSizeGreaterThan(30);
    }
}
