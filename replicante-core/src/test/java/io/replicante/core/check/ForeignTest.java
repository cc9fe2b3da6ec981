package io.replicante.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.view.ClusterView;
import io.replicante.core.world.Datastores;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Upkeep;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What shows that somebody else changes a cluster, and whether anybody would tell. */
class ForeignTest {
    private static final String COPIES = "{extras: {postgresql.org/base_backups_running: 1}}";
    private static final String UNTOLD = "{extras: {postgresql.org/base_backups_running: maybe}}";
    private static final String ASKED =
            "whether node.extras['postgresql.org/base_backups_running'] > 0: Somebody copies a node.";

    private static ClusterView view(String world, String then) {
        return FixtureWorld.of(world).then(4, "").then(2, then).situation().view();
    }

    private static List<Foreign.Change> changes(ClusterView view) {
        return Foreign.look(view).changes();
    }

    private static Optional<String> untold(ClusterView view) {
        return Foreign.look(view).untold();
    }

    @Test
    void nothingIsShownWhereNothingIsDone() {
        assertThat(changes(view(FixtureClusters.POSTGRESQL, ""))).isEmpty();
        assertThat(changes(view("", ""))).isEmpty();
    }

    @Test
    void eachNodeIsTakenAtItsWord() {
        assertThat(changes(view(FixtureClusters.POSTGRESQL, "nodes: {b: " + COPIES + ", c: " + UNTOLD + "}")))
                .containsExactly(new Foreign.Change("b", "Node b says: Somebody copies a node."));
        assertThat(changes(view(FixtureClusters.POSTGRESQL, "nodes: {a: " + COPIES + ", c: " + COPIES + "}")))
                .extracting(Foreign.Change::nodeId)
                .containsExactly("a", "c");
    }

    @Test
    void actionsOfOthersAreShownToo() {
        assertThat(changes(view(FixtureClusters.POSTGRESQL, "nodes: {c: {foreign: acme.test/compact}}")))
                .containsExactly(new Foreign.Change("c", "Somebody else runs acme.test/compact on node c."));
    }

    /** What goes on at one node need not be seen from another one. */
    @Test
    void eachNodeThatWorksHasToTell() {
        assertThat(untold(view(FixtureClusters.POSTGRESQL, ""))).isEmpty();
        assertThat(untold(view(FixtureClusters.POSTGRESQL, "nodes: {b: " + UNTOLD + "}")))
                .contains("Node b works and does not report what tells " + ASKED);
        assertThat(untold(view(FixtureClusters.POSTGRESQL, "nodes: {a: {extras: {other: 1}}}")))
                .isEmpty();
    }

    /** Each sees the whole cluster. */
    @Test
    void whereAnyNodeCanTellOneIsEnough() {
        String untold = "{extras: {kafka.apache.org/reassigning_partitions: maybe}}";
        String kafka = """
                datastore: kafka
                store: kafka
                version: "4.0.0"
                configured: {a: combined, b: combined, c: combined}
                declaration: {definition: null, acknowledges: [{shards: "*", by: model}]}
                """;

        assertThat(untold(view(kafka, "nodes: {a: " + untold + ", b: " + untold + "}")))
                .isEmpty();
        assertThat(untold(view(kafka, "nodes: {a: " + untold + ", b: " + untold + ", c: " + untold + "}")))
                .hasValueSatisfying(said -> assertThat(said).startsWith("Node a works and does not report"));
    }

    /** Only of a datastore whose nodes each see the whole cluster one may speak for all. */
    @Test
    void ofMostDatastoresEachNodeIsAsked() {
        assertThat(Datastores.bundled().all())
                .filteredOn(definition -> definition.upkeep().foreignChanges().stream()
                        .anyMatch(change -> change.toldBy() == Upkeep.ForeignChange.ToldBy.ANY))
                .extracting(DatastoreDefinition::name)
                .containsExactly("kafka");
    }

    @Test
    void whoDoesNotWorkNeedNotTell() {
        assertThat(untold(view(FixtureClusters.POSTGRESQL, "nodes: {b: {answers: false}, c: {status: UNHEALTHY}}")))
                .isEmpty();
    }

    @Test
    void whileNobodyWorksNobodyTells() {
        assertThat(untold(view(
                        FixtureClusters.POSTGRESQL,
                        "nodes: {a: {answers: false}, b: {answers: false}, c: {answers: false}}")))
                .contains("No node works that could tell " + ASKED);
    }

    /** There is nothing that could be changed. */
    @Test
    void nobodyNeedTellWhereThereNeverWasACluster() {
        String idle = "{status: NOT_IN_CLUSTER, process: false, copies: null}";
        String never = FixtureClusters.POSTGRESQL.replace(
                "configured: {a: primary, b: standby, c: standby}", "configured: null");

        assertThat(untold(view(never + "nodes: {a: " + idle + ", b: " + idle + ", c: " + idle + "}", "")))
                .isEmpty();
    }

    @Test
    void nobodyNeedTellWhatNoDefinitionAsksFor() {
        assertThat(untold(view("", "nodes: {a: {answers: false}, b: {answers: false}, c: {answers: false}}")))
                .isEmpty();
        assertThat(Foreign.sources(view("", ""))).isEmpty();
        assertThat(Foreign.sources(view(FixtureClusters.POSTGRESQL, ""))).hasSize(1);
    }
}
