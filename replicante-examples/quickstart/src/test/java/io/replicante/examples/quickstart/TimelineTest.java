package io.replicante.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.testkit.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
