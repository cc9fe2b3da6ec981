package io.replicante.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.core.Replicante;
import io.replicante.core.fixture.Boundary;
import io.replicante.core.fixture.Death;
import io.replicante.core.fixture.FakeNode;
import io.replicante.core.fixture.HookedAgents;
import io.replicante.core.fixture.HookedStore;
import io.replicante.core.fixture.RecordingStream;
import io.replicante.core.fixture.Shell;
import io.replicante.core.state.Intent;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.model.NodeRef;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An engine dies between any two of its steps, and another one goes on. */
final class DeathTest {
    private static final Duration BEYOND_ANY_LEASE = Duration.ofSeconds(31);
    private static final int FEWEST_BOUNDARIES = 60;

    @Test
    @DisplayName("case 6c: nothing is lost or done twice wherever the engine dies")
    void losesNothingAndRepeatsNothingWhereverTheEngineDies() {
        int deaths = 0;
        Death death = new Death(1);
        while (runAndDie(death)) {
            deaths++;
            death = new Death(deaths + 1);
        }
        assertThat(deaths).isGreaterThan(FEWEST_BOUNDARIES);
    }

    /** Whether the engine died before it was through. */
    private static boolean runAndDie(Death death) {
        Shell shell = new Shell();
        RecordingStream stream = new RecordingStream(Boundary.QUIET);
        FakeNode node = shell.node("n1");
        Replicante healthy = shell.builder(shell.store, stream).build();
        shell.declare(healthy, "n1");
        UUID action =
                healthy.request(new NodeRef(Shell.CLUSTER, "n1"), FakeNode.COUNT, NullNode.getInstance(), Shell.PERSON);

        Replicante doomed = shell.builder(
                        new HookedStore(shell.store, death),
                        stream.through(death),
                        new HookedAgents(shell.agents, death))
                .build();
        try {
            goOn(shell, doomed, node, 3);
        } catch (Death.Died expected) {
            assertThat(death.happened()).isTrue();
        }
        node.work();
        shell.time.advance(BEYOND_ANY_LEASE);
        goOn(shell, healthy, node, 5);

        assertNothingLostOrRepeated(shell, healthy, stream, node, action, death);
        return death.happened();
    }

    private static void goOn(Shell shell, Replicante engine, FakeNode node, int rounds) {
        for (int i = 0; i < rounds; i++) {
            shell.cycle(engine);
            node.work();
            engine.discover(Shell.PLATFORM);
            engine.publish();
        }
    }

    private static void assertNothingLostOrRepeated(
            Shell shell, Replicante engine, RecordingStream stream, FakeNode node, UUID action, Death death) {
        var state = engine.state(Shell.CLUSTER).orElseThrow();
        NodeActionPhase phase = state.actions().get(action).phase();
        assertThat(phase).as(death.toString()).isIn(NodeActionPhase.DONE, NodeActionPhase.CANCELLED);
        assertThat(node.ran)
                .as(death.toString())
                .isEqualTo(phase == NodeActionPhase.DONE ? List.of(action) : List.of());
        assertThat(state.intents().values()).as(death.toString()).noneMatch(Intent::inFlight);

        StreamKey key = StreamKey.of(Shell.CLUSTER);
        List<Event> events = engine.events(Shell.CLUSTER, 0, 1000);
        List<Long> gapless = LongStream.rangeClosed(1, events.size()).boxed().toList();
        assertThat(events).extracting(Event::sequence).as(death.toString()).isEqualTo(gapless);
        assertThat(stream.firstOccurrences(key)).as(death.toString()).isEqualTo(gapless);
        assertThat(shell.store.published(key)).as(death.toString()).isEqualTo(events.size());
    }
}
