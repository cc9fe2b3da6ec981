package io.replicante.core.gate;

import static io.replicante.core.gate.Reasons.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureClusters;
import io.replicante.core.check.FixtureWorld;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.spec.agent.ActionKinds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose copy may be thrown away, of one that was the primary and of others. */
class LastCopyTest {
    private static Reason judge(FixtureWorld world, Effect effect) {
        return new LastCopy()
                .judge(FixtureCases.of(world, ActionKinds.STORE_RESTART, "b", honest -> honest.effect(effect)));
    }

    @Test
    void whatThrowsNothingAwayIsNoConcernOfIt() {
        assertAnswer(
                judge(FixtureCases.healthy(FixtureClusters.POSTGRESQL), Touches.away("c")),
                Answer.HOLDS,
                "no copy is destroyed");
    }

    @Test
    void whatOthersHoldTooMayBeThrownAway() {
        FixtureWorld world = FixtureCases.healthy("");

        assertAnswer(judge(world, Effect.losing("c")), Answer.HOLDS, "others hold copies of all that c holds");
        assertAnswer(judge(world, Touches.rebuilds("c")), Answer.HOLDS, "others hold copies of all that c holds");
    }

    /** However far its successor came since. */
    @Test
    void whoWasThePrimaryMayHoldWhatItsSuccessorLacks() {
        FixtureWorld moved = FixtureCases.healthy(FixtureClusters.POSTGRESQL).then(3, FixtureClusters.MOVED);
        String said =
                "a was the primary, and may hold writes that its successor lacks: where its copy ends was not read, and it"
                        + " had come to 1500";

        assertAnswer(judge(moved, Touches.rebuilds("a")), Answer.VIOLATED, said);
        assertAnswer(judge(moved, Effect.losing("a")), Answer.VIOLATED, said);
    }

    /** Nobody fenced it: the datastore itself chose another one, and replication waited for nobody. */
    @Test
    void whomTheDatastoreReplacedMayHoldWhatItsSuccessorLacks() {
        String said = "a was the primary, and may hold writes that its successor lacks";
        FixtureWorld stopped =
                FixtureCases.healthy(FixtureClusters.REDIS_SENTINEL).then(3, FixtureClusters.MOVED);
        FixtureWorld claims = FixtureCases.healthy(FixtureClusters.REDIS_SENTINEL)
                .then(3, "nodes: {b: {copies: {tree: primary}, term: 2}, c: {term: 2}}");
        FixtureWorld follows = FixtureCases.healthy(FixtureClusters.REDIS_SENTINEL)
                .then(
                        3,
                        "nodes: {a: {copies: {tree: secondary}, term: 2}, b: {copies: {tree: primary}, term: 2}, c: {term: 2}}");

        assertAnswer(judge(stopped, Touches.rebuilds("a")), Answer.VIOLATED, said);
        assertAnswer(judge(claims, Touches.rebuilds("a")), Answer.VIOLATED, said);
        assertAnswer(judge(follows, Touches.rebuilds("a")), Answer.HOLDS, "others hold copies of all that a holds");
        assertAnswer(judge(stopped, Touches.rebuilds("c")), Answer.HOLDS, "others hold copies of all that c holds");
    }

    /** For one cycle it says otherwise, in its own term: that is not to follow. */
    @Test
    void whoWasReplacedIsRememberedUntilItFollows() {
        FixtureWorld world = FixtureCases.healthy(FixtureClusters.REDIS_SENTINEL)
                .then(3, FixtureClusters.MOVED)
                .then(1, "nodes: {a: {copies: {tree: secondary}, process: true, incarnation: one}}")
                .then(2, "nodes: {a: {process: false, incarnation: none}}");

        assertAnswer(
                judge(world, Touches.rebuilds("a")),
                Answer.VIOLATED,
                "a was the primary, and may hold writes that its successor lacks");
    }

    @Test
    void whoIsOrWasAPrimaryDoesNotJoinAsANewcomer() {
        FixtureWorld healthy = FixtureCases.healthy(FixtureClusters.REDIS_SENTINEL);
        FixtureWorld stranger = FixtureCases.healthy(FixtureClusters.REDIS_SENTINEL)
                .then(2, "nodes: {d: {copies: {tree: primary}, term: 1}}");
        String said = " is or was a primary, or may have been one, and may hold writes that nobody else has";

        assertAnswer(judge(healthy, Touches.voter("a")), Answer.VIOLATED, "a" + said);
        assertAnswer(judge(healthy, Touches.learner("a")), Answer.VIOLATED, "a" + said);
        assertAnswer(judge(stranger, Touches.voter("d")), Answer.VIOLATED, "d" + said);
        assertThat(judge(healthy, Touches.voter("a")).unblockedBy().orElseThrow())
                .contains("overrides this rule");
        assertAnswer(judge(healthy, Touches.voter("b")), Answer.HOLDS, "no copy is destroyed");
        assertAnswer(judge(FixtureCases.healthy(""), Touches.voter("a")), Answer.HOLDS, "no copy is destroyed");
    }

