package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureWorld;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.world.Datastores;
import io.replicante.core.world.Machine;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.Declaration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who counts as a voter and as a copy, and what changes that. */
class MembershipCasesTest {
    private static final Gate GATE = Gate.without(List.of(), SafetySettings.DEFAULT);

    @Test
    @DisplayName("case 5f: a change that is atomic may still be done or not: both are reckoned with until it is over")
    void reckonsWithBothEndsOfAChangeUnderWay() {
        Judgement judgement = new Judgement(World.healthy(3), Datastores.usual());
        GateCase free = judgement.restart(judgement.world.leader);
        assertThat(GATE.judge(free.candidate(), free.situation()).verdict()).isEqualTo(Verdict.ALLOWED);

        judgement.begin(
                judgement.candidate(free.situation(), ActionKinds.CLUSTER_REMOVE, judgement.world.follower().id));
        GateCase judged = judgement.of(
                candidate -> candidate.key().equals(free.candidate().key()));

        assertThat(new Outcomes(judged)
                        .beginnings(Voters.of(judged.view()).toOptional().orElseThrow()))
                .extracting(state -> ((Voters) state).list().size())
                .containsExactlyInAnyOrder(3, 2);
        assertThat(GATE.judge(judged.candidate(), judged.situation()).against())
                .extracting(Reason::rule)
                .contains("available");
    }

    @Test
    @DisplayName("case 6d: what is not idempotent is sent once, and its unknown outcome is neither failed nor done")
    void neverSendsAgainWhatMayHaveBeenDone() {
        World world = World.healthy(2);
        world.declare(World.spec(3, Declaration.Tolerate.DEFAULT));
        for (int i = 0; i < 60 && adds(world).isEmpty(); i++) {
            world.tick();
        }
        Intent add = adds(world).get(0);
        Machine executor = world.machine(add.candidate().executor().orElseThrow());
        world.replace(world.state
                .intents()
                .get(add.id())
                .attempted(world.now, 1, world.now.plusSeconds(20), world.now.plusSeconds(60), List.of())
                .become(Intent.Phase.OUTCOME_UNKNOWN, "no answer"));
        executor.agentAnswers = false;

        world.run(600);
        assertThat(adds(world)).hasSize(1);
        assertThat(world.state.intents().get(add.id()).phase()).isEqualTo(Intent.Phase.OUTCOME_UNKNOWN);

        executor.agentAnswers = true;
        world.run(5);
        assertThat(adds(world)).hasSize(1);
        assertThat(world.state.intents()).doesNotContainKey(add.id());
        assertThat(world.configured).hasSize(3);
    }

    @Test
    @DisplayName(
            "case 7d: a node does not join while a machine of its name may still be given back, however late that is")
    void letsNobodyJoinWhoMayStillBeGivenBack() {
        Judgement judgement = growing();
        GateCase free = judgement.of(ActionKinds.CLUSTER_LEARN);
        assertThat(GATE.judge(free.candidate(), free.situation()).verdict()).isEqualTo(Verdict.ALLOWED);
        String node = free.candidate().subject().orElseThrow().nodeId();
        giveBackWithoutAnAnswer(judgement, Judgement.givingBack(free.situation(), node));
        judgement.world.now = judgement.world.now.plusSeconds(30);
        judgement.world.discover();
        GateCase judged = new GateCase(
                free.candidate(), judgement.restart(judgement.world.leader).situation(), SafetySettings.DEFAULT);

        assertThat(judged.supersedes(judged.others().get(0))).isTrue();
        assertThat(GATE.judge(judged.candidate(), judged.situation()).against())
                .extracting(Reason::rule)
                .contains("membership-one-at-a-time");
    }

    @Test
    @DisplayName("case 10c: a server that was taken out and goes on answering is no member")
    void countsNobodyWhoIsNotConfigured() {
        FixtureWorld world = FixtureWorld.of("declaration: {definition: null}").then(5, "");
        assertThat(world.restart("b").against()).isEmpty();

        world.then(5, "configured: {c: null}\nconfigurationVersion: 2");

        assertThat(world.restart("b").against()).extracting(Reason::rule).contains("available");
    }

