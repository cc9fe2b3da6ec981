package io.replicante.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureClusters;
import io.replicante.core.check.FixtureWorld;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Target;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the remedies propose in which state of a cluster, whatever the gate makes of it: {@code kind of whom by whom}. */
class ProposalsTest {
    private static final String PAIR = """
            configured: {c: null}
            nodes: {c: null}
            """;
    private static final String IDLE = "{status: NOT_IN_CLUSTER, process: false}";
    private static final String LEARNER = "{status: JOINING_CLUSTER, copies: {tree: recovering}}";
    private static final String NO_SWAP_NO_REMOVE =
            "without: [agent.replicante.io/cluster.swap, agent.replicante.io/cluster.remove]\n";
    private static final String UNDECLARED = "declaration: {definition: null}";
    private static final String NO_REBUILD = "without: [agent.replicante.io/store.rebuild]\n";
    private static final String FAILED = "\nfailed: {\"agent.replicante.io/store.follow on a\": 1}\n";
    private static final String TWO = "declaration: {definition: {nodes: {members: {desired_count: 2}}}}\n";
    private static final String FOUR = "declaration: {definition: {nodes: {members: {desired_count: 4}}}}\n";
    private static final String FIVE = "declaration: {definition: {nodes: {members: {desired_count: 5}}}}\n";

    /** A cluster, and all that is proposed once it has been so for five cycles. */
    record Row(String what, String world, String then, List<String> proposed) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Row> growth() {
        return Stream.of(
                row("nothing is missing", "", ""),
                row("a machine that waits learns", PAIR, node("c", IDLE), "cluster.learn of c by c"),
                row("a learner gets the vote", PAIR, node("c", LEARNER), "cluster.add of c by a"),
                row("the others wait meanwhile", PAIR, nodes("c", LEARNER, "d", IDLE), "cluster.add of c by a"),
                row(
                        "as many learn as are missing",
                        PAIR,
                        FOUR + nodes("c", LEARNER, "d", IDLE),
                        "cluster.add of c by a",
                        "cluster.learn of d by d"),
                row("a machine that is silent is waited for", PAIR, node("c", "{answers: false}")),
                row("nobody joins a full cluster", "", node("d", IDLE)),
                row("nobody joins where nothing is declared", PAIR, UNDECLARED + "\n" + node("c", IDLE)),
                row("a machine is asked for", PAIR, "", "platform.provision of members"),
                row("and not without a listing", PAIR, "listingAge: PT11M"),
                row("one that comes is waited for", PAIR, "provisions: {members: 1}"),
                row(
                        "one that comes is not enough",
                        PAIR,
                        FOUR + "provisions: {members: 1}",
                        "platform.provision of members"),
                row("two that come are", PAIR, FOUR + "provisions: {members: 2}"),
                row("one for another group is not", PAIR, "provisions: {others: 1}", "platform.provision of members"),
                row("it is given in the declaration how", PAIR, """
                        declaration: {expand: {mode: Add}}
                        nodes: {c: {status: NOT_IN_CLUSTER, process: false}}
                        """, "cluster.add of c by a"),
                row("or by the newcomer", PAIR, """
                        declaration: {expand: {mode: Join}}
                        nodes: {c: {status: NOT_IN_CLUSTER, process: false}}
                        """, "cluster.join of c by c"),
                row("not into a full cluster", "", """
                        declaration: {expand: {mode: Add}}
                        nodes: {d: {status: NOT_IN_CLUSTER, process: false}}
                        """));
    }

    static Stream<Row> losses() {
        String dead = "{answers: false}";
        return Stream.of(
                row("a lost voter needs a machine", "", node("c", dead), "platform.provision of members"),
                row("unless its place cannot be given away", NO_SWAP_NO_REMOVE, node("c", dead)),
                row(
                        "but not where there is place",
                        NO_SWAP_NO_REMOVE + FOUR,
                        node("c", dead),
                        "platform.provision of members"),
                row("which learns", "", nodes("c", dead, "d", IDLE), "cluster.learn of d by d"),
                row("and takes its place", "", nodes("c", dead, "d", LEARNER), "cluster.swap of d,c by a"),
                row(
                        "one for each",
                        FIVE + "configured: {d: participant, e: participant}\n"
                                + nodes("d", "{copies: {tree: secondary}}", "e", "{copies: {tree: secondary}}"),
                        nodes("d", dead, "e", dead, "f", LEARNER, "g", IDLE),
                        "cluster.learn of g by g",
                        "cluster.swap of f,d by a",
                        "cluster.swap of f,e by a"),
                row("one too many is forgotten", "", TWO + node("c", dead), "cluster.remove of c by a"),
                row("nobody is replaced where nothing is declared", "", UNDECLARED + "\n" + node("c", dead)),
                row("a machine that is left over is given back", "", """
                        declaration: {definition: {nodes: {members: {desired_count: 2}}}}
                        configured: {c: null}
                        configurationVersion: "2"
                        """, "platform.deprovision of c"),
                row("unless nobody lists machines", "", """
                        platform: false
                        declaration: {definition: {nodes: {members: {desired_count: 2}}}}
                        configured: {c: null}
                        configurationVersion: "2"
                        """),
                row("trouble is mended by a restart", "", node("b", "{status: UNHEALTHY}"), "store.restart of b by b"),
                row("but not of a process that is gone", UNDECLARED, node("b", "{process: false}")));
    }

