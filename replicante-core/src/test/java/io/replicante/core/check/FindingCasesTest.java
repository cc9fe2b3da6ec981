package io.replicante.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.fixture.Altered;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Target;
import io.replicante.spec.agent.ActionKinds;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Findings that depend on more than what is so now, or on what kind of datastore it is. */
class FindingCasesTest {
    private static final String FIVE = """
            configured: {d: participant, e: participant}
            nodes: {d: {copies: {tree: secondary}}, e: {copies: {tree: secondary}}}
            """;
    private static final String BROKERS = """
            datastore: kafka
            store: kafka
            version: "4.0.0"
            configured: {a: combined, b: combined, c: combined, d: broker}
            declaration: {definition: null, acknowledges: [{shards: "*", by: model}]}
            nodes:
              a: {copies: {tree: null, __cluster_metadata: primary}}
              b: {copies: {tree: null, __cluster_metadata: secondary}}
              c: {copies: {tree: null, __cluster_metadata: secondary}}
              d: {answers: true}
            """;
    private static final String STANDBYS = """
            datastore: postgresql
            store: postgresql
            version: "17.2"
            configured: {a: primary, b: standby, c: standby}
            declaration: {definition: null}
            nodes:
              a: {extras: {postgresql.org/synchronous_count: 1, postgresql.org/synchronous_candidates: "b, c"}}
              b: {extras: {postgresql.org/synchronous_count: 1, postgresql.org/synchronous_candidates: "b, c"}}
              c: {extras: {postgresql.org/synchronous_count: 1, postgresql.org/synchronous_candidates: "b, c"}}
            """;
    private static final String RING = """
            datastore: cassandra
            store: cassandra
            version: "5.0.2"
            configured: {a: normal, b: normal, c: normal}
            declaration: {definition: null}
            nodes:
              a: {zone: z1, copies: {tree: null, orders: secondary}}
              b: {zone: z1, copies: {tree: null, orders: secondary}}
              c: {zone: z2, copies: {tree: null, orders: secondary}}
              d: {zone: z3, status: NOT_IN_CLUSTER, copies: null}
            """;

    private static FixtureWorld settled(String world) {
        return FixtureWorld.of(world).then(5, "");
    }

    @Test
    void lossesAMinuteApartHaveCausesOfTheirOwn() {
        FixtureWorld world = settled(FIVE).then(61, "nodes: {c: {answers: false}}");

        world.then(3, "nodes: {d: {answers: false}, e: {process: false}}");

        assertThat(world.found()).doesNotContain("COMMON_CAUSE_OUTAGE data");
        assertThat(settled(FIVE)
                        .then(58, "nodes: {c: {answers: false}}")
                        .then(3, "nodes: {d: {answers: false}, e: {process: false}}")
                        .found())
                .contains("COMMON_CAUSE_OUTAGE data");
        assertThat(world.then(3, "nodes: {b: {answers: false}}").found())
                .as("three within the minute, though the first one was before")
                .contains("COMMON_CAUSE_OUTAGE data");
    }

    /** Nobody has lost a machine that never answered. */
    @Test
    void whoNeverAnsweredWasNotLost() {
        FixtureWorld world = settled(FIVE).then(3, "nodes: {f: {answers: false}, g: {answers: false}}");

        assertThat(world.then(3, "nodes: {d: {answers: false}}").found()).doesNotContain("COMMON_CAUSE_OUTAGE data");
        assertThat(world.then(3, "nodes: {e: {answers: false}}").found()).doesNotContain("COMMON_CAUSE_OUTAGE data");
        assertThat(world.then(3, "nodes: {c: {answers: false}}").found()).contains("COMMON_CAUSE_OUTAGE data");
    }

    @Test
    void onlyMembersAreMissedWhenAllAreSilent() {
        String silent = "nodes: {a: {answers: false}, b: {answers: false}, c: {answers: false}}";
        String bystander = "nodes: {d: {status: NOT_IN_CLUSTER, process: false}}";

        assertThat(settled("").then(3, bystander).then(3, silent).found()).contains("ALL_MEMBERS_SILENT data");
        assertThat(settled("configured: {b: null, c: null}\nnodes: {b: null, c: null}")
                        .then(3, "nodes: {a: {answers: false}}")
                        .found())
                .as("one alone")
                .contains("UNREACHABLE_BY_US a")
                .doesNotContain("ALL_MEMBERS_SILENT data");
    }

