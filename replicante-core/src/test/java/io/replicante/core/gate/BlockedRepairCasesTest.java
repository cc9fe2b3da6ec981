package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.Candidate;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.state.WorkClass;
import io.replicante.core.world.Datastores;
import io.replicante.core.world.Fleet;
import io.replicante.core.world.Pair;
import io.replicante.core.world.World;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.event.Actor;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.ShardRole;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What must not keep a repair waiting, and what is not known and must not, either. */
class BlockedRepairCasesTest {
    private static final Gate GATE = Gate.without(List.of(), SafetySettings.DEFAULT);

    @Test
    @DisplayName("case 13a: a repair of availability waits for no other step and for no budget")
    void letsARepairOfAvailabilityGoFirst() {
        GateCase judged = VoluntaryScenes.anotherRestarts(true);
        Candidate promptly = judged.candidate().done(WorkClass.AVAILABILITY);

        assertThat(rules(GATE.judge(judged.candidate(), judged.situation())))
                .contains("one-disruption-at-a-time", "membership-one-at-a-time", "in-window", "no-foreign-change");
        assertThat(rules(GATE.judge(promptly, judged.situation())))
                .isNotEmpty()
                .doesNotContain(
                        "one-disruption-at-a-time",
                        "membership-one-at-a-time",
                        "in-window",
                        "no-foreign-change",
                        "capacity",
                        "removable",
                        "tolerant");
        assertThat(WorkClass.values())
                .as("the order in which candidates are taken")
                .containsExactly(WorkClass.AVAILABILITY, WorkClass.REDUNDANCY, WorkClass.VOLUNTARY);
    }

    @Test
    @DisplayName(
            "case 13d: somebody else's action that never ends is named, and a person may let the work go on beside it")
    void namesSomebodyElsesActionThatNeverEnds() {
        World world = World.healthy(3);
        world.dispatches = false;
        world.runForeign(world.leader, "acme.test/compact");
        world.step = Duration.ofSeconds(10);
        world.run(720);
        UUID request = world.request(world.follower().id, ActionKinds.STORE_RESTART);
        world.run(1);
        assertThat(world.decisionOn(request).against()).singleElement().satisfies(reason -> {
            assertThat(reason.rule()).isEqualTo("no-foreign-change");
            assertThat(reason.message()).contains("acme.test/compact", world.leader);
        });

        override(world, "no-foreign-change");
        world.run(1);

        assertThat(world.decisionOn(request).verdict()).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    @DisplayName(
            "case 14c: where nothing is named by which others' changes could be seen, the answer holds and says so")
    void saysThatNoSourceOfChangesIsNamed() {
        assertThat(reason(healthyRestart(), "no-foreign-change")).satisfies(reason -> {
            assertThat(reason.answer()).isEqualTo(Answer.HOLDS);
            assertThat(reason.message()).contains("no other source is defined");
        });
    }

    /** Of brokers one that works is enough to tell; what nobody tells may be under way. */
    @Test
    void whatNobodyReportsOfOthersChangesIsNotUnseen() {
        Fleet fleet = Fleet.kafka();
        List.of("a", "b", "c")
                .forEach(node -> fleet.extra(node, "min_insync_replicas", AttributeValue.of(2))
                        .copy(node, "__cluster_metadata", node.equals("a") ? ShardRole.PRIMARY : ShardRole.SECONDARY));
        fleet.configured("combined").watch(5);
        assertThat(fleet.restart("b").against()).isEmpty();

        fleet.untold("reassigning_partitions");

        Reason untold = reason(fleet.restart("b"), "no-foreign-change");
        assertThat(untold.answer()).isEqualTo(Answer.UNKNOWN);
        assertThat(untold.message()).contains("kafka.apache.org/reassigning_partitions");
        assertThat(untold.unblockedBy()).contains("reports of it by the nodes that work");
        assertThat(Stoppable.of(fleet.situation(), SafetySettings.DEFAULT)).satisfies(set -> {
            assertThat(set.together()).isEmpty();
            assertThat(set.others().get("b")).contains("kafka.apache.org/reassigning_partitions");
        });

        fleet.extra("c", "reassigning_partitions", AttributeValue.of(0));

        assertThat(fleet.restart("b").against()).isEmpty();
        assertThat(Stoppable.of(fleet.situation(), SafetySettings.DEFAULT).together())
                .isNotEmpty();
    }

    @Test
    @DisplayName("case 14d: one node of two that is lost is no mass failure")
    void takesTheLossOfOneOfTwoForItsOwnFailure() {
        Pair pair = new Pair();
        pair.server("a").kill();
        pair.run(14);
        pair.dispatches = false;
        pair.run(20);

        assertThat(pair.sentKinds()).isNotEmpty();
        assertThat(pair.state.decisions())
                .filteredOn(decision -> decision.candidate().work() != WorkClass.VOLUNTARY)
                .isNotEmpty()
                .allSatisfy(decision ->
                        assertThat(reason(decision, "mass-failure").answer()).isEqualTo(Answer.HOLDS));
    }

    @Test
    @DisplayName("case 14f: room that is named and not read is no room, and where none is named the answer says so")
    void takesRoomThatWasNotReadForNone() {
        GateCase unread = RepairScenes.roomUnknown();
        Decision decision = GATE.judge(unread.candidate(), unread.situation());

        assertThat(reason(decision, "capacity").answer()).isEqualTo(Answer.UNKNOWN);
        assertThat(decision.verdict()).isEqualTo(Verdict.REFUSED);
        GateCase usual = RepairScenes.anotherLearns(false);
        assertThat(reason(GATE.judge(usual.candidate(), usual.situation()), "capacity"))
                .satisfies(reason -> {
                    assertThat(reason.answer()).isEqualTo(Answer.HOLDS);
                    assertThat(reason.message()).contains("refuses");
                });
    }

    @Test
    @DisplayName("scenario H5: a person's word that ends while a node is away strands nobody")
    void bringsBackANodeThoughTheWordForItHasEnded() {
        World world = World.healthy(5);
        world.platformProvisions = false;
        world.follower().kill();
        world.run(2);
        String away = world.follower().running ? world.follower().id : world.leader;
        override(world, "tolerant");
        UUID request = world.request(away, ActionKinds.STORE_RESTART);
        world.run(1);
        assertThat(world.sent).extracting(intent -> intent.id()).contains(request);

        world.state = world.state.withOverrides(new TreeMap<>());
        world.run(30);

        assertThat(world.state.actions().get(request).phase()).isEqualTo(NodeActionPhase.DONE);
        assertThat(world.machine(away).running).isTrue();
    }

    private static Decision healthyRestart() {
        Judgement judgement = new Judgement(World.healthy(3), Datastores.usual());
        GateCase judged = judgement.restart(judgement.world.leader);
        return GATE.judge(judged.candidate(), judged.situation());
    }

    private static List<String> rules(Decision decision) {
        return decision.reasons().stream().map(Reason::rule).toList();
    }

    private static Reason reason(Decision decision, String rule) {
        return decision.reasons().stream()
                .filter(each -> each.rule().equals(rule))
                .findFirst()
                .orElseThrow(() -> new AssertionError(rule + " was not asked: " + decision));
    }

    private static void override(World world, String rule) {
        SafetyOverride word = new SafetyOverride(
                World.CLUSTER,
                rule,
                Optional.empty(),
                Optional.empty(),
                Actor.person("grace"),
                "it hangs",
                world.now.plusSeconds(86_400));
        NavigableMap<UUID, SafetyOverride> words = new TreeMap<>(world.state.overrides());
        words.put(word.id(), word);
        world.state = world.state.withOverrides(words);
    }
}
