package io.replicante.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureClusters;
import io.replicante.core.check.FixtureWorld;
import io.replicante.spec.agent.ActionKinds;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the remedies say they lack, where something is wrong and nothing of theirs can mend it; and that they are silent otherwise. */
class LacksTest {
    private static final String NO_ADD = "without: [agent.replicante.io/cluster.add]\n";
    private static final String NO_SWAP = "without: [agent.replicante.io/cluster.swap]\n";
    private static final String NO_REMOVE = "without: [agent.replicante.io/cluster.remove]\n";
    private static final String NO_SWAP_NO_REMOVE =
            "without: [agent.replicante.io/cluster.swap, agent.replicante.io/cluster.remove]\n";
    private static final String NO_RESTART = "without: [agent.replicante.io/store.restart]\n";
    private static final String NO_PROMOTE = "without: [agent.replicante.io/store.promote]\n";
    private static final String UNDECLARED = "declaration: {definition: null}\n";
    private static final String PAIR = "configured: {c: null}\nnodes: {c: null}\n";
    private static final String DEAD = "nodes: {c: {answers: false}}";
    private static final String SICK = "nodes: {b: {status: UNHEALTHY}}";
    private static final String NOBODY = """
            configured: null
            nodes:
              a: {status: NOT_IN_CLUSTER, process: false}
              b: {status: NOT_IN_CLUSTER, process: false}
              c: {status: NOT_IN_CLUSTER, process: false}
            """;
    private static final String RING = """
            datastore: cassandra
            store: cassandra
            version: "5.0.2"
            configured: {a: normal, b: normal, c: normal}
            declaration: {definition: null}
            nodes:
              a: {positions: false, extras: {cassandra.apache.org/hint_window_seconds: 10800}, copies: {tree: null, orders: secondary}}
              b: {positions: false, extras: {cassandra.apache.org/hint_window_seconds: 10800}, copies: {tree: null, orders: secondary}}
              c: {positions: false, extras: {cassandra.apache.org/hint_window_seconds: 10800}, copies: {tree: null, orders: secondary}}
            """;
    private static final String TORN = """
            configured: {d: normal}
            configurationVersion: "2"
            nodes: {d: {positions: false, extras: {cassandra.apache.org/hint_window_seconds: 10800}, copies: {orders: secondary}}}
            """;
    private static final String FORMED_BY_NOBODY =
            "declaration: {initialise: {mode: SingleNode, search: {matches: {node_id: nobody}}}}";
    private static final String NO_REPAIR = "without: [agent.replicante.io/store.repair]\n";
    private static final String JOIN_NOBODY =
            "declaration: {expand: {mode: Add, target_member: {matches: {node_id: nobody}}}}";
    private static final String IDLE = "\nnodes: {c: {status: NOT_IN_CLUSTER, process: false}}";
    private static final String NO_MEMBER =
            "no member is found by expand.target_member, so no node is added to the cluster";
    private static final String NOT_REPLACED = "a lost voter is not replaced: the cluster declares no definition";
    private static final String NO_HEIR = "the primary is not replaced: no other node is up that may become it";

