package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.OffsetUnit;
import io.replicante.spec.model.ShardRole;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RememberedCopiesTest {
    @Test
    void remembersWhatWasReadWithoutOffsetsWhateverWasRememberedBefore() {
        for (long seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            List<AgentShard> before = random(random);
            List<AgentShard> read = random(random);
            assertThat(RememberedCopies.of(read, before)).as("seed %d", seed).isEqualTo(plain(read));
        }
    }

    @Test
    void keepsWhatHasNotChanged() {
        List<AgentShard> before =
                plain(List.of(copy("a", ShardRole.PRIMARY, 1, 5), copy("b", ShardRole.PRIMARY, 1, 5)));

        assertThat(RememberedCopies.of(
                        List.of(copy("a", ShardRole.PRIMARY, 1, 9), copy("b", ShardRole.PRIMARY, 1, 9)), before))
                .isSameAs(before);
        assertThat(RememberedCopies.of(
                                List.of(copy("a", ShardRole.PRIMARY, 1, 9), copy("b", ShardRole.SECONDARY, 1, 9)),
                                before)
                        .get(0))
                .isSameAs(before.get(0));
    }

    private static List<AgentShard> plain(List<AgentShard> read) {
        return read.stream()
                .map(shard -> new AgentShard(
                        shard.id(), shard.role(), Optional.empty(), Optional.empty(), shard.attributes()))
                .toList();
    }

    /** Most are alike, so that some stay. */
    private static List<AgentShard> random(Random random) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> copy(
                        random.nextInt(5) > 0 ? "s" + i : "other",
                        random.nextInt(5) > 0 ? ShardRole.PRIMARY : ShardRole.SECONDARY,
                        random.nextInt(5) > 0 ? 1 : 2,
                        random.nextInt(3)))
                .toList();
    }

    private static AgentShard copy(String id, ShardRole role, long term, long offset) {
        Optional<CommitOffset> at =
                offset == 0 ? Optional.empty() : Optional.of(new CommitOffset(OffsetUnit.of("records"), offset));
        return new AgentShard(id, Optional.of(role), at, at, Map.of(AgentShard.TERM, AttributeValue.of(term)));
    }
}
