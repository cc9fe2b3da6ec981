package io.replicante.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureWorld;
import io.replicante.core.state.Decision;
import io.replicante.spec.agent.ActionKinds;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A datastore of which nothing is known grows, though no primary speaks for all of it. */
class GenericGrowthTest {
    private static final String TWO_OF_THREE = """
            datastore: generic
            store: acme
            configured: {c: null}
            declaration: {datastore: generic, definition: {store: acme}}
            nodes:
              a: {copies: {tree: null, one: primary}}
              b: {copies: {tree: null, one: secondary}}
              c: {status: NOT_IN_CLUSTER, reports: false, copies: null}
            """;

    @Test
    @DisplayName("case 25b: a datastore that nobody described grows by the generic definition")
    void aMemberThatIsUpAddsTheMachineThatWaits() {
        FixtureWorld world = FixtureWorld.of(TWO_OF_THREE).then(8, "");

        List<Decision> adds = world.proposed(ActionKinds.CLUSTER_ADD);

        assertThat(adds).hasSize(1);
        assertThat(adds.get(0).candidate().executor()).contains("a");
        assertThat(adds.get(0).against()).isEmpty();
    }

    @Test
    void noMemberThatIsDownIsAsked() {
        FixtureWorld world = FixtureWorld.of(TWO_OF_THREE).then(8, "").then(8, "nodes: {a: {answers: false}}");

        assertThat(world.proposed(ActionKinds.CLUSTER_ADD))
                .isNotEmpty()
                .allSatisfy(
                        decision -> assertThat(decision.candidate().executor()).contains("b"));
    }
}