    /** Many a server that waits calls itself a primary; the one that was replaced before anybody watched does, too. */
    @Test
    void aMachineThatWaitsJoinsOnlyIfItListsNoCopy() {
        String said = "d is or was a primary, or may have been one, and may hold writes that nobody else has";
        String waits = "nodes: {d: {copies: {tree: primary}, status: NOT_IN_CLUSTER, offset: 0}}";
        FixtureWorld empty = FixtureCases.healthy(FixtureClusters.REDIS_SENTINEL)
                .then(1, waits)
                .then(1, "nodes: {d: {copies: {tree: null}}}");
        FixtureWorld full = FixtureCases.healthy(FixtureClusters.REDIS_SENTINEL).then(2, waits);
        FixtureWorld member = FixtureCases.healthy(FixtureClusters.REDIS_SENTINEL)
                .then(2, "nodes: {a: {status: NOT_IN_CLUSTER, offset: 0}}");

        assertAnswer(judge(empty, Touches.voter("d")), Answer.HOLDS, "no copy is destroyed");
        assertAnswer(judge(full, Touches.voter("d")), Answer.VIOLATED, said);
        assertAnswer(
                judge(full.then(1, "nodes: {d: {process: false, status: NOT_IN_CLUSTER}}"), Touches.voter("d")),
                Answer.VIOLATED,
                said);
        assertAnswer(judge(member, Touches.voter("a")), Answer.VIOLATED, "a is or was a primary");
    }

    /** What its clients did not wait for is with nobody else. */
    @Test
    void whoLedAQuorumThatNobodyWaitedForMayHoldWritesOfItsOwn() {
        FixtureWorld claims = FixtureCases.healthy(
                        FixtureClusters.MONGODB.replace(", acknowledges: [{shards: \"*\", by: quorum}]", ""))
                .then(3, FixtureClusters.MOVED);
        FixtureWorld waited = FixtureCases.healthy(FixtureClusters.MONGODB).then(3, FixtureClusters.MOVED);

        assertAnswer(
                judge(claims, Touches.rebuilds("a")),
                Answer.VIOLATED,
                "a was the primary, and may hold writes that its successor lacks");
        assertThat(judge(waited, Touches.rebuilds("a")).message()).doesNotContain("a was the primary");
    }

    /** What a quorum acknowledged is with its majority. */
    @Test
    void whoLedAQuorumHoldsNothingOfItsOwn() {
        FixtureWorld claims =
                FixtureCases.healthy("").then(6, "nodes: {b: {copies: {tree: primary}, term: 2}, c: {term: 2}}");

        assertAnswer(judge(claims, Effect.losing("a")), Answer.HOLDS, "others hold copies of all that a holds");
    }

    @Test
    void whileOthersOnlyCopyItMayBeTheLast() {
        FixtureWorld world = FixtureCases.healthy(FixtureClusters.REDIS_SENTINEL)
                .then(2, "nodes: {b: {copies: {tree: recovering}}, c: {copies: {tree: recovering}}}");

        assertAnswer(judge(world, Effect.losing("a")), Answer.VIOLATED, "the copy of a may be the last one");
    }

    @Test
    void aPrimaryThatIsNotConfiguredStandsInForNobody() {
        FixtureWorld world =
                FixtureCases.healthy(FixtureClusters.REDIS_SENTINEL).then(2, """
                nodes: {a: {answers: false}, b: {copies: {tree: recovering}}, d: {copies: {tree: primary},
                    extras: {redis.io/min_replicas_to_write: 0}}}
                """);

        assertAnswer(judge(world, Effect.losing("c")), Answer.UNKNOWN, "2 nodes say that they are its primary");
        FixtureWorld alone = FixtureCases.healthy(FixtureClusters.REDIS_SENTINEL)
                .then(2, "nodes: {a: {copies: {tree: secondary}}}")
                .then(2, """
                nodes: {b: {copies: {tree: recovering}}, c: {copies: {tree: recovering}}, d: {copies: {tree: primary},
                    extras: {redis.io/min_replicas_to_write: 0}}}
                """);
        assertAnswer(judge(alone, Effect.losing("a")), Answer.VIOLATED, "the copy of a may be the last one");
    }

