package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.spec.agent.ActionKinds;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Random faults, and people who move primaries by hand, around three servers of which nobody waits for another: whatever comes, no
 * action of the engine loses what a client was told is written, but where a person approved it, and none makes a second primary.
 */
class PrimaryChaosTest {
    /** More with {@code -Dreplicante.chaos.seeds=1000}. */
    private static final int SEEDS = Integer.getInteger("replicante.chaos.seeds", 16);

    /** To play one again, with {@code -Dreplicante.chaos.first=185}. */
    private static final int FIRST = Integer.getInteger("replicante.chaos.first", 1);

    @Test
    void noActionLosesWhatNobodyGaveUpOrMakesASecondPrimary() {
        Set<String> done = new TreeSet<>();
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            done.addAll(new PrimaryChaos(seed).play());
        }
        assertThat(done)
                .contains(
                        ActionKinds.STORE_STOP,
                        ActionKinds.STORE_PROMOTE,
                        ActionKinds.STORE_FOLLOW,
                        ActionKinds.STORE_REBUILD);
    }
}
