package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureClusters;
import io.replicante.core.check.FixtureWorld;
import io.replicante.core.state.Fence;
import io.replicante.core.state.NodeRecord;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.OffsetUnit;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From when until when it is remembered that a node was the primary, and what of its end. */
class SucceededTest {
    private static FixtureWorld healthy(String world) {
        return FixtureWorld.of(world).then(5, "");
    }

    /** First it steps back, and nobody leads; its last word is another one by the time when somebody does. */
    @Test
    void whoLeftItsPlaceBeforeAnotherOneTookItIsRemembered() {
        FixtureWorld left = healthy(FixtureClusters.REDIS_SENTINEL)
                .then(2, "nodes: {a: {copies: {tree: secondary}, extras: {redis.io/follows: b}}}");
        assertThat(succeeded(left)).extracting(Fence::by).containsExactly(Fence.Cause.YIELDED);
        left.then(2, "nodes: {b: {copies: {tree: primary}, term: 2}, c: {term: 2}}");

        assertThat(succeeded(left)).extracting(Fence::by).containsExactly(Fence.Cause.SUCCEEDED);
        left.then(1, "nodes: {a: {term: 2, extras: {redis.io/follows: ''}}}");
        assertThat(succeeded(left)).hasSize(1);
        left.then(1, "nodes: {a: {extras: {redis.io/follows: b}}}");
        assertThat(succeeded(left)).isEmpty();
    }

    @Test
    void whoLeadsAgainWithNobodyInBetweenWasNotReplaced() {
        FixtureWorld world = healthy(FixtureClusters.POSTGRESQL)
                .then(2, "nodes: {a: {copies: {tree: secondary}}}")
                .then(2, "nodes: {a: {copies: {tree: primary}}}");

        assertThat(succeeded(world)).isEmpty();
        assertThat(world.situation().view().leadership().isPrimary("a")).isTrue();
    }

    private static List<Fence> succeeded(FixtureWorld world) {
        return world.state().nodes().get("a").succeeded().stream().toList();
    }

    /** While its agent does not say how the process is, it may run, and add to its copy. */
    @Test
    void whatIsReadOfHalfANodeIsNoEnd() {
        FixtureWorld world = healthy(FixtureClusters.REDIS_SENTINEL)
                .then(2, "nodes: {b: {copies: {tree: primary}, term: 2, offset: 100}, c: {term: 2}}")
                .then(2, "nodes: {a: {describes: false, offset: 100}}");
        assertThat(succeeded(world)).extracting(Fence::position).containsExactly(Optional.empty());
        world.then(
                2, "nodes: {a: {describes: true, process: false, incarnation: none, readsDisk: true, offset: 9000}}");
        assertThat(succeeded(world))
                .extracting(fence -> fence.position().orElseThrow().value())
                .containsExactly(9_000L);

        world.then(2, "nodes: {a: {describes: false, process: true}}");

        assertThat(succeeded(world)).extracting(Fence::position).containsExactly(Optional.empty());

        world.then(2, "nodes: {a: {describes: true, process: false, offset: 8999}}");
        assertThat(succeeded(world)).extracting(Fence::position).containsExactly(Optional.empty());
        world.then(2, "nodes: {a: {offset: 9000}}");
        assertThat(succeeded(world))
                .extracting(fence -> fence.position().orElseThrow().value())
                .containsExactly(9_000L);
    }

    /** The proof by which its place was given away has lapsed; who had reached its end then may lose that now. */
    @Test
    void whoHadReachedItsEndIsForgottenOnceItsCopyIsBuiltAnew() {
        FixtureWorld world = healthy(FixtureClusters.POSTGRESQL)
                .then(2, "nodes: {a: {answers: false}, b: {copies: {tree: primary}, term: 2}}");
        Fence old = Fence.begun(world.now(), 1, Fence.Cause.DETACHED)
                .endingAt(new CommitOffset(OffsetUnit.of("bytes"), 1_500))
                .withReachedBy(List.of("b", "c"));
        NavigableMap<String, NodeRecord> nodes = new TreeMap<>(world.state().nodes());
        nodes.computeIfPresent("a", (id, record) -> record.fenced(Optional.empty(), Optional.of(old)));
        world.stored(state -> state.toBuilder().nodes(nodes).build());
        assertThat(succeeded(world)).extracting(Fence::reachedBy).containsExactly(List.of("b", "c"));

        world.then(1, "nodes: {c: {copies: {tree: recovering}}}");

        assertThat(succeeded(world)).extracting(Fence::reachedBy).containsExactly(List.of("b"));
    }

    @Test
    void whoseCopyAPersonLetsBeThrownAwayNeedNotBeRemembered() {
        FixtureWorld world = healthy(FixtureClusters.REDIS_SENTINEL.replace("{extras", "{term: 0, extras"))
                .then(2, "nodes: {a: {answers: false}, b: {copies: {tree: primary}}}")
                .then(2, "nodes: {a: {answers: true, copies: {tree: secondary}}}");
        assertThat(succeeded(world)).hasSize(1);

        assertThat(succeeded(world.vouched(SafetyOverride.LAST_COPY, "b").then(1, "")))
                .hasSize(1);
        assertThat(succeeded(world.vouched(SafetyOverride.LAST_COPY, "a").then(1, "")))
                .isEmpty();
    }

    /** It is the same in each of them that it does not do what a follower does. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | {copies: {tree: secondary}, extras: {redis.io/follows: b}}",
                "false | {copies: {tree: secondary}, extras: {redis.io/follows: c}}",
                "false | {copies: {tree: secondary}}",
                "false | {copies: {tree: recovering}, extras: {redis.io/follows: b}}",
                "false | {copies: {tree: secondary}, status: UNAVAILABLE, extras: {redis.io/follows: b}}"
            })
    void withoutTermsWhoFollowsHasToSayWhom(boolean follows, String said) {
        FixtureWorld world = healthy(FixtureClusters.REDIS_SENTINEL.replace("{extras", "{term: 0, extras"))
                .then(2, "nodes: {a: {answers: false}, b: {copies: {tree: primary}}}")
                .then(2, "nodes: {a: " + said.replace("{copies", "{answers: true, copies") + "}");

        assertThat(succeeded(world).isEmpty()).isEqualTo(follows);
    }
}
