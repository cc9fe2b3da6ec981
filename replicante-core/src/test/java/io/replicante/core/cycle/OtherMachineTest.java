package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.gate.Retries;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Retry;
import io.replicante.core.world.Machine;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.NewEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A node id that comes back on another machine is another node: nothing that is remembered of the old one holds for it. */
class OtherMachineTest {
    @Test
    @DisplayName("case 7f: a node id on another machine is a node without a past")
    void isANodeWithoutAPast() {
        World world = World.healthy(3);
        String id = world.follower().id;
        world.reuse(id).agentAnswers = false;

        world.tick();

        assertThat(world.state.nodes().get(id)).satisfies(record -> {
            assertThat(record.machine()).isEqualTo(world.machine(id).incarnation);
            assertThat(record.everMember()).isFalse();
            assertThat(record.agent()).isEmpty();
            assertThat(record.extras()).isEmpty();
            assertThat(record.shards()).isEmpty();
            assertThat(record.seenAt()).isEmpty();
        });
    }

    @Test
    void isDeletedAndThenNewForThoseWhoFollowTheEvents() {
        World world = World.healthy(3);
        String id = world.follower().id;
        world.reuse(id);

        world.tick();

        assertThat(nodeEvents(world, id)).containsExactly(EventCodes.NODE_DELETE, EventCodes.NODE_SYNC_NEW);
        world.tick();
        assertThat(nodeEvents(world, id)).doesNotContain(EventCodes.NODE_DELETE, EventCodes.NODE_SYNC_NEW);
    }

    @Test
    void takesThePlaceOfTheVoterThatItsIdOnceWas() {
        World world = World.healthy(3);
        String id = world.follower().id;
        String member = world.machine(id).memberId;
        Machine fresh = world.reuse(id);

        world.runUntilQuiet(100);

        assertThat(world.configured).hasSize(3).doesNotContainKey(member).containsKey(fresh.memberId);
        assertThat(world.mostVotersWithOneDead).isEqualTo(3);
    }

    @Test
    void isRememberedUntilTheConfigurationNamesItNoMore() {
        World world = World.healthy(3);
        String id = world.follower().id;
        String member = world.machine(id).memberId;
        world.dispatches = false;
        world.reuse(id);
        world.run(2);
        assertThat(world.state.nodes().get(id).displaced()).contains(member);

        world.dispatches = true;
        world.runUntilQuiet(100);

        assertThat(world.configured).doesNotContainKey(member);
        assertThat(world.state.nodes().values())
                .allSatisfy(record -> assertThat(record.displaced()).isEmpty());
    }

    @Test
    void isNotProvenByAnotherAddress() {
        World world = World.healthy(3);
        Machine moved = world.follower();
        moved.address = "sim://elsewhere";
        moved.agentAnswers = false;

        world.tick();

        assertThat(world.state.nodes().get(moved.id).everMember()).isTrue();
        assertThat(nodeEvents(world, moved.id)).doesNotContain(EventCodes.NODE_DELETE);
    }

    @Test
    void isNotProvenWhileThePlatformDoesNotTellTheMachine() {
        World world = World.healthy(3);
        Machine silent = world.follower();
        Optional<String> incarnation = silent.incarnation;
        silent.incarnation = Optional.empty();
        silent.address = "sim://elsewhere";

        world.tick();
        assertThat(world.state.nodes().get(silent.id).machine()).isEqualTo(incarnation);
        assertThat(world.state.nodes().get(silent.id).everMember()).isTrue();

        silent.incarnation = Optional.of("machine-9");
        world.tick();
        assertThat(nodeEvents(world, silent.id)).contains(EventCodes.NODE_DELETE);
    }

    @Test
    void doesNotInheritFailures() {
        World world = World.healthy(3);
        String id = world.follower().id;
        failed(world, List.of(id, world.leader));
        world.tick();
        assertThat(world.state.retries()).containsKeys(key(id), key(world.leader));

        world.reuse(id);
        world.tick();

        assertThat(world.state.retries()).doesNotContainKey(key(id)).containsKey(key(world.leader));
    }