    @Test
    @DisplayName("case 12d: a voter that lost its storage is out before anything is started on its machine")
    void startsNothingOnAVoterThatLostItsStorage() {
        World world = World.healthy(3);
        Machine emptied = world.follower();
        emptied.kill();
        emptied.starts = 0;

        for (int i = 0; i < 60 && world.configured.containsKey(emptied.memberId); i++) {
            world.tick();
            if (world.configured.containsKey(emptied.memberId)) {
                assertThat(world.sent)
                        .noneMatch(intent -> intent.candidate()
                                .executor()
                                .filter(emptied.id::equals)
                                .isPresent());
            }
        }

        assertThat(world.configured).doesNotContainKey(emptied.memberId).hasSize(3);
    }

    /** Its process is another one, under the old id: it votes, and may have nothing that the others rely on. */
    @Test
    @DisplayName("case 12f: a voter that came back as another process holds nothing that counts until it has caught up")
    void countsNoCopyOfAVoterThatMayHaveComeBackEmpty() {
        World world = World.healthy(3);
        Machine back = world.follower();
        String other = world.machines.values().stream()
                .filter(each -> each != back && !each.id.equals(world.leader))
                .findFirst()
                .orElseThrow()
                .id;
        world.dispatches = false;
        back.kill();
        back.offset = 0;
        world.frozen.add(back.id);
        back.start();

        Decision decision = restart(world, other);
        assertThat(answer(decision, "durable")).isEqualTo(Answer.VIOLATED);
        world.run(60);
        assertThat(answer(restart(world, other), "durable")).isEqualTo(Answer.VIOLATED);

        world.frozen.clear();
        world.run(3);
        assertThat(restart(world, other).against()).isEmpty();
    }

    /** The same process was only not seen for a while. */
    @Test
    @DisplayName("case 12f: a voter that was only not seen for a while has its copy")
    void countsTheCopyOfAVoterThatWasOnlyNotSeen() {
        World world = World.healthy(3);
        Machine unseen = world.follower();
        world.dispatches = false;
        unseen.agentAnswers = false;
        world.run(3);
        unseen.agentAnswers = true;
        world.frozen.add(unseen.id);

        assertThat(answer(restart(world, world.leader), "durable")).isEqualTo(Answer.HOLDS);
    }

    private static Judgement growing() {
        World world = World.healthy(2);
        Judgement judgement = new Judgement(world, Datastores.usual());
        world.declare(World.spec(3, Declaration.Tolerate.DEFAULT));
        world.provision();
        world.run(3);
        return judgement;
    }

    /** It is late, and its platform's listings are not trusted yet to show what became of it. */
    private static void giveBackWithoutAnAnswer(Judgement judgement, Candidate candidate) {
        World world = judgement.world;
        Machine machine = world.machine(candidate.subject().orElseThrow().nodeId());
        judgement.begin(candidate);
        world.machines.put(machine.id, machine);
        world.state
                .intents()
                .values()
                .forEach(intent -> world.replace(
                        intent.attempted(world.now, 1, world.now.plusSeconds(20), world.now.plusSeconds(10), List.of())
                                .become(Intent.Phase.OUTCOME_UNKNOWN, "no answer")));
    }

    private static List<Intent> adds(World world) {
        return world.sent.stream()
                .filter(intent -> intent.candidate().kind().equals(ActionKinds.CLUSTER_ADD))
                .toList();
    }

    private static Decision restart(World world, String node) {
        UUID request = world.request(node, ActionKinds.STORE_RESTART);
        world.tick();
        return world.decisionOn(request);
    }

    private static Answer answer(Decision decision, String rule) {
        return decision.reasons().stream()
                .filter(reason -> reason.rule().equals(rule))
                .findFirst()
                .orElseThrow()
                .answer();
    }
}
