package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureWorld;
import io.replicante.core.fixture.Altered;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.spec.agent.ActionKinds;
import org.junit.jupiter.api.Test;

/** Whose copy may be thrown away, of one that was the primary and of others. */
class LastCopyTest {
    private static Reason judge(FixtureWorld world, Effect effect) {
        return new LastCopy()
                .judge(FixtureCases.of(
                        world,
                        Altered.from(FixtureCases.candidate(world, ActionKinds.STORE_RESTART, "b"))
                                .effect(effect)
                                .candidate()));
    }

    private static void assertAnswer(Reason reason, Answer answer, String message) {
        assertThat(reason.message()).contains(message);
        assertThat(reason.answer()).isEqualTo(answer);
    }

    @Test
    void whatThrowsNothingAwayIsNoConcernOfIt() {
        assertAnswer(
                judge(FixtureCases.healthy(FixtureCases.POSTGRESQL), Touches.away("c")),
                Answer.HOLDS,
                "no copy is destroyed");
    }

    @Test
    void whatOthersHoldToo() {
        FixtureWorld world = FixtureCases.healthy("");

        assertAnswer(judge(world, Effect.losing("c")), Answer.HOLDS, "others hold copies of all that c holds");
        assertAnswer(judge(world, Touches.rebuilds("c")), Answer.HOLDS, "others hold copies of all that c holds");
    }

    /** However far its successor came since. */
    @Test
    void whoWasThePrimaryMayHoldWhatItsSuccessorLacks() {
        FixtureWorld moved = FixtureCases.healthy(FixtureCases.POSTGRESQL).then(3, FixtureCases.MOVED);
        String said = "a was the primary, and may hold writes that its successor lacks";

        assertAnswer(judge(moved, Touches.rebuilds("a")), Answer.VIOLATED, said);
        assertAnswer(judge(moved, Effect.losing("a")), Answer.VIOLATED, said);
    }

    @Test
    void whoStillClaimsThePlaceMayHoldWhatItsSuccessorLacks() {
        FixtureWorld claims = FixtureCases.healthy(FixtureCases.POSTGRESQL)
                .then(3, "nodes: {b: {copies: {tree: primary}, term: 2}, c: {term: 2}}");

        assertAnswer(
                judge(claims, Touches.rebuilds("a")),
                Answer.VIOLATED,
                "a was the primary, and may hold writes that its successor lacks");
    }

    /** What a quorum acknowledged is with its majority. */
    @Test
    void whoLedAQuorumHoldsNothingOfItsOwn() {
        FixtureWorld moved = FixtureCases.healthy("").then(6, """
                nodes: {a: {copies: {tree: secondary}, term: 2}, b: {copies: {tree: primary}, term: 2}, c: {term: 2}}
                """);

        assertAnswer(judge(moved, Effect.losing("a")), Answer.HOLDS, "others hold copies of all that a holds");
    }

    @Test
    void whatNobodyEverReadOfItMayBeTheLast() {
        FixtureWorld unread = FixtureCases.healthy(FixtureCases.POSTGRESQL + "nodes: {c: {process: false}}");

        assertThat(judge(unread, Effect.losing("c")).answer()).isEqualTo(Answer.UNKNOWN);
    }
}