    /** A cluster, what becomes of it, and all that is said to be lacking then. */
    record Row(String what, String world, String then, List<String> said) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                row("nothing is wrong", "", ""),
                row("nothing is wrong, and nothing could be done", NO_ADD + UNDECLARED, ""),
                row(
                        "it cannot grow",
                        PAIR + NO_ADD,
                        "",
                        "the cluster cannot grow: no known definition describes agent.replicante.io/cluster.add"),
                row("it can grow", PAIR, ""),
                row("a lost voter can only be swapped", NO_REMOVE, DEAD),
                row("a lost voter can only be forgotten", NO_SWAP, DEAD),
                row(
                        "a lost voter can be neither swapped nor forgotten",
                        NO_SWAP_NO_REMOVE,
                        DEAD,
                        "a lost voter is not replaced: no known definition describes agent.replicante.io/cluster.swap or"
                                + " agent.replicante.io/cluster.remove"),
                row("a lost voter where nothing is declared", UNDECLARED, DEAD, NOT_REPLACED),
                row("nobody is lost, and nothing is declared", UNDECLARED + NO_SWAP_NO_REMOVE, ""),
                row("a sick node can be restarted", "", SICK),
                row(
                        "a sick node cannot be restarted",
                        NO_RESTART,
                        SICK,
                        "an unhealthy node is not restarted: no known definition describes"
                                + " agent.replicante.io/store.restart on the node itself"),
                row("no restart, and nobody sick", NO_RESTART, ""),
                row("copies can be repaired", RING, TORN),
                row(
                        "copies cannot be repaired",
                        RING + NO_REPAIR,
                        TORN,
                        "copies that may lack writes are not repaired: no known definition names an action for it"),
                row("no repair, and none needed", RING + NO_REPAIR, ""),
                row(
                        "no node is found that forms the cluster",
                        NOBODY,
                        FORMED_BY_NOBODY,
                        "no node is found by initialise.search, so the cluster is not initialised"),
                row("no node is searched for to form a cluster that is there", "", FORMED_BY_NOBODY),
                row("no member is found that a newcomer joins", PAIR, JOIN_NOBODY + IDLE, NO_MEMBER),
                row("a member is found that a newcomer joins", PAIR, "declaration: {expand: {mode: Add}}" + IDLE),
                row("nobody waits to join", PAIR, JOIN_NOBODY),
                row("nobody joins a full cluster", "", JOIN_NOBODY + IDLE.replace("c:", "d:")),
                row("nobody joins what is not formed", NOBODY, JOIN_NOBODY),
                row("a dead primary has an heir", FixtureClusters.REDIS, "nodes: {a: {answers: false}}", NOT_REPLACED),
                row(
                        "a dead primary has none",
                        FixtureClusters.REDIS,
                        "nodes: {a: {answers: false}, b: {answers: false}, c: {answers: false}}",
                        NO_HEIR),
                row(
                        "nobody can be promoted",
                        FixtureClusters.REDIS + NO_PROMOTE,
                        "nodes: {a: {answers: false}}",
                        "the primary is not replaced: the definition names no action that promotes another node",
                        NOT_REPLACED),
                row(
                        "nobody can be promoted, and nobody need be",
                        FixtureClusters.REDIS + NO_PROMOTE,
                        "nodes: {b: {answers: false}}",
                        NOT_REPLACED));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isSaid(Row row) {
        assertThat(FixtureWorld.of(row.world()).then(5, "").then(5, row.then()).notes())
                .isEqualTo(row.said());
    }

    /** Otherwise the place would go round among nodes that all want to leave it. */
    @Test
    void aPrimaryThatIsMovedLastIsToldOf() {
        String moved = "the primary a is not moved before what is asked for on other nodes is done";
        FixtureWorld redis = FixtureWorld.of(FixtureClusters.REDIS).then(5, "");

        assertThat(redis.asking("a", ActionKinds.STORE_RESTART, "b", ActionKinds.STORE_RESTART)
                        .notes())
                .containsExactly(moved);
        assertThat(redis.asking("a", ActionKinds.STORE_RESTART).notes()).isEmpty();
        assertThat(redis.asking("b", ActionKinds.STORE_RESTART).notes()).isEmpty();
        assertThat(redis.asking("b", ActionKinds.STORE_RESTART, "c", ActionKinds.STORE_RESTART)
                        .notes())
                .isEmpty();
        assertThat(FixtureWorld.of("")
                        .then(5, "")
                        .asking("a", ActionKinds.STORE_RESTART, "b", ActionKinds.STORE_RESTART)
                        .notes())
                .as("who hands over itself moves nobody")
                .isEmpty();
    }

    private static Row row(String what, String world, String then, String... said) {
        return new Row(what, world, then, List.of(said));
    }
}
