package io.replicante.testkit;

import static io.replicante.stream.EventStream.StartPosition.EARLIEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replicante.spec.IndeterminateException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.event.Event;
import io.replicante.stream.EventStream;
import io.replicante.stream.EventStream.Subscription;
import io.replicante.stream.memory.InMemoryEventStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FaultyEventStreamTest {
    private final ManualExecutor executor = ManualExecutor.on(ManualClock.at(Instant.EPOCH));
    private final EventStream behind =
            InMemoryEventStream.builder(executor, executor).build();
    private final FaultPlan plan = new FaultPlan();
    private final FaultPlan connection = new FaultPlan();
    private final FaultyEventStream stream = new FaultyEventStream(new FaultyEventStream(behind, connection), plan);
    private final List<Long> handled = new ArrayList<>();

    @Test
    void publishesThoughTheAnswerIsLost() {
        subscribe();
        plan.next(Boundary.STREAM_PUBLISH, Fault.indeterminateAfter());

        assertThatExceptionOfType(IndeterminateException.class).isThrownBy(() -> publish(1));
        publish(1);

        executor.runDue();
        assertThat(handled).containsExactly(1L, 1L);
    }

    @Test
    void deliversTwiceWhatIsMadeToRepeat() {
        subscribe();
        plan.next(Boundary.STREAM_HANDLE, Fault.twice());

        publish(1);
        publish(2);

        executor.runDue();
        assertThat(handled).containsExactly(1L, 1L, 2L);
    }

    @Test
    void deliversAgainWhatAHandlerWasStoppedFromSaying() {
        subscribe();
        plan.next(Boundary.STREAM_HANDLE, Fault.after(() -> {
            throw new UnavailableException("refused by the test");
        }));

        publish(1);

        executor.runDue();
        executor.advance(Duration.ofSeconds(1));
        assertThat(handled).containsExactly(1L, 1L);
    }

    @Test
    void subscriptionsSurviveADroppedConnection() {
        Subscription subscription = subscribe();
        publish(1);
        executor.runDue();

        stream.dropConnection();
        publish(2);
        executor.runDue();
        assertThat(handled).containsExactly(1L, 2L);
        assertThat(connection.calls())
                .filteredOn(Boundary.STREAM_SUBSCRIBE::equals)
                .hasSize(2);

        subscription.close();
        stream.dropConnection();
        publish(3);
        executor.runDue();
        assertThat(handled).containsExactly(1L, 2L);
    }

    @Test
    void subscribingMayFail() {
        plan.next(Boundary.STREAM_SUBSCRIBE, Fault.unavailable());

        assertThatExceptionOfType(UnavailableException.class).isThrownBy(this::subscribe);
    }

    @Test
    void closesWhatIsBehindIt() {
        stream.close();

        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> behind.publish(List.of()));
    }

    private Subscription subscribe() {
        return stream.subscribe("group", EARLIEST, this::handle);
    }

    private void handle(Event event) {
        handled.add(event.sequence());
    }

    private void publish(long sequence) {
        stream.publish(List.of(StreamRules.event(1, sequence)));
    }
}
