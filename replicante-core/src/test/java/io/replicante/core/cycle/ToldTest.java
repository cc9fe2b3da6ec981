package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.gate.SafetySettings;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Reason;
import io.replicante.core.world.Datastores;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.datastore.Definitions;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a person is told who wonders why something is, or is not, done. */
final class ToldTest {
    @Test
    void aLostVoterThatNoActionCanReplace() {
        World world = World.healthy(3);
        world.cycle = Cycle.of(
                Definitions.of(List.of(Datastores.without(ActionKinds.CLUSTER_SWAP, ActionKinds.CLUSTER_REMOVE))),
                SafetySettings.DEFAULT);
        world.follower().kill();
        world.run(20);

        assertThat(world.last.notes())
                .containsExactly("a lost voter is not replaced: no known definition describes"
                        + " agent.replicante.io/cluster.swap or agent.replicante.io/cluster.remove");
    }

    @Test
    void aClusterThatNoActionCanGrow() {
        World world = new World(3);
        world.cycle =
                Cycle.of(Definitions.of(List.of(Datastores.without(ActionKinds.CLUSTER_ADD))), SafetySettings.DEFAULT);
        world.run(20);

        assertThat(world.last.notes())
                .containsExactly(
                        "the cluster cannot grow: no known definition describes agent.replicante.io/cluster.add");
    }

    @Test
    void nothingOfWhatCanBeDone() {
        World world = World.healthy(3);
        world.dispatches = false;
        world.follower().kill();
        world.run(20);

        assertThat(world.last.notes()).isEmpty();
    }

    @Test
    void anotherVersionThanDeclared() {
        World world = World.healthy(3);
        assertThat(world.state.findings()).isEmpty();

        world.machines.get("node-2").version = "3.9.4";
        world.run(1);

        assertThat(world.state.findings().values())
                .filteredOn(finding -> finding.code().equals(FindingCodes.VERSION_DIFFERS))
                .singleElement()
                .satisfies(finding -> assertThat(finding.subject().id()).isEqualTo("node-2"))
                .extracting(Finding::evidence)
                .isEqualTo(Map.of("running", "3.9.4", "declared", "3.9.5"));
    }

    @Test
    void theIncidentThatLedToAnAction() {
        World world = World.healthy(3);
        world.follower().kill();
        world.run(30);

        Finding lost = world.events.stream()
                .filter(event -> event.code().equals(EventCodes.FINDING_OPENED))
                .filter(event -> event.payload().path("code").asText().equals(FindingCodes.VOTER_LOST))
                .map(event -> Json.read(event.payload().toString(), Finding.class))
                .findFirst()
                .orElseThrow();
        assertThat(world.events)
                .filteredOn(event -> event.code().equals(EventCodes.INTENT_CREATED))
                .filteredOn(event -> event.payload().toString().contains("cluster.swap"))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.cause())
                        .isEqualTo(Optional.of(lost.incident().toString())));
    }

    @Test
    void whatWouldLetARefusedActionPass() {
        World world = World.healthy(3);
        world.follower().kill();
        world.dispatches = false;
        var request = world.request(world.leader, ActionKinds.STORE_RESTART);
        world.run(2);

        assertThat(world.decisionOn(request).against()).extracting(Reason::rule).contains("durable");
        assertThat(world.decisionOn(request).unblockedBy())
                .contains("durable: more voters up with their copies, so that every acknowledged write survives every"
                        + " outcome");
    }
}