    @Test
    void aQuorumIsMissedOnlyWhereThereIsOne() {
        String zones = "nodes: {a: {zone: z1}, b: {zone: z1}, d: {zone: z3, status: NOT_IN_CLUSTER, process: false}";

        assertThat(settled(RING).found()).doesNotContain("REPLICAS_CO_LOCATED z1");
        assertThat(settled("").then(2, zones + ", c: {zone: z2}}").found()).contains("REPLICAS_CO_LOCATED z1");
        assertThat(settled("configured: {c: null}\nnodes: {c: null}")
                        .then(2, zones.replace("b: {zone: z1}", "b: {zone: z2}") + "}")
                        .found())
                .as("of two, each one is needed anyhow")
                .doesNotContain("REPLICAS_CO_LOCATED z1", "REPLICAS_CO_LOCATED z2");
        assertThat(FixtureWorld.of("configured: null\nnodes: null").then(3, "").found())
                .doesNotContain("SHARD_WITHOUT_QUORUM data");
    }

    /** A broker may lead partitions, and never the metadata. */
    @Test
    void onlyWhoMayLeadWhatAllShareFollows() {
        FixtureWorld brokers = settled(BROKERS);
        assertThat(brokers.found()).doesNotContain("FAILOVER_IMPOSSIBLE a");

        brokers.then(3, "nodes: {b: {answers: false}}");
        assertThat(brokers.found()).doesNotContain("FAILOVER_IMPOSSIBLE a");

        brokers.then(3, "nodes: {c: {answers: false}}");
        assertThat(brokers.found()).contains("FAILOVER_IMPOSSIBLE a");
    }

    @Test
    void whatAnotherCheckFoundDoesNotStayWhileTheConfigurationIsNotRead() {
        FixtureWorld world = settled("").then(3, """
                nodes: {b: {version: "3.8.4"}, c: {answers: false}}
                """);
        assertThat(world.found()).contains("VERSION_SKEW data", "UNDER_REPLICATED data");

        world.then(3, """
                configured: null
                nodes: {b: {version: "3.9.5"}}
                """);

        assertThat(world.found()).contains("UNDER_REPLICATED data").doesNotContain("VERSION_SKEW data");
    }

    @Test
    void whoIsNotAmongTheCandidatesIsNotInTheSet() {
        assertThat(settled(STANDBYS).found()).doesNotContain("UNDER_MIN_IN_SYNC *", "AT_MIN_IN_SYNC *");
        assertThat(settled(STANDBYS).then(2, inSet("b")).found())
                .contains("AT_MIN_IN_SYNC *")
                .doesNotContain("UNDER_MIN_IN_SYNC *");
        assertThat(settled(STANDBYS).then(2, inSet("d")).found()).contains("UNDER_MIN_IN_SYNC *");
    }

    private static String inSet(String candidates) {
        String extras = "{extras: {postgresql.org/synchronous_candidates: \"" + candidates + "\"}}";
        return "nodes: {a: " + extras + ", b: " + extras + ", c: " + extras + "}";
    }

    @Test
    void aCopyThatWorksOnANodeThatDoesNotIsNoCopyThatIsUp() {
        assertThat(settled(STANDBYS).then(2, "nodes: {c: {status: UNHEALTHY}}").found())
                .contains("SHARD_UNDER_REPLICATED *");
        assertThat(settled(STANDBYS).found()).doesNotContain("SHARD_UNDER_REPLICATED *");
    }

    @Test
    void whatOthersChangeIsToldOfEachNodeThatShowsIt() {
        FixtureWorld world = settled(BROKERS);
        assertThat(world.found()).noneMatch(each -> each.startsWith("FOREIGN_CHANGE_IN_PROGRESS"));

        world.then(2, "nodes: {b: {extras: {kafka.apache.org/reassigning_partitions: 3}}}");

        assertThat(world.found())
                .contains("FOREIGN_CHANGE_IN_PROGRESS b")
                .doesNotContain("FOREIGN_CHANGE_IN_PROGRESS a", "FOREIGN_CHANGE_IN_PROGRESS c");
        assertThat(world.state().findings().values())
                .filteredOn(found -> found.code().equals(FindingCodes.FOREIGN_CHANGE_IN_PROGRESS))
                .singleElement()
                .satisfies(found -> assertThat(found.message()).contains("Node b says: "));
    }

    /** A machine that nobody asked for anything may still be starting. */
    @Test
    void aLearnerIsLostOnceItWasAskedToLearn() {
        String silent = "nodes: {d: {answers: false}}";
        FixtureWorld world = settled("nodes: {d: {answers: false}}");
        assertThat(world.found()).doesNotContain("LEARNER_LOST d");

        world.failed("agent.replicante.io/cluster.learn on d").then(2, silent);
        assertThat(world.found()).contains("LEARNER_LOST d");

        world.then(1, "configured: null");
        assertThat(world.found()).as("nobody knows whether it is a member").doesNotContain("LEARNER_LOST d");
    }

