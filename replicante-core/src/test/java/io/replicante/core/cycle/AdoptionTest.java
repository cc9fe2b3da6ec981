package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.Intent;
import io.replicante.core.state.IntentMark;
import io.replicante.core.state.Reason;
import io.replicante.core.world.Machine;
import io.replicante.core.world.World;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionKinds;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The store was lost, and with it what is under way: the agents still have it. */
class AdoptionTest {
    private final World world = World.healthy(3);
    private final Machine restarted = world.follower();
    private final UUID restart = world.request(restarted.id, ActionKinds.STORE_RESTART);

    AdoptionTest() {
        world.tick();
        assertThat(world.state.intents()).containsOnlyKeys(restart);
        assertThat(restarted.running).as("it has not begun yet").isTrue();
        world.forget();
    }

    @Test
    @DisplayName("case 16b: what an agent still has to do is reckoned with by a control plane whose store was lost")
    void reckonsWithWhatIsFoundOnAgents() {
        world.dispatches = false;
        UUID other = world.request(world.leader, ActionKinds.STORE_RESTART);
        world.tick();

        assertThat(world.state.intents().get(restart)).satisfies(found -> {
            assertThat(found.phase()).isEqualTo(Intent.Phase.SENT);
            assertThat(found.candidate().effect().away()).contains(restarted.id);
            assertThat(found.candidate().executor()).contains(restarted.id);
        });
        assertThat(world.decisionOn(other).against())
                .extracting(Reason::rule)
                .contains("one-disruption-at-a-time", "durable");
    }

    @Test
    @DisplayName("case 16b: what was found is followed to its end, and then the next one has its turn")
    void followsWhatItFoundToItsEnd() {
        UUID other = world.request(world.leader, ActionKinds.STORE_RESTART);

        for (int i = 0; i < 60; i++) {
            world.tick();
            assertThat(world.quorumUp()).isTrue();
        }

        assertThat(world.state.actions().get(restart).phase()).isEqualTo(NodeActionPhase.DONE);
        assertThat(world.state.actions().get(other).phase()).isEqualTo(NodeActionPhase.DONE);
        assertThat(world.sent).extracting(Intent::id).containsOnlyOnce(restart, other);
    }

    @Test
    @DisplayName("case 16c: what was meant for another cluster or node, or cannot be read, is somebody else's")
    void takesNothingOfOthersForItsOwn() {
        world.dispatches = false;
        for (Consumer<Map<String, String>> change : changes()) {
            ActionExecution own = restarted.actions.get(restart);
            Map<String, String> metadata = new TreeMap<>(own.metadata());
            change.accept(metadata);
            restarted.actions.put(restart, with(own, metadata));
            UUID other = world.request(world.leader, ActionKinds.STORE_RESTART);

            CycleOutput seen = world.observe();

            assertThat(seen.next().intents().values()).noneMatch(Intent::inFlight);
            assertThat(seen.next().decisions())
                    .filteredOn(decision ->
                            decision.candidate().request().filter(other::equals).isPresent())
                    .singleElement()
                    .satisfies(decision -> assertThat(decision.against())
                            .extracting(Reason::rule)
                            .contains("no-foreign-change"));
            restarted.actions.put(restart, own);
        }
        assertThat(world.observe().next().intents()).containsKey(restart);
    }

    private static Iterable<Consumer<Map<String, String>>> changes() {
        return java.util.List.of(
                metadata -> metadata.put("replicante.io/token.cluster", "another"),
                metadata -> metadata.put("replicante.io/token.node", "another"),
                metadata -> metadata.put("replicante.io/token.epoch", "soon"),
                metadata -> metadata.remove("replicante.io/token.issuer"),
                metadata -> metadata.put(IntentMark.KEY, "{"),
                metadata -> metadata.put(
                        IntentMark.KEY, metadata.get(IntentMark.KEY).replace("restart", "stop")),
                metadata -> metadata.put(IntentMark.KEY, metadata.get(IntentMark.KEY) + " ".repeat(2_000)),
                metadata -> metadata.remove(IntentMark.KEY));
    }

    private static ActionExecution with(ActionExecution action, Map<String, String> metadata) {
        return new ActionExecution(
                action.args(),
                action.createdTime(),
                action.finishedTime(),
                action.id(),
                action.kind(),
                metadata,
                action.scheduledTime(),
                action.state());
    }
}
