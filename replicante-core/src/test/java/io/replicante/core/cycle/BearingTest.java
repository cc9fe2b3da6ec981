package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.ClusterFacts;
import io.replicante.core.view.FleetFacts;
import io.replicante.core.world.World;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What one cluster makes of the others of its namespace, once it loses nodes. */
class BearingTest {
    private static final ClusterRef OTHER = new ClusterRef(World.CLUSTER.nsId(), "other");

    @Test
    void namesTheClustersThatNobodyLookedAtSinceALoss() {
        World world = World.healthy(3);
        Instant before = world.now;
        world.fleet = Optional.of(beside(before));
        world.tick();
        assertThat(world.last.bearing().unseen()).isEmpty();

        world.follower().kill();
        world.run(2);
        assertThat(world.last.bearing().unseen()).containsExactly(OTHER);

        world.fleet = Optional.of(beside(world.now));
        world.tick();
        assertThat(world.last.bearing().unseen()).isEmpty();
    }

    private static Evidence<FleetFacts> beside(Instant lookedAt) {
        ClusterFacts facts = new ClusterFacts(
                3,
                List.of(),
                false,
                List.of(),
                Optional.of(new ClusterFacts.Observed(lookedAt, Duration.ofMinutes(1))),
                Optional.empty());
        return Evidence.known(new FleetFacts(2, new TreeMap<>(Map.of(OTHER, facts))), lookedAt, "store");
    }
}
