package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.fixture.Altered;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Pause;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.Surroundings;
import io.replicante.core.world.Datastores;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.MaintenanceWindow;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.event.Actor;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules' answers come to, by when an action should be over, and when it may be begun at all. */
class GateBordersTest {
    private final World world = World.healthy(3);
    private final Judgement judgement = new Judgement(world, Datastores.usual());

    /** A rule that always answers the same. */
    private record Fixed(String id, Severity severity, Answer answer, Set<WorkClass> appliesTo) implements SafetyRule {
        @Override
        public Reason judge(GateCase judged) {
            return new Reason(id, answer, "always");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'',ALLOWED",
        "REFUSES:HOLDS,ALLOWED",
        "REFUSES:VIOLATED,REFUSED",
        "WAITS:VIOLATED,WAITING",
        "ASKS:VIOLATED,NEEDS_APPROVAL",
        "WAITS:VIOLATED ASKS:VIOLATED,WAITING",
        "ASKS:VIOLATED WAITS:VIOLATED REFUSES:VIOLATED,REFUSED",
        "WAITS:UNKNOWN,REFUSED",
        "ASKS:UNKNOWN,REFUSED",
        "ASKS:VIOLATED WAITS:UNKNOWN,REFUSED"
    })
    void theVerdictIsTheWorstOfTheAnswers(String answers, Verdict verdict) {
        List<SafetyRule> rules = Stream.of(answers.split(" ", -1))
                .filter(each -> !each.isEmpty())
                .map(each -> fixed(each, EnumSet.allOf(WorkClass.class)))
                .toList();

        Decision decision = judge(rules);

        assertThat(decision.verdict()).isEqualTo(verdict);
        assertThat(decision.unblockedBy()).isNotEmpty();
        assertThat(decision.against())
                .hasSize((int) answers.chars().filter(each -> each == ':').count()
                        - (answers.contains("HOLDS") ? 1 : 0));
    }

    @Test
    void aRuleIsAskedOnlyOfTheWorkThatItIsFor() {
        assertThat(judge(List.of(fixed("REFUSES:VIOLATED", EnumSet.of(WorkClass.REDUNDANCY))))
                        .verdict())
                .isEqualTo(Verdict.ALLOWED);
        assertThat(judge(List.of(fixed("REFUSES:VIOLATED", EnumSet.of(WorkClass.VOLUNTARY))))
                        .verdict())
                .isEqualTo(Verdict.REFUSED);
    }

    /** The graces of the declaration are 5 min each; the definition gives a restart and a swap 1 min. */
    @Test
    void anActionIsOverdueAfterTheLongerOfWhatIsDeclaredAndDefined() {
        GateCase honest = judgement.restart("node-1");

        assertThat(minutes(honest, ActionKinds.STORE_RESTART, Touches.away("node-1")))
                .isEqualTo(1);
        assertThat(minutes(honest, "acme.test/unheard", Touches.away("node-1"))).isEqualTo(10);
        assertThat(minutes(honest, ActionKinds.STORE_RESTART, Touches.learner("node-1")))
                .isEqualTo(5);
        assertThat(minutes(honest, ActionKinds.STORE_RESTART, Touches.voter("node-1")))
                .isEqualTo(5);
        assertThat(minutes(honest, ActionKinds.STORE_RESTART, Touches.forms())).isEqualTo(5);
        assertThat(minutes(honest, "acme.test/unheard", Touches.voter("node-1")))
                .isEqualTo(10);
        assertThat(minutes(honest, "acme.test/unheard", Touches.forms())).isEqualTo(10);
        assertThat(minutes(honest, Candidate.PROVISION, Effect.provisioning(true)))
                .isEqualTo(5);
        settle(Duration.ofMinutes(7));
        assertThat(minutes(judgement.restart("node-1"), Candidate.DEPROVISION, Effect.losing("node-1")))
                .isEqualTo(7);
    }

    /** A cycle ends a little after it began. One that stays away for ever needs no more than the window. */
    @ParameterizedTest
    @CsvSource({"61,60,HOLDS", "60,60,VIOLATED", "60,-1,HOLDS", "0,60,VIOLATED"})
    void theWindowLastsUntilTheNodeIsBack(long left, long away, Answer answer) {
        world.declare(builder -> builder.windows(List.of(closingIn(left), closingIn(left / 2))));
        Effect effect = Touches.away("node-1", Duration.ofSeconds(away));

        assertThat(new InWindow()
                        .judge(Judgement.claiming(judgement.restart("node-1"), effect))
                        .answer())
                .isEqualTo(answer);
    }

    @Test
    void whatIsDeclaredInactiveIsOnlyWatchedUnlessAPersonAsks() {
        GateCase asked = judgement.restart("node-1");
        assertThat(mode(asked)).isEqualTo(Answer.HOLDS);
        world.declare(builder -> builder.active(false));
        assertThat(mode(judgement.restart("node-1"))).isEqualTo(Answer.HOLDS);
        GateCase watched = judgement.restart("node-1");
        assertThat(mode(Judgement.of(watched, Judgement.another(watched, "own", Touches.away("node-1")))))
                .isEqualTo(Answer.VIOLATED);

        ClusterSpec spec = world.state.spec();
        world.declare(new ClusterSpec(spec.ref(), false, spec.interval(), spec.platform(), spec.declaration()));
        assertThat(mode(judgement.restart("node-1"))).isEqualTo(Answer.VIOLATED);
    }

