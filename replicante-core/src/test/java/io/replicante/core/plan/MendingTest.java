package io.replicante.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureWorld;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Reason;
import io.replicante.spec.agent.ActionKinds;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is proposed for nodes that report trouble, and for members whose machines are gone; and what the gate makes of it. */
class MendingTest {
    private static final String UNDECLARED = "declaration: {definition: null}\n";

    @Test
    void restartsANodeThatReportsTroubleOnceThatHasLasted() {
        FixtureWorld world = FixtureWorld.of("").then(5, "");
        world.then(8, "nodes: {b: {status: UNHEALTHY}}");
        assertThat(only(world.proposed(ActionKinds.STORE_RESTART)).verdict()).isEqualTo(Verdict.WAITING);

        world.then(6, "");

        Decision decision = only(world.proposed(ActionKinds.STORE_RESTART));
        assertThat(decision.against()).isEmpty();
        assertThat(decision.candidate().executor()).contains("b");
    }

    /** It counts as down, and may serve all the same: with it the last quorum may go. */
    @Test
    void restartsNoUnhealthyNodeThatTheOthersCannotDoWithout() {
        FixtureWorld world =
                FixtureWorld.of("").then(5, "").then(15, "nodes: {b: {status: UNHEALTHY}, c: {answers: false}}");

        Decision decision = only(world.proposed(ActionKinds.STORE_RESTART));

        assertThat(decision.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(decision.against()).extracting(Reason::rule).contains("available");
    }

    @Test
    void leavesAProcessThatDoesNotAnswerToItsSupervisor() {
        FixtureWorld world = FixtureWorld.of("").then(5, "").then(15, "nodes: {b: {process: false}}");

        assertThat(world.proposed(ActionKinds.STORE_RESTART)).isEmpty();
    }

    @Test
    void forgetsAMemberWhoseMachineIsGone() {
        FixtureWorld world =
                FixtureWorld.of(UNDECLARED).then(5, "").then(15, "nodes: {c: {answers: false, listed: false}}");

        Decision decision = only(world.proposed(ActionKinds.CLUSTER_REMOVE));

        assertThat(decision.against()).isEmpty();
        assertThat(decision.candidate().args().path("node").asText()).isEqualTo("3");
    }

    @Test
    void forgetsNobodyWhoseMachineIsListedOrWhenTheListingIsOld() {
        assertThat(FixtureWorld.of(UNDECLARED)
                        .then(5, "")
                        .then(15, "nodes: {c: {answers: false}}")
                        .proposed(ActionKinds.CLUSTER_REMOVE))
                .isEmpty();
        assertThat(FixtureWorld.of(UNDECLARED)
                        .then(5, "")
                        .then(15, "nodes: {c: {answers: false, listed: false}}\nlistingAge: PT11M")
                        .proposed(ActionKinds.CLUSTER_REMOVE))
                .isEmpty();
    }

    /** It is only the platform that lost it. */
    @Test
    void forgetsNobodyWhoAnswers() {
        FixtureWorld world = FixtureWorld.of(UNDECLARED).then(5, "").then(15, "nodes: {c: {listed: false}}");

        assertThat(world.proposed(ActionKinds.CLUSTER_REMOVE)).isEmpty();
    }

    private static Decision only(List<Decision> decisions) {
        assertThat(decisions).hasSize(1);
        return decisions.get(0);
    }
}
