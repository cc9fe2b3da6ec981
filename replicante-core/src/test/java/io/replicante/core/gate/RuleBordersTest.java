package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.fixture.Altered;
import io.replicante.core.plan.Situation;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.state.Shift;
import io.replicante.core.state.Target;
import io.replicante.core.state.WorkClass;
import io.replicante.core.world.Datastores;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.datastore.ActionDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Single rules on both sides of what they ask, with effects that no definition need describe. */
class RuleBordersTest {
    private static final String SUBJECT = "node-1";
    private static final String OTHER = "node-2";

    /** Effects that touch one node, by what they do to it. */
    private static final Map<String, Function<String, Effect>> KINDS = kinds();

    private final World world = World.healthy(3);
    private final Judgement judgement = new Judgement(world, Datastores.usual());

    private static Map<String, Function<String, Effect>> kinds() {
        Map<String, Function<String, Effect>> kinds = new LinkedHashMap<>();
        kinds.put("away", Touches::away);
        kinds.put("lost", Effect::losing);
        kinds.put("learner", Touches::learner);
        kinds.put("voter", Touches::voter);
        kinds.put("leaves", Touches::leaves);
        kinds.put("forms", node -> Touches.forms());
        kinds.put("promotes", Touches::promotes);
        kinds.put("demotes", Touches::demotes);
        kinds.put("pauses", Touches::pauses);
        kinds.put("rebuilds", Touches::rebuilds);
        kinds.put("blocks", Touches::blocks);
        return kinds;
    }

    /** Who is to do something has to answer; whose machine is given back, or who is forgotten, may be dead. */
    @ParameterizedTest
    @CsvSource({
        "voter,UNKNOWN",
        "learner,UNKNOWN",
        "away,UNKNOWN",
        "promotes,UNKNOWN",
        "demotes,UNKNOWN",
        "pauses,UNKNOWN",
        "rebuilds,UNKNOWN",
        "lost,HOLDS",
        "leaves,HOLDS",
        "blocks,HOLDS"
    })
    void evidenceFreshAsksForWhomTheActionIsAbout(String kind, Answer silent) {
        Effect effect = KINDS.get(kind).apply(OTHER);

        assertThat(new EvidenceFresh().judge(claiming(effect)).answer()).isEqualTo(Answer.HOLDS);
        world.machine(OTHER).agentAnswers = false;
        assertThat(new EvidenceFresh().judge(claiming(effect)).answer()).isEqualTo(silent);
    }

    @Test
    void evidenceFreshAsksForAnExecutorUnlessThePlatformIsAsked() {
        GateCase honest = judgement.restart(SUBJECT);

        assertThat(new EvidenceFresh()
                        .judge(runBy(honest, ActionKinds.STORE_RESTART, Optional.empty()))
                        .answer())
                .isEqualTo(Answer.UNKNOWN);
        assertThat(new EvidenceFresh()
                        .judge(runBy(honest, Candidate.DEPROVISION, Optional.empty()))
                        .answer())
                .isEqualTo(Answer.HOLDS);
        assertThat(new EvidenceFresh()
                        .judge(runBy(honest, ActionKinds.STORE_RESTART, Optional.of("node-9")))
                        .answer())
                .isEqualTo(Answer.UNKNOWN);
    }

    /** By row what is in flight, by column what is wanted: what waits for it. */
    static Stream<Object[]> beside() {
        return Stream.of(
                new Object[] {"away", "", "away lost voter leaves forms promotes demotes pauses rebuilds blocks"},
                new Object[] {"lost", "", "away lost voter leaves forms promotes demotes pauses rebuilds blocks"},
                new Object[] {"learner", "learner voter leaves forms", ""},
                new Object[] {"voter", "learner voter leaves forms", "away"},
                new Object[] {"leaves", "learner voter leaves forms", "away"},
                new Object[] {"forms", "learner voter leaves forms", "away"},
                new Object[] {"promotes", "", "away lost voter leaves forms promotes demotes pauses rebuilds blocks"},
                new Object[] {"rebuilds", "", "away lost voter leaves forms promotes demotes pauses rebuilds blocks"},
                new Object[] {"pauses", "", "away lost voter leaves forms demotes pauses rebuilds blocks"});
    }

    @ParameterizedTest
    @MethodSource("beside")
    void oneChangeOfMembershipAndOneDisruptionAtATime(String inFlight, String membership, String disruption) {
        GateCase honest = judgement.restart(SUBJECT);
        judgement.begin(
                Judgement.another(honest, "in flight", KINDS.get(inFlight).apply(OTHER)));

        assertThat(waiting(new MembershipOneAtATime())).containsExactlyElementsOf(words(membership));
        assertThat(waiting(new OneDisruptionAtATime())).containsExactlyInAnyOrderElementsOf(words(disruption));
    }

