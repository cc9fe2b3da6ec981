package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.world.Machine;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.Declaration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked for where zones are shared: as much as they can give, and no less because nobody knows them. */
class ToleranceCasesTest {
    @ParameterizedTest
    @ValueSource(strings = {"1,1,2,2,3", "1,1,2,2,3,3", "1,2,3"})
    @DisplayName("case 8e: three zones can be rolled although one more of them would stop writes meanwhile")
    void rollsAnEnsembleInThreeZones(String zones) {
        World world = inZones(zones);

        for (Machine machine : List.copyOf(world.machines.values())) {
            assertThat(restart(world, machine.id).against()).isEmpty();
        }
    }

    @Test
    @DisplayName("case 8e: nobody else is restarted in three zones while a node is down")
    void restartsNobodyBesideADeadNodeInThreeZones() {
        World world = inZones("1,1,2,2,3");
        world.follower().kill();

        assertThat(restart(world, world.leader).against())
                .extracting(Reason::rule)
                .contains("tolerant");
    }

    @Test
    @DisplayName("case 8f: less is not asked for because the zones of some are not known")
    void asksForNoLessWhereZonesAreNotKnown() {
        World world = inZones("1,2,3,4,5");
        assertThat(restart(world, world.leader).verdict()).isEqualTo(Verdict.ALLOWED);
        world.machine("node-1").zone = Optional.empty();
        world.machine("node-2").zone = Optional.empty();

        for (String node : List.of("node-3", "node-4", "node-5")) {
            assertThat(restart(world, node).against()).extracting(Reason::rule).containsExactly("tolerant");
        }
    }

    /** One server survives no failure: a person who lets its writes stop is not asked for more. */
    @Test
    void asksForNoReserveOfASingleServer() {
        World world = World.healthy(1);
        world.overridden("available");
        UUID request = world.request(world.leader, ActionKinds.STORE_RESTART);
        world.tick();

        assertThat(world.answer(request, "tolerant")).isEqualTo(Answer.HOLDS);
    }

    @Test
    void asksForWhatIsDeclaredAlsoWhereLessWouldDo() {
        World world = World.healthy(3);
        world.declare(World.spec(3, new Declaration.Tolerate(OptionalInt.empty(), OptionalInt.of(1))));

        assertThat(restart(world, world.follower().id).against())
                .singleElement()
                .satisfies(reason -> assertThat(reason.message()).contains("0 further failures", "1 asked for"));
    }

    @Test
    void namesWhoseCopyDoesNotCountWhereThatIsWhatItLacks() {
        World world = World.healthy(3);
        String behind = world.follower().id;
        world.frozen.add(behind);
        world.step = Duration.ofSeconds(10);
        world.run(6);

        Decision decision = restart(world, world.leader);

        assertThat(decision.against())
                .filteredOn(reason -> reason.rule().equals("tolerant"))
                .singleElement()
                .satisfies(reason -> assertThat(reason.message()).contains(behind + " is not known to be caught up"));
        assertThat(decision.unblockedBy()).anyMatch(advice -> advice.contains("every other copy up and caught up"));
    }

    private static World inZones(String zones) {
        String[] zone = zones.split(",", -1);
        World world = World.healthy(zone.length);
        world.dispatches = false;
        for (int i = 0; i < zone.length; i++) {
            world.machine("node-" + (i + 1)).zone = Optional.of(zone[i]);
        }
        return world;
    }

    private static Decision restart(World world, String node) {
        UUID request = world.request(node, ActionKinds.STORE_RESTART);
        world.tick();
        return world.decisionOn(request);
    }
}
