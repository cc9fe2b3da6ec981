package io.replicante.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.spec.event.StreamKey;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SequencesTest {
    private final Sequences sequences = new Sequences();

    @Test
    void takesEventsInOrder() {
        assertThat(sequences.take(Told.event(1))).isTrue();
        assertThat(sequences.take(Told.event(2))).isTrue();

        assertThat(sequences.gaps()).isEmpty();
        assertThat(sequences.last()).isEqualTo(Map.of(StreamKey.of(Engine.CLUSTER), 2L));
    }

    @Test
    void dropsARepeat() {
        sequences.take(Told.event(1));
        sequences.take(Told.event(2));

        assertThat(sequences.take(Told.event(1))).isFalse();
        assertThat(sequences.take(Told.event(2))).isFalse();
        assertThat(sequences.gaps()).isEmpty();
    }

    @Test
    void remembersAGap() {
        sequences.take(Told.event(1));
        sequences.take(Told.event(4));

        assertThat(sequences.gaps()).containsExactly("cluster/demo/zookeeper goes on with 4 after 1");
    }

    @Test
    void missesABeginning() {
        sequences.take(Told.event(2));

        assertThat(sequences.gaps()).hasSize(1);
    }
}
