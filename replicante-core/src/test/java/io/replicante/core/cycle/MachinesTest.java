package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Orchestration;
import io.replicante.core.state.Reason;
import io.replicante.core.view.Surroundings;
import io.replicante.core.world.Machine;
import io.replicante.core.world.World;
import io.replicante.spec.action.OrchestratorAction;
import io.replicante.spec.action.OrchestratorActionPhase;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.event.Actor;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person asks for several machines at once. */
final class MachinesTest {
    private static final UUID ID = new UUID(3, 4);
    private static final int STABLE_AFTER = 30;

    private final World world = World.healthy(3);

    @BeforeEach
    void askForTwo() {
        world.platformProvisions = false;
        world.step = Duration.ofSeconds(1);
        ObjectNode args = JsonNodeFactory.instance.objectNode().put("stable_after", STABLE_AFTER);
        args.putObject("request").put("count", 2).put("node_group_id", "members");
        OrchestratorAction action = OrchestratorAction.builder(
                        ID,
                        World.CLUSTER,
                        Candidate.PROVISION,
                        Actor.person("ada"),
                        world.now,
                        OrchestratorActionPhase.PENDING_SCHEDULE)
                .args(args)
                .build();
        NavigableMap<UUID, Orchestration> works = new TreeMap<>(Map.of(ID, new Orchestration(action, 0)));
        world.state = world.state.toBuilder().orchestrations(works).build();
    }

    private OrchestratorAction action() {
        return world.state.orchestrations().get(ID).action();
    }

    private JsonNode payload() {
        return action().payload().orElseThrow();
    }

    private void asked(int provides) {
        world.run(3);
        Intent intent = world.state.intents().get(ID);
        assertThat(intent.inFlight()).isTrue();
        world.replace(intent.providing(provides));
    }

    private long timesAsked() {
        return world.sent.stream()
                .filter(intent -> intent.candidate().kind().equals(Candidate.PROVISION))
                .filter(intent -> intent.id().equals(ID))
                .count();
    }

    @Test
    void theyAreAllThereBeforeItIsDone() {
        asked(2);
        world.provision();
        world.run(5);
        assertThat(world.state.intents()).containsKey(ID);
        assertThat(payload().path("candidate_nodes")).hasSize(1);
        assertThat(payload().path("requested").asInt()).isEqualTo(2);
        assertThat(payload().path("starting_nodes")).hasSize(3);

        world.provision();
        world.run(3);
        assertThat(world.state.intents()).doesNotContainKey(ID);
        assertThat(action().phase()).isEqualTo(OrchestratorActionPhase.RUNNING);

        world.run(STABLE_AFTER);
        assertThat(action().phase()).isEqualTo(OrchestratorActionPhase.DONE);
        assertThat(timesAsked()).isEqualTo(1);
    }

    @Test
    void fewerAreEnoughWhenThePlatformSaysSo() {
        asked(1);
        world.provision();
        world.run(STABLE_AFTER + 3);
        assertThat(action().phase()).isEqualTo(OrchestratorActionPhase.DONE);
        assertThat(payload().path("expected").asInt()).isEqualTo(1);
    }

    @Test
    void whatChangesMeanwhileIsWaitedForAnew() {
        asked(2);
        world.provision();
        Machine fleeting = world.provision();
        world.run(STABLE_AFTER - 5);
        world.machines.remove(fleeting.id);
        world.run(STABLE_AFTER + 5);
        assertThat(action().phase()).isEqualTo(OrchestratorActionPhase.RUNNING);
        assertThat(payload().path("stable").isNull()).isTrue();

        world.provision();
        world.run(STABLE_AFTER - 5);
        assertThat(action().phase()).isEqualTo(OrchestratorActionPhase.RUNNING);
        world.run(10);
        assertThat(action().phase()).isEqualTo(OrchestratorActionPhase.DONE);
        assertThat(timesAsked()).isEqualTo(1);
    }

    @Test
    void onlyListingsSayThatTheyAreStillThere() {
        asked(2);
        world.provision();
        world.provision();
        world.run(3);
        world.listings = false;
        world.run(STABLE_AFTER + 5);
        assertThat(action().phase()).isEqualTo(OrchestratorActionPhase.RUNNING);
        world.listings = true;
        world.run(2);
        assertThat(action().phase()).isEqualTo(OrchestratorActionPhase.DONE);
    }

    @Test
    void tooFewInTheEndFailItAndThePlatformIsNotAskedAgain() {
        asked(2);
        world.provision();
        world.step = Duration.ofMinutes(4);
        world.run(4);
        assertThat(action().phase()).isEqualTo(OrchestratorActionPhase.FAILED);
        assertThat(action().error().orElseThrow().path("error_msg").asText())
                .contains("at least 2")
                .contains("shows 1");
        world.run(4);
        assertThat(timesAsked()).isEqualTo(1);
    }

    @Test
    void anInactivePlatformIsNotAsked() {
        Surroundings before = world.surroundings;
        PlatformSpec active = before.platform().orElseThrow();
        PlatformSpec inactive = new PlatformSpec(
                active.nsId(), active.name(), false, active.discoveryInterval(), active.baseUrl(), active.settle());
        world.surroundings = new Surroundings(
                before.namespace(),
                before.namespacePause(),
                before.fleetPause(),
                Optional.of(inactive),
                before.listingFailure());
        world.run(5);
        assertThat(timesAsked()).isZero();
        assertThat(world.decisionOn(ID).against()).extracting(Reason::rule).contains("allowed-by-mode");
    }
}
