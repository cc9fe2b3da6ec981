package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureWorld;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Reason;
import io.replicante.core.view.Surroundings;
import io.replicante.core.world.Datastores;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Ways in which operators of datastores have taken what was missing, late or unread for permission. Here each of them is a refusal. What
 * only shows over time is shown elsewhere, under the same numbers.
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
    @DisplayName("hole 5: one failed reading is no death where others could tell")
    void oneFailedReadingIsNoDeathWhereOthersCouldTell() {
        FixtureWorld world = FixtureWorld.of(KAFKA.replace("definition: null,", ""))
                .then(5, "")
                .then(30, "nodes: {c: {answers: false}}");

        assertThat(world.proposed(ActionKinds.CLUSTER_REMOVE))
                .singleElement()
                .satisfies(decision ->
                        assertThat(decision.against()).extracting(Reason::rule).contains("evidence-confirmed"));
    }

    /** One who had heard of nothing new was believed, against all others. */
    @Test
    void oneWhoConfirmsALossIsNotBelievedAgainstMoreWhoDenyIt() {
        FixtureWorld world = FixtureWorld.of(KAFKA.replace("definition: null,", ""))
                .then(5, """
                        configured: {d: combined, e: combined}
                        nodes:
                          a: {extras: {kafka.apache.org/fenced_brokers: ",,"}}
                          b: {extras: {kafka.apache.org/fenced_brokers: ",,"}}
                          d:
                            copies: {__cluster_metadata: secondary}
                            extras: {kafka.apache.org/fenced_brokers: ",e,"}
                          e: {copies: {__cluster_metadata: secondary}}
                        """)
                .then(30, "nodes: {e: {answers: false}}");

        assertThat(losing(world)).extracting(Reason::rule).contains("evidence-confirmed");
        assertThat(world.found()).contains("AGENT_SILENT_NODE_UP e");

        world.then(1, "nodes: {a: {extras: {kafka.apache.org/fenced_brokers: \",e,\"}}}");

        assertThat(losing(world)).extracting(Reason::rule).doesNotContain("evidence-confirmed");
    }

    private static List<Reason> losing(FixtureWorld world) {
        List<Decision> proposed = world.proposed(ActionKinds.CLUSTER_REMOVE);
        assertThat(proposed).hasSize(1);
        return proposed.get(0).against();
    }

    /** A position that could not be read was taken for zero, and its distance for small. */
    @Test
    @DisplayName("hole 31: a position that was not read is no small lag")
    void aPositionThatWasNotReadIsNoSmallLag() {
        FixtureWorld world = FixtureWorld.of("").then(5, "");
        assertThat(world.restart("b").against()).isEmpty();

        world.then(40, "nodes: {c: {positions: false}}");

        assertThat(against(world.restart("b"))).contains("tolerant");
    }

    /** Nobody asked how far it was behind, or whether the old one had stopped. */
    @Test
    @DisplayName("hole 18: a standby is not promoted because the primary is silent")
    void aStandbyIsNotPromotedBecauseThePrimaryIsSilent() {
        FixtureWorld world = FixtureWorld.of(POSTGRESQL).then(5, "").then(60, "nodes: {a: {answers: false}}");

        assertThat(world.ask("b", ActionKinds.STORE_PROMOTE).verdict()).isNotEqualTo(Verdict.ALLOWED);
        assertThat(world.proposed(ActionKinds.STORE_PROMOTE))
                .noneSatisfy(decision -> assertThat(decision.verdict()).isEqualTo(Verdict.ALLOWED));
    }

    /** The restart of a primary handed over to whoever was there. */
    @Test
    @DisplayName("hole 46: a primary that hands nothing over is not restarted")
    void aPrimaryThatHandsNothingOverIsNotRestarted() {
        FixtureWorld world = FixtureWorld.of(POSTGRESQL).then(5, "");

        assertThat(against(world.restart("a"))).contains("primary-moved-first");
    }

    /** The check was passed over where the minimum was not known. */
    @Test
    @DisplayName("hole 33, hole 40: a minimum that is not known is no minimum of zero")
    void aMinimumThatIsNotKnownIsNoMinimumOfZero() {
        FixtureWorld world =
                FixtureWorld.of(KAFKA).then(5, "nodes: {a: {extras: {kafka.apache.org/min_insync_replicas: null}}}");

        assertThat(against(world.restart("b"))).contains("durable", "available");
    }

    /** The check was passed over where there are no more copies than have to be in sync. */
    @Test
    @DisplayName("hole 33: a shard with as many copies as it needs is not passed over")
    void aShardWithAsManyCopiesAsItNeedsIsNotPassedOver() {
        FixtureWorld world = FixtureWorld.of(KAFKA).then(5, "nodes: {c: {copies: {orders: null}}}");

        assertThat(against(world.restart("b"))).contains("available");
        assertThat(world.restart("c").against()).isEmpty();
    }

    /** One of one was as good as any majority. */
    @Test
    @DisplayName("hole 34: the only voter is not restarted")
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
    @DisplayName("hole 36: a node that cannot be asked is not restarted by force")
    void aNodeThatCannotBeAskedIsNotRestartedByForce() {
        FixtureWorld world = FixtureWorld.of("").then(5, "").then(5, "nodes: {b: {answers: false}}");

        assertThat(against(world.restart("b"))).contains("evidence-fresh");
    }

    /** Each was allowed by itself, and nobody counted them together. */
    @Test
    @DisplayName("hole 37: two restarts that are each allowed are not allowed together")
    void twoRestartsThatAreEachAllowedAreNotAllowedTogether() {
        FixtureWorld world = FixtureWorld.of("").then(5, "");
        assertThat(world.restart("b").against()).isEmpty();
        assertThat(world.restart("c").against()).isEmpty();

        world.underWay("c");

        assertThat(against(world.restart("b"))).contains("one-disruption-at-a-time");
    }

    /** A node that the metadata did not name was taken for one that had left, and its data were deleted. */
    @Test
    @DisplayName("hole 50: a machine is not given back while it is not known who is a member")
    void aMachineIsNotGivenBackWhileItIsNotKnownWhoIsAMember() {
        FixtureWorld world = leftOver();
        assertThat(removal(world).against()).isEmpty();

        world.then(3, "nodes: {a: {reports: false}, b: {reports: false}}");

        assertThat(world.proposed(Candidate.DEPROVISION))
                .noneSatisfy(decision -> assertThat(decision.verdict()).isEqualTo(Verdict.ALLOWED));
    }

    /** What was listed long ago was decided upon. */
    @Test
    @DisplayName("case 14g: nothing is given back on an old listing")
    void aMachineIsNotGivenBackOnAnOldListing() {
        FixtureWorld world = leftOver();

        world.then(1, "listingAge: PT11M");

        assertThat(against(removal(world))).contains("evidence-fresh");
    }

    /** The step before had failed, and the next was taken all the same. */
    @Test
    @DisplayName("hole 51: after a failure the next try waits")
    void afterAFailureTheNextTryWaits() {
        FixtureWorld world = FixtureWorld.of("").then(5, "");

        world.failed(ActionKinds.STORE_RESTART + " on b");

        assertThat(against(world.restart("b"))).contains("grace");
    }

    /** Without readings of a node its repair went on. */
    @Test
    @DisplayName("case 14b, hole 47: which copies a silent node holds is remembered, and nothing is started on it")
    void nothingIsStartedOnANodeOfWhichNothingIsRead() {
        FixtureWorld world = FixtureWorld.of(KAFKA).then(5, "").then(5, "nodes: {c: {answers: false}}");

        assertThat(against(world.restart("c"))).contains("evidence-fresh");
        assertThat(against(world.restart("b"))).contains("available");
    }

    /** Nobody knew how far it had come, and that was taken for far enough. */
    @Test
    @DisplayName("hole 13: a standby whose position was not read is not promoted")
    void aStandbyThatDoesNotSayHowFarItHasComeIsNotPromoted() {
        assertThat(against(judge(FailoverScenes.successorDoesNotSay()))).contains("no-data-loss-failover");
    }

    /** Whether it had come far enough was asked once the others followed it already. */
    @Test
    @DisplayName("hole 30: the old primary is not stopped before its successor has come far enough")
    void theOldPrimaryIsNotStoppedForASuccessorThatIsBehind() {
        assertThat(against(judge(FailoverScenes.notReached(true)))).containsExactly("target-caught-up");
        assertThat(judge(FailoverScenes.notReached(false)).verdict()).isEqualTo(Verdict.ALLOWED);
    }

    /** The new one took writes first, and the old one was asked to stop in passing. */
    @Test
    @DisplayName("hole 32: nobody takes writes before the old primary is certainly stopped, whoever accepts a loss")
    void nobodyIsMadeThePrimaryBesideOneThatMayTakeWrites() {
        assertThat(against(judge(FailoverScenes.unproven(true)))).containsExactly("old-primary-revoked");
        assertThat(judge(FailoverScenes.unproven(false)).verdict()).isEqualTo(Verdict.ALLOWED);
    }

    /** It had not left, and its machine went all the same. */
    @Test
    @DisplayName("hole 51: a machine is not given back when its node failed to leave before")
    void aMachineWhoseNodeDidNotLeaveIsNotGivenBack() {
        FixtureWorld world = FixtureWorld.of("declaration: {definition: null}")
                .then(5, "")
                .failed(ActionKinds.CLUSTER_REMOVE + " on c")
                .then(15, "nodes: {c: {answers: false}}");

        assertThat(world.proposed(Candidate.DEPROVISION)).isEmpty();
        Judgement judgement = new Judgement(World.healthy(3), Datastores.usual());
        GateCase restart = judgement.restart(judgement.world.leader);
        Candidate back = Judgement.givingBack(restart.situation(), judgement.world.follower().id);
        assertThat(against(judge(new GateCase(back, restart.situation(), SafetySettings.DEFAULT))))
                .contains("removable");
    }

    /** While everything is taken away nobody asks whether the rest still works. */
    @Test
    @DisplayName("hole 63: where everything is to be removed each removal is judged as ever")
    void aRemovalIsJudgedAlsoWhereEverythingIsToGo() {
        Judgement judgement = new Judgement(World.healthy(3), Datastores.usual());
        World world = judgement.world;
        world.surroundings = new Surroundings(
                new Namespace("prod", NamespaceStatus.DELETING),
                Optional.empty(),
                Optional.empty(),
                world.surroundings.platform(),
                Optional.empty());
        GateCase healthy = judgement.repair(ActionKinds.CLUSTER_REMOVE, world.follower().id);
        assertThat(judge(healthy).reasons())
                .filteredOn(reason -> reason.rule().equals("allowed-by-mode"))
                .extracting(Reason::answer)
                .containsExactly(Reason.Answer.HOLDS);

        world.follower().kill();
        world.run(2);
        GateCase beside = judgement.repair(ActionKinds.CLUSTER_REMOVE, world.leader);

        assertThat(against(judge(beside))).contains("available");
    }

    private static Decision judge(GateCase judged) {
        return Gate.without(List.of(), SafetySettings.DEFAULT).judge(judged.candidate(), judged.situation());
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