    @Test
    void showsThatTheOldOneWasGivenBack() {
        World world = World.healthy(3);
        world.leader().kill();
        for (int i = 0; i < 60 && !gaveBack(world); i++) {
            world.tick();
        }
        Intent deprovision = world.sent.get(world.sent.size() - 1);
        String id = deprovision.candidate().subject().orElseThrow().nodeId();
        world.reuse(id);

        world.tick();

        assertThat(world.state.intents()).doesNotContainKey(deprovision.id());
        assertThat(world.state.retries().get(Retries.key(deprovision.candidate())))
                .satisfiesAnyOf(
                        retry -> assertThat(retry).isNull(),
                        retry -> assertThat(retry.failures()).isZero());
        assertThat(world.last.events())
                .filteredOn(event -> event.code().equals(EventCodes.INTENT_ENDED))
                .anyMatch(event -> event.payload().toString().contains("\"COMPLETE\""));
    }

    @Test
    void isStillTheOldOneWhileOnlyItsAddressChanged() {
        World world = World.healthy(3);
        world.leader().kill();
        for (int i = 0; i < 60 && !gaveBack(world); i++) {
            world.tick();
        }
        Intent deprovision = world.sent.get(world.sent.size() - 1);
        Machine kept =
                world.reuse(deprovision.candidate().subject().orElseThrow().nodeId());
        kept.incarnation = deprovision.candidate().subject().orElseThrow().machine();
        kept.address = "sim://elsewhere";

        world.tick();

        assertThat(world.last.events())
                .filteredOn(event -> event.code().equals(EventCodes.INTENT_ENDED))
                .noneMatch(event -> event.payload().toString().contains("\"COMPLETE\""));
    }

    @Test
    void isNotProvisionedForEverWhenEveryNewcomerHangs() {
        World world = World.healthy(2);
        world.learnersHang = true;
        world.declare(World.spec(3, Declaration.Tolerate.DEFAULT));

        world.step = Duration.ofSeconds(10);

        world.run(400);
        assertThat(provisions(world)).isEqualTo(5);
        assertThat(world.decisions(Candidate.PROVISION)).singleElement().satisfies(decision -> {
            assertThat(decision.against()).extracting(reason -> reason.rule()).contains("not-flapping");
        });

        world.run(400);
        assertThat(provisions(world)).isEqualTo(5);
    }

    @Test
    void isProvisionedLaterAfterEachOneThatHung() {
        World world = World.healthy(2);
        world.learnersHang = true;
        world.declare(World.spec(3, Declaration.Tolerate.DEFAULT));
        runUntil(world, Candidate.DEPROVISION);
        world.tick();

        assertThat(world.decisions(Candidate.PROVISION))
                .singleElement()
                .satisfies(decision -> assertThat(decision.against())
                        .extracting(reason -> reason.rule())
                        .contains("grace"));

        world.learnersHang = false;
        world.runUntilQuiet(100);
        assertThat(world.isAsDeclared()).isTrue();
        assertThat(world.state.retries().keySet()).noneMatch(key -> key.startsWith("joining"));
    }

    private static void runUntil(World world, String kind) {
        for (int i = 0;
                i < 1_000
                        && world.sent.stream()
                                .noneMatch(each -> each.candidate().kind().equals(kind));
                i++) {
            world.tick();
        }
    }

    private static long provisions(World world) {
        return world.sent.stream()
                .filter(intent -> intent.candidate().kind().equals(Candidate.PROVISION))
                .count();
    }

    private static boolean gaveBack(World world) {
        return !world.sent.isEmpty()
                && world.sent.get(world.sent.size() - 1).candidate().kind().equals(Candidate.DEPROVISION);
    }

    private static List<String> nodeEvents(World world, String id) {
        return world.last.events().stream()
                .filter(event -> event.code().startsWith("NODE_"))
                .filter(event -> event.payload().path("node_id").asText().equals(id))
                .map(NewEvent::code)
                .toList();
    }

    private static String key(String node) {
        return Retry.key(ActionKinds.STORE_RESTART, node);
    }

    private static void failed(World world, List<String> nodes) {
        NavigableMap<String, Retry> retries = new TreeMap<>(world.state.retries());
        nodes.forEach(node ->
                retries.putAll(Map.of(key(node), new Retry(key(node), 1, 1, world.now, "it did not come back"))));
        world.state = world.state.toBuilder().retries(retries).build();
    }
}
