package io.replicante.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.core.check.FixtureWorld;
import io.replicante.core.fixture.Asked;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Orchestration;
import io.replicante.core.state.Target;
import io.replicante.core.state.WorkClass;
import io.replicante.spec.action.OrchestratorAction;
import io.replicante.spec.action.OrchestratorActionBuilder;
import io.replicante.spec.action.OrchestratorActionPhase;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.event.Actor;
import io.replicante.spec.model.ClusterRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is put before the gate of that what people and hosts ask for, and what it is taken for. */
class RequestProposalsTest {
    private static final UUID ASKED = new UUID(7, 7);
    private static final Instant NOW = Instant.parse("2031-03-09T07:00:00Z");

    private static FixtureWorld healthy() {
        return FixtureWorld.of("").then(4, "");
    }

    private static List<Candidate> requested(FixtureWorld world) {
        return world.state().decisions().stream()
                .map(decision -> decision.candidate())
                .filter(candidate -> candidate.request().isPresent())
                .toList();
    }

    private static Candidate only(FixtureWorld world) {
        assertThat(requested(world)).hasSize(1);
        return requested(world).get(0);
    }

    @Test
    void whatADefinitionDescribesDoesWhatThatSays() {
        Candidate restart = only(healthy().asking("b", ActionKinds.STORE_RESTART));

        assertThat(restart.work()).isEqualTo(WorkClass.VOLUNTARY);
        assertThat(restart.actor()).isEqualTo(Actor.person("ada"));
        assertThat(restart.executor()).contains("b");
        assertThat(restart.targets()).containsExactly(new Target("b", Optional.of("1"), Optional.of("machine-b")));
        assertThat(restart.effect().away()).contains("b");
        assertThat(restart.effect().lost()).isEmpty();
        assertThat(restart.key()).isEqualTo("request|" + restart.request().orElseThrow());
    }

    /** That a kind runs elsewhere than on the node it is asked of is no description of what it does there. */
    @ParameterizedTest
    @CsvSource({"acme.test/compact", "agent.replicante.io/cluster.add"})
    void whatNoDefinitionDescribesIsTakenForTheWorst(String kind) {
        Candidate asked = only(healthy().asking("b", kind));

        assertThat(asked.effect().lost()).contains("b");
        assertThat(asked.idempotent()).isFalse();
    }

    @Test
    void aTestOfAnAgentTouchesNothing() {
        assertThat(only(healthy().asking("b", ActionKinds.TEST_SUCCESS)).effect())
                .isEqualTo(Effect.NONE);
    }

    /** Of those that were asked for at once the lesser id comes first, so that the order is always the same. */
    @ParameterizedTest
    @CsvSource({"10, second", "0, first"})
    void whatWasAskedForFirstComesFirst(int earlier, String first) {
        UUID lesser = new UUID(1, 1);
        UUID greater = new UUID(2, 2);
        FixtureWorld world = healthy();
        ClusterRef cluster = world.situation().view().ref();

        world.asking(
                Asked.of(lesser, cluster, "b", ActionKinds.STORE_RESTART, NOW),
                Asked.of(greater, cluster, "c", ActionKinds.STORE_RESTART, NOW.minusSeconds(earlier)));

        assertThat(requested(world).stream()
                        .map(candidate -> candidate.request().orElseThrow()))
                .hasSize(2)
                .first()
                .isEqualTo(first.equals("first") ? lesser : greater);
    }

    @Test
    void whatOthersRunIsNotAskedForAgain() {
        assertThat(requested(healthy().then(2, "shown: {b: 3}"))).isEmpty();
    }

    private static FixtureWorld orchestrating(String kind, OrchestratorActionPhase phase, boolean asked) {
        ObjectNode args = JsonNodeFactory.instance.objectNode();
        args.putObject("request").put("count", 2).put("node_group_id", "members");
        return healthy().stored(state -> {
            OrchestratorActionBuilder action = OrchestratorAction.builder(
                            ASKED, state.spec().ref(), kind, Actor.person("ada"), NOW, phase)
                    .args(args);
            if (asked) {
                action.payload(Optional.of(JsonNodeFactory.instance.objectNode().put("requested", 2)));
            }
            return state.toBuilder()
                    .orchestrations(new TreeMap<>(Map.of(ASKED, new Orchestration(action.build(), 0))))
                    .build();
        });
    }

    @Test
    void machinesThatPeopleAskForAreAskedForOnce() {
        Candidate asked = only(orchestrating(Candidate.PROVISION, OrchestratorActionPhase.RUNNING, false));

        assertThat(asked.group()).contains("members");
        assertThat(asked.effect()).isEqualTo(Effect.provisioning(false));
        assertThat(asked.request()).contains(ASKED);
        assertThat(asked.args().path("request").path("count").asInt()).isEqualTo(2);
        assertThat(requested(orchestrating(Candidate.PROVISION, OrchestratorActionPhase.RUNNING, true)))
                .isEmpty();
        assertThat(requested(orchestrating("acme.test/tune", OrchestratorActionPhase.RUNNING, false)))
                .isEmpty();
    }

    @Test
    void machinesThatNobodyApprovedYetAreNotAskedFor() {
        assertThat(requested(orchestrating(Candidate.PROVISION, OrchestratorActionPhase.PENDING_APPROVE, false)))
                .isEmpty();
    }
}
