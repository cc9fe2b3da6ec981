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

/** What comes of the claim of a node that is no voter of the configuration, beside a primary b that is, with c. */
class UnconfiguredPrimaryTest {
    private static final String TWO = FixtureClusters.REDIS_SENTINEL
            .replace("{a: primary, b: replica", "{b: primary")
            .replace("a: {extras", "a: {copies: {tree: secondary}, extras")
            .replace("b: {extras", "b: {copies: {tree: primary}, term: 2, extras")
            .replace("c: {extras", "c: {term: 2, extras");

    private static FixtureWorld with(String node) {
        return FixtureCases.healthy(TWO.replace("configured: {a: primary, ", "configured: {"))
                .then(3, "configured: {a: null}")
                .then(3, "nodes: {" + node + "}");
    }

    private static Reason lastCopy(FixtureWorld world) {
        return new LastCopy()
                .judge(FixtureCases.of(
                        world, ActionKinds.STORE_RESTART, "c", honest -> honest.effect(Effect.losing("c"))));
    }

    @Test
    void aClaimInATermThatPassedIsStaleAndHidesNothing() {
        FixtureWorld world = with("a: {copies: {tree: primary}, term: 1}");

        assertThat(world.found()).contains("PRIMARY_NOT_CONFIGURED a", "STALE_PRIMARY_CLAIM a");
        assertAnswer(lastCopy(world), Answer.HOLDS, "others hold copies of all that c holds");
    }

    @Test
    void aClaimInTheTermOfNowMakesItUnknownWhoLeads() {
        FixtureWorld world = with("a: {copies: {tree: primary}, term: 2}");

        assertThat(world.found()).contains("PRIMARY_NOT_CONFIGURED a").doesNotContain("STALE_PRIMARY_CLAIM a");
        assertAnswer(lastCopy(world), Answer.UNKNOWN, "2 nodes say that they are its primary: a, b");
    }

    /** One of two voters is no majority. */
    @Test
    void aMachineThatWaitsContestsNobodyBesideADeadStandby() {
        FixtureWorld world =
                with("c: {answers: false}, d: {status: NOT_IN_CLUSTER, copies: {tree: secondary}, term: 9}");

        assertThat(world.situation().view().leadership().primary().toOptional()).contains("b");
    }

    @Test
    void aMachineThatWaitsIsNoPrimaryWhileTheConfigurationIsNotKnown() {
        FixtureWorld world = FixtureCases.healthy(FixtureClusters.POSTGRESQL)
                .then(2, "configured: null\nnodes: {d: {status: NOT_IN_CLUSTER, copies: {tree: primary}, term: 9}}")
                .then(2, "nodes: {a: {answers: false}}");

        assertThat(world.situation().view().leadership().primary().isKnown()).isFalse();
        assertThat(world.found()).contains("NO_PRIMARY data");
    }

    /** Many a server that waits alone calls itself a primary, in whatever term. */
    @Test
    void aMachineThatWaitsLeadsNothing() {
        String minimum = "extras: {redis.io/min_replicas_to_write: 0}}";
        FixtureWorld world = with("d: {status: NOT_IN_CLUSTER, copies: {tree: primary}, term: 9, " + minimum);
        FixtureWorld passed = with("d: {status: NOT_IN_CLUSTER, copies: {tree: primary}, term: 1, " + minimum);

        assertAnswer(lastCopy(world), Answer.HOLDS, "others hold copies of all that c holds");
        assertThat(passed.found()).doesNotContain("STALE_PRIMARY_CLAIM d");
        assertThat(new OldPrimaryRevoked()
                        .judge(FixtureCases.of(
                                FixtureCases.healthy(FixtureClusters.POSTGRESQL)
                                        .then(
                                                2,
                                                "nodes: {d: {status: NOT_IN_CLUSTER, copies: {tree: primary}, term: 9}}"),
                                ActionKinds.STORE_PROMOTE,
                                "a"))
                        .message())
                .isEqualTo("a is the primary, and nobody else was");
    }
}
