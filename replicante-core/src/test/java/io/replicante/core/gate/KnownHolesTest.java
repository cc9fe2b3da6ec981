package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureWorld;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Reason;
import io.replicante.spec.agent.ActionKinds;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Ways in which operators of datastores have taken what was missing, late or unread for permission. Here each of them is a refusal. What
 * only shows over time is shown elsewhere: an engine that dies halfway and blocks the next in {@code OverlapTest}, an end without
 * effect that is taken for success in {@link CounterexamplesTest}.
 */
class KnownHolesTest {
    private static final String KAFKA = """
            datastore: kafka
            store: kafka
            version: "4.0.0"
            configured: {a: combined, b: combined, c: combined}
            declaration: {definition: null, acknowledges: [{shards: "*", by: all}]}
            nodes:
              a:
                copies: {tree: null, __cluster_metadata: primary, orders: primary}
                extras: {kafka.apache.org/min_insync_replicas: 2}
              b:
                copies: {tree: null, __cluster_metadata: secondary, orders: secondary}
                extras: {kafka.apache.org/min_insync_replicas: 2}
              c:
                copies: {tree: null, __cluster_metadata: secondary, orders: secondary}
                extras: {kafka.apache.org/min_insync_replicas: 2}
            """;
    private static final String POSTGRESQL = """
            datastore: postgresql
            store: postgresql
            version: "17.2"
            configured: {a: streaming, b: streaming, c: null}
            declaration: {definition: null}
            nodes:
              a:
                copies: {tree: null, cluster: primary}
                extras:
                  postgresql.org/fsync: "on"
                  postgresql.org/synchronous_count: 0
                  postgresql.org/synchronous_candidates: ""
              b: {copies: {tree: null, cluster: secondary}, extras: {postgresql.org/fsync: "on"}}
              c: null
            """;

    /** The others were never asked whether they see it, too. */
    @Test
    void oneFailedReadingIsNoDeathWhereOthersCouldTell() {
        FixtureWorld world = FixtureWorld.of(KAFKA.replace("definition: null,", ""))
                .then(5, "")
                .then(30, "nodes: {c: {answers: false}}");

        assertThat(world.proposed(ActionKinds.CLUSTER_REMOVE))
                .singleElement()
                .satisfies(decision ->
                        assertThat(decision.against()).extracting(Reason::rule).contains("evidence-confirmed"));
    }

    /** A position that could not be read was taken for zero, and its distance for small. */
    @Test
    void aPositionThatWasNotReadIsNoSmallLag() {
        FixtureWorld world = FixtureWorld.of("").then(5, "");
        assertThat(world.restart("b").against()).isEmpty();

        world.then(40, "nodes: {c: {positions: false}}");

        assertThat(against(world.restart("b"))).contains("tolerant");
    }

    /** Nobody asked how far it was behind, or whether the old one had stopped. */
    @Test
    void aStandbyIsNotPromotedBecauseThePrimaryIsSilent() {
        FixtureWorld world = FixtureWorld.of(POSTGRESQL).then(5, "").then(60, "nodes: {a: {answers: false}}");

        assertThat(world.ask("b", ActionKinds.STORE_PROMOTE).verdict()).isNotEqualTo(Verdict.ALLOWED);
        assertThat(world.proposed(ActionKinds.STORE_PROMOTE))
                .noneSatisfy(decision -> assertThat(decision.verdict()).isEqualTo(Verdict.ALLOWED));
    }

    /** The restart of a primary handed over to whoever was there. */
    @Test
    void aPrimaryThatHandsNothingOverIsNotRestarted() {
        FixtureWorld world = FixtureWorld.of(POSTGRESQL).then(5, "");

        assertThat(against(world.restart("a"))).contains("primary-moved-first");
    }

    /** The check was passed over where the minimum was not known. */
    @Test
    void aMinimumThatIsNotKnownIsNoMinimumOfZero() {
        FixtureWorld world =
                FixtureWorld.of(KAFKA).then(5, "nodes: {a: {extras: {kafka.apache.org/min_insync_replicas: null}}}");

        assertThat(against(world.restart("b"))).contains("durable", "available");
    }

