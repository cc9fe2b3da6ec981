package io.replicante.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoryTest {
    @Test
    void saysWhenWhatAndWhy() {
        Told told = new Told()
                .begins("agent.replicante.io/cluster.learn", "node-2", "UNDER_REPLICATED")
                .learns("node-2")
                .restartBegins("node-1");

        String table = Story.table(
                told.events(),
                event -> Duration.between(Told.START, event.time()).toSeconds());

        assertThat(table.lines().toList())
                .satisfiesExactly(
                        head -> assertThat(head).contains("began", "took", "what", "why"),
                        learn -> assertThat(learn)
                                .startsWith("    0.0s    1.0s  let node-2 copy the data")
                                .endsWith("UNDER_REPLICATED"),
                        restart -> assertThat(restart).contains("2.0s    open  restart the server of node-1"));
    }
}