    /** The next steps of a switch-over: the paused one leaves its place, or somebody gets it. */
    @Test
    void oneDisruptionGoesOnWithWhatStoppedTheWrites() {
        GateCase honest = judgement.restart(SUBJECT);
        judgement.begin(Judgement.another(honest, "in flight", Touches.pauses(OTHER)));

        assertThat(answer(new OneDisruptionAtATime(), Touches.demotes(OTHER))).isEqualTo(Answer.HOLDS);
        assertThat(answer(new OneDisruptionAtATime(), Touches.demotes(SUBJECT))).isEqualTo(Answer.VIOLATED);
        assertThat(answer(new OneDisruptionAtATime(), Touches.promotes(SUBJECT)))
                .isEqualTo(Answer.HOLDS);
    }

    /** A cycle ends a little after it began, so that after 300 s it is late. Only who is aimed at the same nodes, or at the executor, takes its place. */
    @ParameterizedTest
    @CsvSource({
        "299,node-2,node-3,VIOLATED",
        "300,node-2,node-3,HOLDS",
        "300,node-2 node-3,node-3,VIOLATED",
        "300,node-3,node-2,HOLDS",
        "300,node-3,node-3,VIOLATED",
        "300,,node-3,VIOLATED"
    })
    void aLateActionGivesWayToTheCureOfItsOwnNode(long seconds, String aimedAt, String executor, Answer answer) {
        GateCase honest = judgement.restart(OTHER);
        Candidate late = aimed(
                Judgement.another(honest, "late", Touches.voter("node-3")), Optional.of(executor), words(aimedAt));
        judgement.begin(late);
        world.now = world.now.plusSeconds(seconds);

        Situation situation = judgement.situation();
        Candidate cure =
                aimed(Judgement.another(honest, "cure", Touches.leaves("2")), Optional.of(SUBJECT), List.of(OTHER));
        GateCase judged = new GateCase(cure, situation, SafetySettings.DEFAULT);

        assertThat(new MembershipOneAtATime().judge(judged).answer()).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({"0,30", "1,30", "2,60", "3,120", "7,1920", "8,3600", "9,3600", "60,3600", "100000,3600"})
    void theWaitDoublesWithEachFailureUpToAnHour(int failures, long seconds) {
        assertThat(Retries.waitAfter(failures, SafetySettings.DEFAULT)).isEqualTo(Duration.ofSeconds(seconds));
    }

    /** What the definition says it touches is what it may claim to touch, and nothing else. */
    @ParameterizedTest
    @MethodSource("falseClaims")
    void noOtherFootprintThanTheDefinitionsIsBelieved(Effect claimed) {
        GateCase honest = judgement.restart(SUBJECT);
        ActionDefinition restart =
                Datastores.usual().action(ActionKinds.STORE_RESTART).orElseThrow();

        assertThat(Claims.areTrue(honest.candidate(), restart, honest.view())).isTrue();
        assertThat(Claims.areTrue(Judgement.claiming(honest, claimed).candidate(), restart, honest.view()))
                .isFalse();
    }

    static Stream<Effect> falseClaims() {
        Effect away = Touches.away(SUBJECT);
        return Stream.of(
                Effect.NONE,
                Touches.away(OTHER),
                Touches.away(SUBJECT, Touches.MINUTE.plusSeconds(1)),
                with(away, Touches.learner(SUBJECT)),
                with(away, Touches.voter(SUBJECT)),
                with(away, Touches.leaves("2")),
                with(away, Touches.forms()),
                with(away, Effect.losing(OTHER)),
                with(away, Effect.provisioning(false)),
                with(away, Touches.swap(SUBJECT, "2", true)),
                away.shifting(Touches.demotes(SUBJECT).shift()),
                new Effect(
                        away.away(),
                        away.awayAtMost(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false,
                        true));
    }

    /** What joins, and by what it leaves, is believed only as the definition has it, too. */
    @Test
    void aSwapIsBelievedOnlyWithBothItsHalves() {
        GateCase honest = judgement.restart(SUBJECT);
        ActionDefinition swap =
                Datastores.usual().action(ActionKinds.CLUSTER_SWAP).orElseThrow();

        assertThat(believed(honest, swap, Touches.swap(SUBJECT, "2", true))).isTrue();
        assertThat(believed(honest, swap, Touches.swap(SUBJECT, "2", false))).isTrue();
        assertThat(believed(honest, swap, Touches.voter(SUBJECT))).isFalse();
        assertThat(believed(honest, swap, Touches.leaves("2"))).isFalse();
        assertThat(believed(honest, swap, Touches.swap(OTHER, "2", true))).isFalse();
        ActionDefinition learn =
                Datastores.usual().action(ActionKinds.CLUSTER_LEARN).orElseThrow();
        assertThat(believed(honest, learn, Touches.learner(SUBJECT))).isTrue();
        assertThat(believed(honest, learn, Touches.learner(OTHER))).isFalse();
        assertThat(believed(honest, learn, Touches.voter(SUBJECT))).isFalse();
    }

    /** By what the declaration and the definition allow, whichever is shorter; the usual definition says 10 s. */
    @ParameterizedTest
    @CsvSource({
        "10,,HOLDS",
        "11,,VIOLATED",
        "5,5,HOLDS",
        "6,5,VIOLATED",
        "10,20,HOLDS",
        "11,20,VIOLATED",
        "1,0,VIOLATED"
    })
    void availableLetsWritesStopForAsLongAsIsAllowed(long asked, Long declared, Answer answer) {
        world.declare(World.spec(
                3, Declaration.Tolerate.DEFAULT, Optional.ofNullable(declared).map(Duration::ofSeconds)));
        Effect pause = Touches.pauses(world.leader);
        Effect stops = pause.shifting(new Shift(
                Optional.empty(),
                Optional.empty(),
                pause.shift().pauses(),
                Duration.ofSeconds(asked),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false));

        assertThat(new Available().judge(claiming(stops)).answer()).isEqualTo(answer);
    }

    /** A change of primary takes up to 10 s here. */
    @Test
    void availableLetsOnlyThePrimaryPauseWritesByGoingAway() {
        declarePause(10);
        assertThat(answer(new Available(), Touches.away(world.leader))).isEqualTo(Answer.HOLDS);
        declarePause(9);
        assertThat(answer(new Available(), Touches.away(world.leader))).isEqualTo(Answer.VIOLATED);
        assertThat(answer(new Available(), Touches.demotes(world.leader))).isEqualTo(Answer.VIOLATED);
        assertThat(answer(new Available(), Touches.away(world.follower().id))).isEqualTo(Answer.HOLDS);
        assertThat(answer(new Available(), Touches.learner("node-4"))).isEqualTo(Answer.HOLDS);
    }

    private void declarePause(long seconds) {
        world.declare(World.spec(3, Declaration.Tolerate.DEFAULT, Optional.of(Duration.ofSeconds(seconds))));
    }

    private static boolean believed(GateCase honest, ActionDefinition action, Effect effect) {
        return Claims.areTrue(Judgement.claiming(honest, effect).candidate(), action, honest.view());
    }

    private GateCase claiming(Effect effect) {
        return Judgement.claiming(judgement.restart(SUBJECT), effect);
    }

    private Answer answer(SafetyRule rule, Effect effect) {
        return rule.judge(claiming(effect)).answer();
    }

    private List<String> waiting(SafetyRule rule) {
        GateCase honest = judgement.restart(SUBJECT);
        List<String> waiting = new ArrayList<>();
        KINDS.forEach((name, effect) -> {
            Reason reason = rule.judge(Judgement.claiming(honest, effect.apply(SUBJECT)));
            if (reason.answer() != Answer.HOLDS) {
                waiting.add(name);
            }
        });
        return waiting;
    }

    private static List<String> words(String text) {
        return text == null || text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }

    /** One effect that does what two do. */
    private static Effect with(Effect one, Effect other) {
        return new Effect(
                one.away(),
                one.awayAtMost(),
                other.learner(),
                other.voter(),
                other.leaves(),
                other.lost(),
                other.forms(),
                other.provisions(),
                other.atomic());
    }

    private static GateCase runBy(GateCase honest, String kind, Optional<String> executor) {
        Candidate candidate = honest.candidate();
        return Judgement.of(
                honest,
                Altered.from(candidate)
                        .kind(kind)
                        .work(WorkClass.REDUNDANCY)
                        .executor(executor)
                        .candidate());
    }

    private static Candidate aimed(Candidate candidate, Optional<String> executor, List<String> nodes) {
        return Altered.from(candidate)
                .executor(executor)
                .targets(nodes.stream()
                        .map(node -> new Target(node, Optional.empty(), Optional.empty()))
                        .toList())
                .candidate();
    }
}
