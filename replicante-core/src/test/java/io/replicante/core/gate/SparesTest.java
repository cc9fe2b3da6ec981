package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.gate.Copies.Copy;
import io.replicante.spec.cluster.Declaration.Tolerate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** That what was worked out for one shard is only used for others of which it is true. */
class SparesTest {
    private static final List<Tolerate> DECLARED = List.of(
            Tolerate.DEFAULT,
            new Tolerate(OptionalInt.of(0), OptionalInt.of(0)),
            new Tolerate(OptionalInt.of(2), OptionalInt.of(1)));

    @Test
    void shardsThatLookAlikeCanMissTheSame() {
        for (Tolerate tolerate : DECLARED) {
            Spares spares = new Spares(tolerate);
            for (long seed = 0; seed < 1_500; seed++) {
                Random random = new Random(seed);
                Copies copies = crowded(random, CopiesTest.random(random));
                assertThat(spares.of(copies))
                        .as("seed %d: %s of %s", seed, tolerate, copies)
                        .isEqualTo(Margin.spare(copies, tolerate));
            }
        }
    }

    @Test
    void whatWasWorkedOutOnceIsKept() {
        Spares spares = new Spares(Tolerate.DEFAULT);
        Copies copies = new Copies(
                new Copies.Model.Primary(),
                Copies.Succession.LOSSLESS,
                List.of(copy("a", true), copy("b", false)),
                false);
        Copies elsewhere = new Copies(
                new Copies.Model.Primary(),
                Copies.Succession.LOSSLESS,
                List.of(copy("x", true), copy("y", false)),
                false);

        assertThat(spares.of(elsewhere)).isSameAs(spares.of(copies));
    }

    private static Copy copy(String node, boolean primary) {
        return new Copy(node, Optional.empty(), Optional.of("zone-" + node), true, true, true, primary, true);
    }

    /** Sometimes few, sometimes more than are looked up, and sometimes two on one node. */
    private static Copies crowded(Random random, Copies copies) {
        List<Copy> list = new ArrayList<>(copies.list());
        while (random.nextInt(3) == 0 && list.size() > 1) {
            list.remove(list.size() - 1);
        }
        while (random.nextInt(5) == 0) {
            Copy last = list.get(list.size() - 1);
            String node = random.nextBoolean() ? "m" + list.size() : last.nodeId();
            list.add(new Copy(
                    node,
                    Optional.empty(),
                    random.nextBoolean() ? Optional.empty() : last.domain(),
                    last.up(),
                    last.kept(),
                    last.counts(),
                    false,
                    last.electable()));
        }
        Copies.Succession[] all = Copies.Succession.values();
        return new Copies(copies.model(), all[random.nextInt(all.length)], list, copies.overtaken());
    }
}
