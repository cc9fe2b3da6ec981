package io.replicante.core.gate;

import static io.replicante.core.gate.Reasons.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureClusters;
import io.replicante.core.check.FixtureWorld;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.Leadership;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.model.Evidence;
import org.junit.jupiter.api.Test;

/** Who is believed to be the primary where a copy was seen in a later term, and what becomes of that copy. */
class LaterTermTest {
    private static final String FOUR =
            FixtureClusters.POSTGRESQL.replace("c: standby}", "c: standby, d: standby}") + """
            nodes: {d: {copies: {tree: secondary}}}
            """;
    /** Two of four: b was promoted by hand, and nobody else ever heard of its term. */
    private static final String HALF = """
            nodes:
              a: {answers: false}
              b: {copies: {tree: primary}, term: 2}
              c: {term: 2}
              d: {answers: false}
            """;

    /** Of which all report what makes out how many copies there are. */
    private static final String REPLICAS =
            FixtureClusters.REDIS.replace("c: replica}", "c: replica, d: replica}") + """
            nodes:
              a: {extras: {redis.io/min_replicas_to_write: 0}}
              b: {extras: {redis.io/min_replicas_to_write: 0}}
              c: {extras: {redis.io/min_replicas_to_write: 0}}
              d: {extras: {redis.io/min_replicas_to_write: 0}, copies: {tree: secondary}}
            """;

    private static final String OLD_ONE_BACK = "nodes: {a: {answers: true}, b: {answers: false}}";

    private static FixtureWorld oldOneBack() {
        return FixtureCases.healthy(FOUR).then(3, HALF).then(3, OLD_ONE_BACK);
    }

    private static Leadership leadership(FixtureWorld world) {
        return world.situation().view().leadership();
    }

    private static String unknown(FixtureWorld world) {
        return ((Evidence.Unknown<String>) leadership(world).primary()).reason();
    }

    private static Reason lastCopy(FixtureWorld world, Effect effect) {
        return new LastCopy()
                .judge(FixtureCases.of(world, ActionKinds.STORE_RESTART, "b", honest -> honest.effect(effect)));
    }

    @Test
    void whoReturnsInATermThatPassedIsNotBelievedWhileItsSuccessorIsSilent() {
        FixtureWorld world = oldOneBack();

        assertThat(leadership(world).contested()).contains("a");
        assertThat(leadership(world).stale()).isEmpty();
        assertThat(unknown(world))
                .isEqualTo("node a says that it is the primary in term 1, but node b has been in term 2, and no "
                        + "majority of the voters is in the earlier one");
        assertThat(world.state().record().term()).hasValue(1);
        assertThat(world.state().findings().values())
                .filteredOn(finding -> finding.code().equals("NO_PRIMARY"))
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .startsWith("It is not known who takes writes: node a says");
    }

