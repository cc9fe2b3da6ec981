package io.replicante.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.view.ClusterView;
import org.junit.jupiter.api.Test;

/** What shows that somebody else changes a cluster, and whether anybody would tell. */
class ForeignTest {
    private static final String POSTGRESQL = """
            datastore: postgresql
            store: postgresql
            version: "17.2"
            configured: {a: primary, b: standby, c: standby}
            declaration: {definition: null}
            """;
    private static final String COPIES = "{extras: {postgresql.org/base_backups_running: 1}}";
    private static final String UNTOLD = "{extras: {postgresql.org/base_backups_running: maybe}}";
    private static final String SAID = "No node that works reports what tells whether"
            + " node.extras['postgresql.org/base_backups_running'] > 0: Somebody copies a node.";

    private static ClusterView view(String world, String then) {
        return FixtureWorld.of(world).then(4, "").then(2, then).situation().view();
    }

    @Test
    void nothingIsShownWhereNothingIsDone() {
        assertThat(Foreign.changes(view(POSTGRESQL, ""))).isEmpty();
        assertThat(Foreign.changes(view("", ""))).isEmpty();
    }

    @Test
    void eachNodeIsTakenAtItsWord() {
        assertThat(Foreign.changes(view(POSTGRESQL, "nodes: {b: " + COPIES + ", c: " + UNTOLD + "}")))
                .containsExactly(new Foreign.Change("b", "Node b says: Somebody copies a node."));
        assertThat(Foreign.changes(view(POSTGRESQL, "nodes: {a: " + COPIES + ", c: " + COPIES + "}")))
                .extracting(Foreign.Change::nodeId)
                .containsExactly("a", "c");
    }

    @Test
    void actionsOfOthersAreShownToo() {
        assertThat(Foreign.changes(view(POSTGRESQL, "nodes: {c: {foreign: acme.test/compact}}")))
                .containsExactly(new Foreign.Change("c", "Somebody else runs acme.test/compact on node c."));
    }

    @Test
    void oneThatWorksIsEnoughToTell() {
        assertThat(Foreign.untold(view(POSTGRESQL, ""))).isEmpty();
        assertThat(Foreign.untold(view(POSTGRESQL, "nodes: {a: " + UNTOLD + ", b: " + UNTOLD + "}")))
                .isEmpty();
        assertThat(Foreign.untold(view(POSTGRESQL, "nodes: {a: " + UNTOLD + ", b: " + UNTOLD + ", c: " + UNTOLD + "}")))
                .contains(SAID);
    }

    @Test
    void whoDoesNotWorkTellsNothing() {
        assertThat(Foreign.untold(
                        view(POSTGRESQL, "nodes: {a: " + UNTOLD + ", b: " + UNTOLD + ", c: {status: UNHEALTHY}}")))
                .contains(SAID);
        assertThat(Foreign.untold(
                        view(POSTGRESQL, "nodes: {a: {answers: false}, b: {answers: false}, c: {answers: false}}")))
                .contains(SAID);
    }

    /** There is nothing that could be changed. */
    @Test
    void nobodyNeedTellWhereThereNeverWasACluster() {
        String idle = "{status: NOT_IN_CLUSTER, process: false, copies: null}";

        assertThat(Foreign.untold(view(
                        POSTGRESQL + "\nnodes: {a: " + idle + ", b: " + idle + ", c: " + idle + "}\nconfigured: null\n",
                        "")))
                .isEmpty();
    }

    @Test
    void nobodyNeedTellWhatNoDefinitionAsksFor() {
        assertThat(Foreign.untold(view("", "nodes: {a: {answers: false}, b: {answers: false}, c: {answers: false}}")))
                .isEmpty();
        assertThat(Foreign.sources(view("", ""))).isEmpty();
        assertThat(Foreign.sources(view(POSTGRESQL, ""))).hasSize(1);
    }
}
