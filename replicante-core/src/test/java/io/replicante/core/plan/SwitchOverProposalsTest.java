package io.replicante.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureClusters;
import io.replicante.core.check.FixtureWorld;
import io.replicante.spec.agent.ActionKinds;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is proposed to move a primary that somebody wants elsewhere, or wants to stop, by how the datastore does that. */
class SwitchOverProposalsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "nothing",
            value = {
                "redis      | restart a           | answers: true  | store.switchover of b by a",
                "redis      | restart a           | answers: false | store.switchover of c by a",
                "redis      | restart a           | positions: false | store.switchover of c by a",
                "redis      | restart a           | status: UNHEALTHY | store.switchover of c by a",
                "redis      | restart b           | answers: true  | nothing",
                "redis      | restart a restart b | answers: true  | nothing",
                "redis      | restart a restart b | answers: false | store.switchover of c by a",
                "redis      | promote c           | answers: true  | store.switchover of c by a",
                "redis      | promote c restart b | answers: true  | store.switchover of c by a",
                "redis      | promote b           | answers: false | nothing",
                "redis      | promote a           | answers: true  | nothing",
                "postgresql | restart a           | answers: true  | store.quiesce of a by a",
                "postgresql | restart b           | answers: true  | nothing",
                "postgresql | promote c           | answers: true  | store.quiesce of a by a",
                "postgresql | promote b           | positions: false | nothing",
                "mongodb    | restart a           | answers: true  | store.stepdown of a by a",
                "mongodb    | restart b           | answers: true  | nothing",
                "mongodb    | restart a restart b | answers: true  | nothing",
                "mongodb    | promote b           | answers: true  | nothing"
            })
    void isProposed(String datastore, String asked, String second, String proposed) {
        FixtureWorld world = FixtureWorld.of(world(datastore)).then(5, "").then(2, "nodes: {b: {" + second + "}}");

        assertThat(ProposalsTest.proposed(world.asking(words(asked))))
                .filteredOn(each -> each.startsWith("store."))
                .filteredOn(each -> !each.startsWith("store.restart"))
                .isEqualTo(proposed == null ? List.of() : List.of(proposed));
    }

    @ParameterizedTest
    @CsvSource({"redis", "postgresql", "mongodb"})
    void nobodyIsMovedWhileThePrimaryIsNotKnown(String datastore) {
        FixtureWorld world =
                FixtureWorld.of(world(datastore)).then(5, "").then(2, "nodes: {a: {copies: {tree: secondary}}}");

        assertThat(ProposalsTest.proposed(world.asking(words("restart a promote b"))))
                .noneMatch(
                        each -> each.contains("switchover") || each.contains("quiesce") || each.contains("stepdown"));
    }

    /** Taken out of its place and replaced, in the order in which that is done. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "nothing",
            value = {
                "redis      | {answers: false} | {}               | store.stop of a by a, store.promote of b by b",
                "redis      | {answers: false} | {answers: false} | store.stop of a by a, store.promote of c by c",
                "postgresql | {answers: false} | {}               | store.stop of a by a, store.promote of b by b",
                "postgresql | {process: false} | {answers: false} | store.stop of a by a, store.promote of c by c",
                "postgresql | {answers: false} | {copies: {tree: recovering}, offset: 99999} |"
                        + " store.stop of a by a, store.promote of c by c",
                "postgresql | {answers: false} | {term: 2, offset: 5} | store.stop of a by a, store.promote of b by b",
                "mongodb    | {answers: false} | {}               | nothing"
            })
    void whoIsDeadIsReplaced(String datastore, String first, String second, String proposed) {
        FixtureWorld world =
                FixtureWorld.of(world(datastore)).then(5, "").then(3, "nodes: {a: " + first + ", b: " + second + "}");

        assertThat(ProposalsTest.proposed(world))
                .filteredOn(each -> each.startsWith("store."))
                .isEqualTo(proposed == null ? List.of() : List.of(proposed.split(", ", -1)));
    }

    /** Nor is one behind that follows another standby. */
    @ParameterizedTest
    @CsvSource({"no-failover, nobody", "cascading, nobody", "standby, c"})
    void whoMayNotBeThePrimaryIsNobodysHeir(String type, String heir) {
        FixtureWorld world = FixtureWorld.of(FixtureClusters.POSTGRESQL.replace("c: standby", "c: " + type))
                .then(5, "")
                .then(3, "nodes: {a: {answers: false}, b: {answers: false}}");

        assertThat(ProposalsTest.proposed(world))
                .filteredOn(each -> each.startsWith("store.promote"))
                .isEqualTo(heir.equals("nobody") ? List.of() : List.of("store.promote of c by c"));
    }

    private static String world(String datastore) {
        return switch (datastore) {
            case "redis" -> FixtureClusters.REDIS;
            case "mongodb" -> FixtureClusters.MONGODB;
            default -> FixtureClusters.POSTGRESQL;
        };
    }

    private static String[] words(String asked) {
        String[] words = asked.split(" ", -1);
        String[] nodesAndKinds = new String[words.length];
        for (int i = 0; i < words.length; i += 2) {
            nodesAndKinds[i] = words[i + 1];
            nodesAndKinds[i + 1] = words[i].equals("restart") ? ActionKinds.STORE_RESTART : ActionKinds.STORE_PROMOTE;
        }
        return nodesAndKinds;
    }
}