    @Test
    void anInactivePlatformIsAskedForNothing() {
        GateCase honest = judgement.restart("node-1");
        assertThat(mode(of(honest, Candidate.DEPROVISION, Effect.losing("node-1"))))
                .isEqualTo(Answer.HOLDS);
        PlatformSpec usual = world.surroundings.platform().orElseThrow();
        surround(
                NamespaceStatus.ACTIVE,
                Optional.empty(),
                new PlatformSpec(
                        usual.nsId(),
                        usual.name(),
                        false,
                        usual.discoveryInterval(),
                        usual.baseUrl(),
                        usual.settle(),
                        usual.tls()));

        GateCase inactive = judgement.restart("node-1");
        assertThat(mode(inactive)).isEqualTo(Answer.HOLDS);
        assertThat(mode(of(inactive, Candidate.DEPROVISION, Effect.losing("node-1"))))
                .isEqualTo(Answer.VIOLATED);
    }

    @Test
    void anEmptiedNamespaceLetsOnlyRemovalsThrough() {
        surround(
                NamespaceStatus.DELETING,
                Optional.empty(),
                world.surroundings.platform().orElseThrow());
        GateCase honest = judgement.restart("node-1");

        assertThat(mode(honest)).isEqualTo(Answer.VIOLATED);
        assertThat(mode(Judgement.claiming(honest, Touches.leaves("1")))).isEqualTo(Answer.HOLDS);
        assertThat(mode(Judgement.claiming(honest, Effect.losing("node-1")))).isEqualTo(Answer.HOLDS);
        assertThat(mode(Judgement.claiming(honest, Touches.voter("node-1")))).isEqualTo(Answer.VIOLATED);
    }

    /** Whoever paused the automation since: what stopped the writes of the primary is ended. */
    @Test
    void aPauseLetsStoppedWritesGoOnAndNothingElse() {
        GateCase honest = judgement.restart("node-1");
        judgement.begin(Judgement.another(honest, "stops writes", Touches.pauses(world.leader)));
        String other = world.follower().id;
        surround(
                NamespaceStatus.ACTIVE,
                Optional.of(new Pause(Actor.person("ada"), world.now, "the move")),
                world.surroundings.platform().orElseThrow());
        GateCase paused = judgement.restart("node-1");

        assertThat(mode(paused)).isEqualTo(Answer.VIOLATED);
        assertThat(mode(Judgement.claiming(paused, Touches.promotes(world.leader))))
                .isEqualTo(Answer.HOLDS);
        assertThat(mode(Judgement.claiming(paused, Touches.promotes(other)))).isEqualTo(Answer.VIOLATED);
        assertThat(mode(Judgement.claiming(paused, Touches.demotes(world.leader))))
                .isEqualTo(Answer.VIOLATED);
    }

    private static Answer mode(GateCase judged) {
        return new AllowedByMode().judge(judged).answer();
    }

    private void surround(NamespaceStatus status, Optional<Pause> pause, PlatformSpec platform) {
        world.surroundings = new Surroundings(
                new Namespace("prod", status), pause, Optional.empty(), Optional.of(platform), Optional.empty());
    }

    private void settle(Duration settle) {
        PlatformSpec usual = world.surroundings.platform().orElseThrow();
        surround(
                NamespaceStatus.ACTIVE,
                Optional.empty(),
                new PlatformSpec(
                        usual.nsId(),
                        usual.name(),
                        true,
                        usual.discoveryInterval(),
                        usual.baseUrl(),
                        settle,
                        usual.tls()));
    }

    /** The world's time is a Sunday morning. */
    private MaintenanceWindow closingIn(long seconds) {
        LocalTime from = LocalTime.of(6, 0);
        Duration lasts = Duration.between(from, LocalTime.ofInstant(world.now, ZoneOffset.UTC))
                .plusSeconds(seconds);
        return new MaintenanceWindow(EnumSet.of(DayOfWeek.SUNDAY), from, lasts, ZoneOffset.UTC);
    }

    private static long minutes(GateCase honest, String kind, Effect effect) {
        GateCase judged = of(honest, kind, effect);
        return Duration.between(judged.view().now(), Deadlines.of(judged.view(), judged.candidate()))
                .toMinutes();
    }

    private static GateCase of(GateCase honest, String kind, Effect effect) {
        Candidate candidate = honest.candidate();
        return Judgement.of(
                honest, Altered.from(candidate).kind(kind).effect(effect).candidate());
    }

    private Decision judge(List<SafetyRule> rules) {
        GateCase judged = judgement.restart("node-1");
        return Gate.with(rules, SafetySettings.DEFAULT).judge(judged.candidate(), judged.situation());
    }

    private static SafetyRule fixed(String severityAndAnswer, Set<WorkClass> appliesTo) {
        String[] parts = severityAndAnswer.split(":", -1);
        return new Fixed(severityAndAnswer, SafetyRule.Severity.valueOf(parts[0]), Answer.valueOf(parts[1]), appliesTo);
    }
}
