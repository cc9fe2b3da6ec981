package io.replicante.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.spec.agent.ActionKinds;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** To which group a machine belongs, and when a node is given up. */
class DeclaredGroupsTest {
    private static final String STOPPED = "{process: false, incarnation: none}";
    private static final String TWO_GROUPS =
            "declaration: {definition: {nodes: {others: {desired_count: 1, node_class: small}}}}\n";

    private static ClusterView view(FixtureWorld world) {
        return world.situation().view();
    }

    private static NodeView node(FixtureWorld world, String id) {
        return view(world).node(id).orElseThrow();
    }

    private static Optional<String> group(FixtureWorld world, String node) {
        return DeclaredGroups.of(view(world), node(world, node));
    }

    private static boolean isLost(FixtureWorld world, String node) {
        return DeclaredGroups.isLost(view(world), node(world, node));
    }

    @Test
    void aMachineThatNamesNoneIsOfTheOnlyGroup() {
        assertThat(group(FixtureWorld.of("").then(3, ""), "a")).contains("members");
        assertThat(group(FixtureWorld.of(TWO_GROUPS).then(3, ""), "a")).isEmpty();
        assertThat(group(FixtureWorld.of("declaration: {definition: null}").then(3, ""), "a"))
                .isEmpty();
    }

    @Test
    void aMachineIsOfTheGroupThatItNamesOrNamedLast() {
        FixtureWorld named = FixtureWorld.of("nodes: {a: {group: others}}").then(3, "");
        assertThat(group(named, "a")).contains("others");

        assertThat(group(named.then(1, "nodes: {a: {listed: false}}"), "a")).contains("others");
    }

    @Test
    void whoIsStoppedByUsIsNotLost() {
        FixtureWorld world =
                FixtureWorld.of(FixtureClusters.POSTGRESQL).then(5, "").then(2, "nodes: {a: {answers: false}}");
        assertThat(isLost(world, "a")).isTrue();

        world.underWay(world.candidate(ActionKinds.STORE_STOP, "a"));

        assertThat(isLost(world, "a")).isFalse();
        assertThat(DeclaredGroups.isMissed(view(world), node(world, "a")))
                .as("it is missed all the same")
                .isTrue();
    }

    @Test
    void whoIsStoppedByUsIsLostOnceThatIsOverdue() {
        FixtureWorld world =
                FixtureWorld.of(FixtureClusters.POSTGRESQL).then(5, "").then(2, "nodes: {a: {answers: false}}");
        world.underWay(world.candidate(ActionKinds.STORE_STOP, "a"));

        world.then(1, "step: PT11M");

        assertThat(isLost(world, "a")).isTrue();
    }

    @Test
    void anotherOneThatIsStoppedIsNoReason() {
        FixtureWorld world =
                FixtureWorld.of(FixtureClusters.POSTGRESQL).then(5, "").then(2, "nodes: {a: {answers: false}}");

        world.underWay(world.candidate(ActionKinds.STORE_STOP, "b"));

        assertThat(isLost(world, "a")).isTrue();
    }

    @Test
    void whoStopsByItselfIsLost() {
        assertThat(isLost(
                        FixtureWorld.of(FixtureClusters.POSTGRESQL).then(5, "").then(2, "nodes: {a: " + STOPPED + "}"),
                        "a"))
                .isTrue();
    }
}