    /** The check was passed over where there are no more copies than have to be in sync. */
    @Test
    void aShardWithAsManyCopiesAsItNeedsIsNotPassedOver() {
        FixtureWorld world = FixtureWorld.of(KAFKA).then(5, "nodes: {c: {copies: {orders: null}}}");

        assertThat(against(world.restart("b"))).contains("available");
        assertThat(world.restart("c").against()).isEmpty();
    }

    /** One of one was as good as any majority. */
    @Test
    void theOnlyVoterIsNotRestarted() {
        FixtureWorld world = FixtureWorld.of("""
                configured: {b: null, c: null}
                nodes: {b: null, c: null}
                declaration: {definition: {nodes: {members: {desired_count: 1}}}}
                """).then(5, "");

        assertThat(against(world.restart("a"))).contains("available");
    }

    /** Where the question could not be asked, the answer was yes. */
    @Test
    void aNodeThatCannotBeAskedIsNotRestartedByForce() {
        FixtureWorld world = FixtureWorld.of("").then(5, "").then(5, "nodes: {b: {answers: false}}");

        assertThat(against(world.restart("b"))).contains("evidence-fresh");
    }

    /** Each was allowed by itself, and nobody counted them together. */
    @Test
    void twoRestartsThatAreEachAllowedAreNotAllowedTogether() {
        FixtureWorld world = FixtureWorld.of("").then(5, "");
        assertThat(world.restart("b").against()).isEmpty();
        assertThat(world.restart("c").against()).isEmpty();

        world.underWay("c");

        assertThat(against(world.restart("b"))).contains("one-disruption-at-a-time");
    }

    /** A node that the metadata did not name was taken for one that had left, and its data were deleted. */
    @Test
    void aMachineIsNotGivenBackWhileItIsNotKnownWhoIsAMember() {
        FixtureWorld world = leftOver();
        assertThat(removal(world).against()).isEmpty();

        world.then(3, "nodes: {a: {reports: false}, b: {reports: false}}");

        assertThat(world.proposed(Candidate.DEPROVISION))
                .noneSatisfy(decision -> assertThat(decision.verdict()).isEqualTo(Verdict.ALLOWED));
    }

    /** What was listed long ago was decided upon. */
    @Test
    void aMachineIsNotGivenBackOnAnOldListing() {
        FixtureWorld world = leftOver();

        world.then(1, "listingAge: PT11M");

        assertThat(against(removal(world))).contains("evidence-fresh");
    }

    /** The step before had failed, and the next was taken all the same. */
    @Test
    void afterAFailureTheNextTryWaits() {
        FixtureWorld world = FixtureWorld.of("").then(5, "");

        world.failed(ActionKinds.STORE_RESTART + " on b");

        assertThat(against(world.restart("b"))).contains("grace");
    }

    /** Without readings of a node its repair went on. */
    @Test
    void nothingIsStartedOnANodeOfWhichNothingIsRead() {
        FixtureWorld world = FixtureWorld.of(KAFKA).then(5, "").then(5, "nodes: {c: {answers: false}}");

        assertThat(against(world.restart("c"))).contains("evidence-fresh");
        assertThat(against(world.restart("b"))).contains("available");
    }

    private static FixtureWorld leftOver() {
        return FixtureWorld.of("declaration: {definition: null}")
                .then(5, "")
                .then(15, "configured: {c: null}\nconfigurationVersion: 2\nnodes: {c: {answers: false}}");
    }

    private static Decision removal(FixtureWorld world) {
        List<Decision> removals = world.proposed(Candidate.DEPROVISION);
        assertThat(removals).hasSize(1);
        return removals.get(0);
    }

    private static List<String> against(Decision decision) {
        assertThat(decision.verdict()).isNotEqualTo(Verdict.ALLOWED);
        return decision.against().stream().map(Reason::rule).toList();
    }
}
