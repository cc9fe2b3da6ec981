package io.replicante.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.protocol.Messages;
import io.replicante.testkit.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private final ManualClock clock = ManualClock.at(Told.START);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Timeline timeline = new Timeline(new PrintStream(printed, true, StandardCharsets.UTF_8), clock);

    @Test
    void tellsAnEventOnceHoweverOftenItComes() {
        timeline.handle(Told.event(1));
        timeline.handle(Told.event(1));

        assertThat(timeline.events()).hasSize(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("    0.0s  node-1 is forgotten\n");
    }

    @Test
    void listsWhatHappenedInTheOrderInWhichItDid() {
        clock.advance(Duration.ofSeconds(2));
        timeline.note("looks on");
        timeline.handle(Told.event(1));

        assertThat(timeline.entries())
                .extracting(Timeline.Entry::text)
                .containsExactly("node-1 is forgotten", "looks on");
    }

    /** An event comes a little after what it tells of, and something else may have been told meanwhile. */
    @Test
    void printsTimesThatNeverGoBack() {
        clock.advance(Duration.ofSeconds(2));
        timeline.note("looks on");
        timeline.handle(Told.event(1));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines().toList())
                .containsExactly("    2.0s  * looks on", "    2.0s  node-1 is forgotten");
    }

    @Test
    void tellsWhoseServerIsToBeRestarted() {
        NodeAction asked = NodeAction.builder(
                        new UUID(1, 2),
                        new NodeRef(Engine.CLUSTER, "node-3"),
                        ActionKinds.STORE_RESTART,
                        Actor.person("alice"),
                        Told.START,
                        NodeActionPhase.PENDING_SCHEDULE)
                .build();

        new Told()
                .add(EventCodes.NACTION_CREATE, Messages.NACTION.tree(asked).toString())
                .events()
                .forEach(timeline::handle);

        assertThat(timeline.entries())
                .extracting(Timeline.Entry::text)
                .containsExactly("test asks to restart the server of node-3");
    }

    @Test
    void passesOverBookkeeping() {
        new Told().add("STORE_EXTRAS_SYNC_NEW", "{}").events().forEach(timeline::handle);

        assertThat(timeline.entries()).isEmpty();
        assertThat(timeline.events()).hasSize(1);
    }

    @Test
    void tellsOnlyChangesOfAStatus() {
        new Told()
                .add("NODE_SYNC_NEW", "{\"node_id\":\"node-2\",\"node_status\":\"NOT_IN_CLUSTER\"}")
                .add("NODE_SYNC_UPDATE", "{\"node_id\":\"node-2\",\"node_status\":\"NOT_IN_CLUSTER\"}")
                .add("NODE_SYNC_UPDATE", "{\"node_id\":\"node-2\",\"node_status\":{\"UNKNOWN\":\"why\"}}")
                .events()
                .forEach(timeline::handle);

        assertThat(timeline.entries())
                .extracting(Timeline.Entry::text)
                .containsExactly("node-2 is not in cluster", "node-2 is unknown");
    }
}