    /** Once that is overdue; and it has to be that very machine, and to be taught. */
    @Test
    void aLearnerIsLostWhileItIsTaught() {
        assertThat(taught(learn -> learn).found()).contains("LEARNER_LOST d");
        assertThat(taught(learn -> learn.targets(List.of(new Target("d", Optional.empty(), Optional.of("machine-x")))))
                        .found())
                .doesNotContain("LEARNER_LOST d");
        assertThat(taught(learn -> learn.effect(Effect.NONE)).found()).doesNotContain("LEARNER_LOST d");
    }

    private static FixtureWorld taught(UnaryOperator<Altered> differently) {
        FixtureWorld world = settled("nodes: {d: {status: NOT_IN_CLUSTER, process: false}}");
        Candidate learn = world.candidate(ActionKinds.CLUSTER_LEARN, "d");
        return world.underWay(differently.apply(Altered.from(learn)).candidate())
                .then(1, "step: PT11M\nnodes: {d: {answers: false}}");
    }

    @Test
    void whoWasAPrimaryOnItsOwnIsNoLearner() {
        FixtureWorld world = settled("nodes: {d: {cluster: other, copies: {tree: primary}}}");

        world.failed("agent.replicante.io/cluster.learn on d").then(2, "nodes: {d: {answers: false}}");

        assertThat(world.found()).contains("UNREACHABLE_BY_US d").doesNotContain("LEARNER_LOST d");
    }

    @Test
    void howManyOthersAreUpIsToldOfADeadPrimary() {
        FixtureWorld world = settled("").then(3, "nodes: {a: {answers: false}}");
        assertThat(evidence(world, "DEAD_PRIMARY/node/a")).containsEntry("others", "2 of 2 up");

        world.then(3, "nodes: {c: {answers: false}}");
        assertThat(evidence(world, "DEAD_PRIMARY/node/a")).containsEntry("others", "1 of 2 up");
        assertThat(finding(world, "NO_PRIMARY/cluster/data").message())
                .isEqualTo("No node is known to take writes; not read: a, c.");

        FixtureWorld alone = settled("configured: {b: null, c: null}\nnodes: {b: null, c: null}")
                .then(3, "nodes: {a: {answers: false}}");
        assertThat(evidence(alone, "DEAD_PRIMARY/node/a")).containsEntry("others", "there are none");
        assertThat(finding(settled("").then(3, "nodes: {a: {copies: {tree: secondary}}}"), "NO_PRIMARY/cluster/data")
                        .message())
                .isEqualTo("No node takes writes.");
    }

    @Test
    void theOnlyFollowerThatLagsIsToldOfItAlone() {
        FixtureWorld pair = settled("configured: {c: null}\nnodes: {c: null}");

        pair.then(40, "nodes: {b: {offset: 1500}}");

        assertThat(pair.found()).contains("REPLICA_LAGGING b").doesNotContain("ALL_REPLICAS_LAGGING data");
    }

    /** What is said of the other copies counts all the same. */
    @Test
    void aNodeThatDoesNotTellAllRolesMayStillCatchUp() {
        assertThat(settled(BROKERS)
                        .then(2, "nodes: {d: {copies: {orders: recovering, bills: none}}}")
                        .found())
                .contains("CATCHING_UP d", "AGENT_SPEC_MISMATCH d");
        assertThat(settled(BROKERS)
                        .then(2, "nodes: {d: {copies: {orders: secondary, bills: none}}}")
                        .found())
                .contains("AGENT_SPEC_MISMATCH d")
                .doesNotContain("CATCHING_UP d");
    }

    @Test
    void whatClientsWaitForIsMissedOnlyOfShardsThatAreThereAndNotCovered() {
        String declared = "declaration: {acknowledges: [{shards: \"%s\", by: model}]}\n";
        String orders = "nodes: {a: {copies: {orders: primary}}}";
        String both = "nodes: {a: {copies: {orders: primary, bills: primary}}}";

        assertThat(settled(BROKERS)
                        .then(2, declared.formatted("orders") + orders)
                        .found())
                .doesNotContain("ACKNOWLEDGES_UNDECLARED *");
        assertThat(settled(BROKERS).then(2, declared.formatted("orders") + both).found())
                .contains("ACKNOWLEDGES_UNDECLARED *");
        assertThat(settled(BROKERS).then(2, declared.formatted("*") + both).found())
                .doesNotContain("ACKNOWLEDGES_UNDECLARED *");
    }

    private static Map<String, String> evidence(FixtureWorld world, String key) {
        return finding(world, key).evidence();
    }

    private static Finding finding(FixtureWorld world, String key) {
        return Objects.requireNonNull(world.state().findings().get(key), key);
    }
}