    /** What it acknowledged before it went is with its successor, by where that one's term began. */
    @ParameterizedTest
    @CsvSource({"1500, true", "1499, false"})
    void whatItsSuccessorHasOfItMayBeThrownAway(int began, boolean contained) {
        FixtureWorld world = played(began);
        Reason rebuild = judge(world, Touches.rebuilds("a"));

        assertAnswer(
                rebuild,
                contained ? Answer.HOLDS : Answer.VIOLATED,
                contained
                        ? "what a acknowledged as the primary is held by its successor"
                        : "a was the primary, and may hold writes that its successor lacks: its copy ends at 1500, and a later"
                                + " primary began its term at 1499");
        assertThat(judge(world, Touches.voter("a")).answer()).isEqualTo(rebuild.answer());
        if (!contained) {
            assertThat(rebuild.unblockedBy().orElseThrow())
                    .startsWith("its return as a follower, or a person who overrides");
        }
    }

    /** Each term is seen as it begins; or one is not, and nothing is known any more. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "term: 3, began: 1500 | what a acknowledged as the primary is held by its successor",
                "term: 3, began: 1499 | its copy ends at 1500, and a later primary began its term at 1499",
                "term: 4, began: 1500 | its copy ends at 1500, and a term after it was not seen to begin",
                "term: 3              | its copy ends at 1500, and a later primary began its term at 1500"
            })
    void whatItsSuccessorHasTheNextOneHasToHaveToo(String next, String said) {
        FixtureWorld world =
                played(1500).then(2, "nodes: {b: {answers: false}, c: {copies: {tree: primary}, " + next + "}}");

        assertAnswer(
                judge(world, Touches.rebuilds("a")), said.startsWith("what a") ? Answer.HOLDS : Answer.VIOLATED, said);
    }

    /** Another one leads in the next term, which began there, and a is stopped. */
    private static FixtureWorld played(int began) {
        return FixtureCases.healthy(FixtureClusters.REDIS_SENTINEL)
                .then(2, "nodes: {a: {offset: 1500}}")
                .then(2, "nodes: {a: {answers: false}, b: {copies: {tree: primary}, term: 2, began: " + began + "}}")
                .then(
                        2,
                        "nodes: {a: {answers: true, process: false, incarnation: none, readsDisk: true}, c: {term: 2}}");
    }

    /** Somebody who is no member says what he likes. */
    @Test
    void whoIsNotConfiguredTakesNothingOverFromAnOldPrimary() {
        FixtureWorld world = played(1500)
                .then(2, "nodes: {d: {status: NOT_IN_CLUSTER, copies: {tree: primary}, term: 9, began: 1}}");

        assertAnswer(judge(world, Touches.rebuilds("a")), Answer.HOLDS, "what a acknowledged as the primary is held");
    }

    /** It has been stopped since before its agent was first asked: its disk does not tell whether it was the primary. */
    @Test
    void whoseRoleWasNeverReadMayHaveBeenThePrimary() {
        FixtureWorld world = FixtureCases.healthy(FixtureClusters.POSTGRESQL
                + "nodes: {c: {process: false, incarnation: none, readsDisk: true, copies: {tree: stopped}}}");

        assertAnswer(
                judge(world, Touches.rebuilds("c")),
                Answer.UNKNOWN,
                "the role of the copy of c was never read: it may have been the primary");
        assertAnswer(judge(world, Effect.losing("c")), Answer.UNKNOWN, "the role of the copy of c was never read");
        assertAnswer(judge(world, Touches.voter("c")), Answer.VIOLATED, "c is or was a primary, or may have been one");
        world.then(2, "nodes: {c: {process: true, copies: {tree: secondary}}}");
        assertThat(judge(world, Touches.rebuilds("c")).message()).doesNotContain("was never read");
        assertThat(judge(world, Touches.voter("c")).message()).doesNotContain("may have been one");
    }

    @Test
    void whatNobodyEverReadOfItMayBeTheLast() {
        FixtureWorld unread = FixtureCases.healthy(FixtureClusters.POSTGRESQL + "nodes: {c: {process: false}}");

        assertAnswer(judge(unread, Effect.losing("c")), Answer.UNKNOWN, "c");
    }
}
