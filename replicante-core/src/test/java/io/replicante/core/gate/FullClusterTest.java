package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.Candidate;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Reason;
import io.replicante.core.world.Datastores;
import io.replicante.core.world.Machine;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.event.Actor;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A cluster that has as many voters as declared, one of them dead. */
class FullClusterTest {
    private static final DatastoreDefinition ONLY_ADDS =
            Datastores.without(ActionKinds.CLUSTER_LEARN, ActionKinds.CLUSTER_SWAP, ActionKinds.CLUSTER_REMOVE);

    @Test
    void isNotExpandedByAMachineThatWaits() {
        World world = of(ONLY_ADDS);
        world.provision();
        world.follower().kill();
        world.run(20);
        assertThat(world.state.findings().keySet()).anyMatch(key -> key.startsWith("UNDER_REPLICATED"));
        assertThat(world.decisions(ActionKinds.CLUSTER_ADD)).isEmpty();

        world.declare(World.spec(4, Declaration.Tolerate.DEFAULT));
        world.run(1);

        assertThat(world.decisions(ActionKinds.CLUSTER_ADD)).isNotEmpty();
    }

    @Test
    void getsNoMachineThatCouldNotTakeThePlaceOfTheDeadVoter() {
        World world = of(ONLY_ADDS);
        world.follower().kill();
        world.run(20);
        assertThat(world.state.findings().keySet()).anyMatch(key -> key.startsWith("VOTER_LOST"));
        assertThat(world.decisions(Candidate.PROVISION)).isEmpty();

        World replaces = of(Datastores.usual());
        replaces.follower().kill();
        replaces.run(20);

        assertThat(replaces.decisions(Candidate.PROVISION)).isNotEmpty();
    }

    @Test
    @DisplayName("case 11d: nobody's word adds a fourth voter beside a dead one")
    void getsNoFurtherVoterOnAnybodysWord() {
        World world = of(Datastores.usual());
        world.follower().kill();
        Machine newcomer = world.provision();
        newcomer.learner = true;
        newcomer.start();
        world.declare(World.spec(4, Declaration.Tolerate.DEFAULT));
        override(world);
        world.run(20);

        assertThat(world.decisions(ActionKinds.CLUSTER_ADD)).isNotEmpty().allSatisfy(decision -> {
            assertThat(decision.verdict()).isEqualTo(Decision.Verdict.REFUSED);
            assertThat(decision.against()).extracting(Reason::rule).contains("available");
        });
    }

    private static World of(DatastoreDefinition definition) {
        World world = World.healthy(3);
        new Judgement(world, definition);
        return world;
    }

    private static void override(World world) {
        SafetyOverride word = new SafetyOverride(
                World.CLUSTER,
                "available",
                Optional.empty(),
                Optional.empty(),
                Actor.person("grace"),
                "the owner agreed",
                world.now.plusSeconds(86_400));
        NavigableMap<UUID, SafetyOverride> words = new TreeMap<>(world.state.overrides());
        words.put(word.id(), word);
        world.state = world.state.withOverrides(words);
    }
}