    static Stream<Row> beginnings() {
        String nobody = "configured: null\n" + nodes("a", IDLE, "b", IDLE, "c", IDLE);
        return Stream.of(
                row("a first machine forms the cluster", nobody, "", "platform.provision of members"),
                row("of the first group that wants machines", nobody, """
                        declaration: {definition: {nodes: {members: {desired_count: 0}, others: {desired_count: 1, node_class: small}}}}
                        """, "platform.provision of others"),
                row("not where nothing is declared", nobody, UNDECLARED),
                row(
                        "by one node, where that is declared",
                        nobody,
                        "declaration: {initialise: {mode: SingleNode}}",
                        "cluster.init of a by a"),
                row("not a second time", "", "declaration: {initialise: {mode: SingleNode}}"));
    }

    static Stream<Row> returns() {
        String moved = "nodes: {a: {%s}, b: {copies: {tree: primary}, term: 2}, c: {term: 2}}";
        String stopped = "process: false, incarnation: none";
        String gone = String.format(moved, stopped);
        return Stream.of(
                row("a primary that works is not sent back", FixtureClusters.POSTGRESQL, ""),
                row("nor is a follower that stopped", FixtureClusters.POSTGRESQL, node("c", "{" + stopped + "}")),
                row("who was the primary follows", FixtureClusters.POSTGRESQL, gone, "store.follow of a by a"),
                row(
                        "or is built anew, where that fails",
                        FixtureClusters.POSTGRESQL,
                        gone + FAILED,
                        "store.rebuild of a by a"),
                row(
                        "and follows again, where it cannot be",
                        FixtureClusters.POSTGRESQL + NO_REBUILD,
                        gone + FAILED,
                        "store.follow of a by a"),
                row(
                        "where to follow empties it, that is all there is",
                        FixtureClusters.REDIS,
                        gone,
                        "store.follow of a by a"),
                row("not while it may run", FixtureClusters.POSTGRESQL, String.format(moved, "answers: false")),
                row(
                        "who still claims the place is stopped first",
                        FixtureClusters.POSTGRESQL,
                        String.format(moved, "term: 1"),
                        "store.stop of a by a"),
                row("where the datastore moves its primary, it does all that itself", FixtureClusters.MONGODB, gone));
    }

    @ParameterizedTest
    @MethodSource({"growth", "losses", "beginnings", "returns"})
    void isProposed(Row row) {
        assertThat(proposed(FixtureWorld.of(row.world()).then(3, "").then(5, row.then())))
                .containsExactlyInAnyOrderElementsOf(row.proposed());
    }

    /** An hour after the last one, and not before. */
    @Test
    void aCopyIsRepairedAgainOnlyAfterAnHour() {
        FixtureWorld ring =
                FixtureWorld.of(FixtureClusters.CASSANDRA).then(3, "").then(3, """
                configured: {d: normal}
                configurationVersion: "2"
                nodes: {d: {positions: false, copies: {orders: secondary}}}
                """);
        assertThat(proposed(ring)).contains("store.repair of d by d");

        ring.failed("agent.replicante.io/store.repair on d").then(1, "step: PT59M");
        assertThat(proposed(ring)).doesNotContain("store.repair of d by d");

        ring.then(1, "step: PT1M");
        assertThat(proposed(ring)).contains("store.repair of d by d");
    }

    static List<String> proposed(FixtureWorld world) {
        return world.state().decisions().stream()
                .map(Decision::candidate)
                .filter(candidate -> candidate.request().isEmpty())
                .map(ProposalsTest::shown)
                .distinct()
                .toList();
    }

    private static String shown(Candidate candidate) {
        String kind = candidate.kind().substring(candidate.kind().indexOf('/') + 1);
        String whom = candidate.targets().isEmpty()
                ? candidate.group().orElse("nobody")
                : candidate.targets().stream().map(Target::nodeId).collect(Collectors.joining(","));
        return kind + " of " + whom
                + candidate.executor().map(by -> " by " + by).orElse("");
    }

    private static String node(String id, String said) {
        return "nodes: {" + id + ": " + said + "}";
    }

    private static String nodes(String... idsAndWhatTheySay) {
        StringBuilder text = new StringBuilder("nodes: {");
        for (int i = 0; i < idsAndWhatTheySay.length; i += 2) {
            text.append(i > 0 ? ", " : "")
                    .append(idsAndWhatTheySay[i])
                    .append(": ")
                    .append(idsAndWhatTheySay[i + 1]);
        }
        return text.append("}").toString();
    }

    private static Row row(String what, String world, String then, String... proposed) {
        return new Row(what, world, then, List.of(proposed));
    }
}
