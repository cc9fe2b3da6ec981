package io.replicante.core.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.Replicante;
import io.replicante.core.fixture.Boundary;
import io.replicante.core.fixture.HookedStore;
import io.replicante.core.fixture.Once;
import io.replicante.core.fixture.RecordingStream;
import io.replicante.core.fixture.Shell;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.StreamKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PublisherTest {
    private static final StreamKey KEY = StreamKey.of(Shell.CLUSTER);

    private final Shell shell = new Shell();
    private final RecordingStream stream = new RecordingStream(Boundary.QUIET);

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static void happen(Replicante engine, int events) {
        for (int i = 0; i < events; i++) {
            engine.apply(Shell.manifests(), Shell.PERSON);
        }
    }

    @Test
    @DisplayName("case 18e: events of namespaces and platforms are published like those of clusters")
    void publishesEveryKeyInOrderAndThenRests() {
        Replicante engine = shell.builder(shell.store, stream).build();
        happen(engine, 250);

        assertThat(engine.publish()).isEqualTo(750);
        assertThat(engine.publish()).isZero();
        assertThat(stream.firstOccurrences(KEY)).isEqualTo(upTo(250));
        assertThat(stream.firstOccurrences(StreamKey.namespace(Shell.NS))).isEqualTo(upTo(250));
        assertThat(stream.firstOccurrences(StreamKey.platform(Shell.NS, "local")))
                .isEqualTo(upTo(250));
        assertThat(shell.meters.counter("replicante.events.published").count()).isEqualTo(750);
    }

    @Test
    void triesAgainAfterAPauseWhenTheStreamFailed() {
        AtomicBoolean down = new AtomicBoolean(true);
        RecordingStream failing = new RecordingStream(name -> {
            if (down.get()) {
                throw new UnavailableException("no broker");
            }
        });
        Replicante engine = shell.builder(shell.store, failing).build();
        happen(engine, 3);

        assertThat(engine.publish()).isZero();
        down.set(false);
        assertThat(engine.publish()).as("not before the pause is over").isZero();
        shell.time.advance(PublishLimits.DEFAULT.pause());
        assertThat(engine.publish()).isEqualTo(9);
        assertThat(failing.firstOccurrences(KEY)).isEqualTo(upTo(3));
    }

    @Test
    @DisplayName("case 18d: a publisher that lost its lease leaves a repeat and no gap")
    void leavesARepeatAndNoGapWhenTheLeaseIsLostInBetween() {
        Replicante engine = shell.builder(shell.store, stream).build();
        happen(engine, 5);
        Once late = Once.at("before markPublished", 1, () -> {
            shell.time.advance(Duration.ofSeconds(31));
            engine.publish();
        });
        Replicante slow =
                shell.builder(new HookedStore(shell.store, late), stream).build();

        slow.publish();

        assertThat(late.happened()).isTrue();
        assertThat(stream.firstOccurrences(KEY)).isEqualTo(upTo(5));
        assertThat(shell.store.published(KEY)).isEqualTo(5);
    }

    @Test
    @DisplayName("case 18b: the last events of a cluster that is deleted, or switched off, are published")
    void publishesTheLastWordOfAClusterThatIsGone() {
        Replicante engine = shell.builder(shell.store, stream).build();
        engine.apply(Shell.manifests(), Shell.PERSON);
        engine.publish();

        engine.desired().deleteCluster(Shell.CLUSTER, Shell.PERSON);

        assertThat(shell.cycle(engine).outcome()).isNotEqualTo("completed");
        assertThat(engine.publish()).isPositive();
        List<Event> told = engine.events(Shell.CLUSTER, 0, 1000);
        assertThat(told).extracting(Event::code).endsWith(EventCodes.CLUSTER_SPEC_DELETED);
        assertThat(stream.firstOccurrences(KEY)).isEqualTo(upTo(told.size()));
    }

    @Test
    @DisplayName("case 18c: a cluster that is deleted and declared again goes on where its events ended")
    void goesOnCountingAfterADeletion() {
        Replicante engine = shell.builder(shell.store, stream).build();
        engine.apply(Shell.manifests(), Shell.PERSON);
        engine.desired().deleteCluster(Shell.CLUSTER, Shell.PERSON);
        engine.apply(Shell.manifests(), Shell.PERSON);
        engine.publish();

        List<Event> told = engine.events(Shell.CLUSTER, 0, 1000);
        assertThat(told).extracting(Event::code).contains(EventCodes.CLUSTER_SPEC_DELETED);
        assertThat(told).extracting(Event::code).last().isEqualTo(EventCodes.CLUSTER_SPEC_APPLY);
        assertThat(stream.firstOccurrences(KEY)).isEqualTo(upTo(told.size()));
    }

    /** It was paused with a batch in its hands; its mark comes after that of another one, and is lower. */
    @Test
    @DisplayName("case 18d: a publisher that was paused repeats events, and does not move the mark back")
    void movesNoMarkBack() {
        Replicante engine = shell.builder(shell.store, stream).build();
        happen(engine, 5);
        Once late = Once.at("before markPublished", 1, () -> {
            shell.time.advance(Duration.ofSeconds(31));
            happen(engine, 4);
            engine.publish();
        });
        Replicante slow =
                shell.builder(new HookedStore(shell.store, late), stream).build();

        slow.publish();

        assertThat(late.happened()).isTrue();
        assertThat(shell.store.published(KEY)).isEqualTo(9);
        assertThat(engine.publish()).isZero();
        assertThat(stream.firstOccurrences(KEY)).isEqualTo(upTo(9));
    }

    @Test
    void needsNoClusterToBeWellOrActive() {
        Replicante engine = shell.builder(shell.store, stream).build();
        engine.apply(Shell.manifests().subList(0, 1), Shell.PERSON);

        assertThat(engine.publish()).isEqualTo(1);
    }
}