    /** Whose copy would be emptied to follow it has what only the silent one has. */
    @Test
    void nobodyIsBuiltAnewByTheWordOfWhoIsNotBelieved() {
        FixtureWorld world = FixtureCases.healthy(REPLICAS).then(3, HALF).then(3, OLD_ONE_BACK);
        assertAnswer(
                lastCopy(world, Touches.rebuilds("b")),
                Answer.VIOLATED,
                "b has been in a later term than who says that it leads, and may hold writes that nobody else has");
        Decision follow = world.ask("c", ActionKinds.STORE_FOLLOW);

        assertThat(follow.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(follow.reasons())
                .filteredOn(reason -> reason.answer() != Answer.HOLDS)
                .extracting(Reason::message)
                .contains(
                        "it is not known from whom data would be copied",
                        "shard *: 2 nodes say that they are its primary: a, b");
        assertThat(world.proposed(ActionKinds.STORE_FOLLOW)).isEmpty();
    }

    /** Somebody may write as it is: what is let through where nobody can does not go for it. */
    @Test
    void noPlaceIsGivenAnewWhileSomebodyClaimsIt() {
        FixtureWorld world = oldOneBack();
        GateCase promotion =
                FixtureCases.of(world, ActionKinds.STORE_PROMOTE, "c", honest -> honest.work(WorkClass.AVAILABILITY));
        GateCase lost = FixtureCases.of(
                FixtureCases.healthy(FOUR).then(3, HALF).then(3, "nodes: {b: {answers: false}}"),
                ActionKinds.STORE_PROMOTE,
                "c",
                honest -> honest.work(WorkClass.AVAILABILITY));

        assertThat(Touching.isFailover(promotion)).isFalse();
        assertThat(Touching.isFailover(lost)).isTrue();
        assertAnswer(
                new OldPrimaryRevoked().judge(promotion),
                Answer.VIOLATED,
                "a (HEALTHY) may still acknowledge writes as the primary");
        assertThat(world.then(20, "").proposed(ActionKinds.STORE_PROMOTE))
                .isNotEmpty()
                .allMatch(each -> each.verdict() == Verdict.REFUSED);
        assertThat(world.then(20, "nodes: {c: {answers: false}}").found()).contains("DEAD_PRIMARY b");
        assertThat(world.proposed(ActionKinds.STORE_PROMOTE)).isEmpty();
    }

    @Test
    void theSuccessorItselfIsBelievedOnceItAnswers() {
        FixtureWorld world = oldOneBack().then(3, "nodes: {b: {answers: true}, d: {answers: true, term: 2}}");

        assertThat(leadership(world).primary().toOptional()).contains("b");
        assertThat(leadership(world).stale()).containsExactly("a");
        assertThat(leadership(world).contested()).isEmpty();
        assertThat(leadership(world).hasMajority()).isTrue();
    }

    /** What was said last counts as long as nothing else is. */
    @Test
    void whoBeganTheTermAndIsSilentSpeaksAgainstAnEarlierOne() {
        FixtureWorld world = FixtureCases.healthy(FixtureClusters.POSTGRESQL)
                .then(3, "nodes: {a: {answers: false}, b: {copies: {tree: primary}, term: 2}, c: {answers: false}}")
                .then(3, OLD_ONE_BACK);

        assertThat(leadership(world).contested()).contains("a");
    }

    @Test
    void aMajorityInItsTermSpeaksForThePrimary() {
        FixtureWorld world = FixtureCases.healthy(FixtureClusters.POSTGRESQL).then(3, "nodes: {c: {term: 2}}");
        FixtureWorld halved =
                FixtureCases.healthy(FixtureClusters.POSTGRESQL).then(3, "nodes: {b: {answers: false}, c: {term: 2}}");

        assertThat(leadership(world).primary().toOptional()).contains("a");
        assertThat(leadership(world).hasMajority()).isTrue();
        assertThat(leadership(halved).contested()).contains("a");
        assertThat(leadership(halved).hasMajority()).isFalse();
    }

    @Test
    void aCopyOfALaterTermIsNotThrownAway() {
        String said =
                "c has been in a later term than who says that it leads, and may hold writes that nobody else has";
        FixtureWorld world =
                FixtureCases.healthy(FixtureClusters.REDIS_SENTINEL).then(3, "nodes: {c: {term: 2}}");

        assertAnswer(lastCopy(world, Touches.rebuilds("c")), Answer.VIOLATED, said);
        assertAnswer(lastCopy(world, Effect.losing("c")), Answer.VIOLATED, said);
        assertThat(lastCopy(world, Touches.rebuilds("c")).unblockedBy().orElseThrow())
                .contains("overrides this rule");
        assertAnswer(
                lastCopy(world.then(2, "nodes: {c: {answers: false}}"), Effect.losing("c")), Answer.VIOLATED, said);
        assertAnswer(
                lastCopy(FixtureCases.healthy(FixtureClusters.REDIS_SENTINEL), Touches.rebuilds("c")),
                Answer.HOLDS,
                "others hold copies of all that c holds");
    }

    /** What a majority has to have is with the majority, whatever one of them was told. */
    @Test
    void ofAQuorumALaterTermHoldsNothingOfItsOwn() {
        FixtureWorld world = FixtureCases.healthy("").then(3, "nodes: {c: {term: 2}}");

        assertThat(leadership(world).primary().toOptional()).contains("a");
        assertAnswer(lastCopy(world, Touches.rebuilds("c")), Answer.HOLDS, "others hold copies of all that c holds");
    }

    /** There is a way out, and it is the one that the rule names. */
    @Test
    void whoseCopyAPersonLetsBeThrownAwayDoesNotSpeakAgainstThePrimary() {
        FixtureWorld world =
                FixtureCases.healthy(FixtureClusters.POSTGRESQL).then(3, "nodes: {b: {answers: false}, c: {term: 2}}");

        world.vouched("last-copy", "b").then(1, "");
        assertThat(leadership(world).contested()).contains("a");
        world.vouched("last-copy", "c").then(1, "");
        assertThat(leadership(world).primary().toOptional()).contains("a");
        world.then(1, "step: PT2H");
        assertThat(leadership(world).contested()).contains("a");
    }
}
