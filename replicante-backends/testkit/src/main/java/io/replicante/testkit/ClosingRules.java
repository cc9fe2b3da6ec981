package io.replicante.testkit;

import static io.replicante.stream.EventStream.StartPosition.EARLIEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.spec.UnavailableException;
import io.replicante.spec.event.Event;
import io.replicante.stream.EventStream.Subscription;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class ClosingRules extends StreamRules {
    ClosingRules(EventStreamContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("E4.1 a closed subscription gets nothing any more")
    void closedGetsNothing() {
        Received closed = received();
        Subscription subscription = subscribe(EARLIEST, closed::add);
        publish(event(1, 1));
        closed.until(event(1, 1));

        subscription.close();
        subscription.close();
        publish(event(1, 2));

        assertThat(subscribe(GROUP, EARLIEST).until(event(1, 2))).contains(event(1, 2));
        assertThat(closed.all()).doesNotContain(event(1, 2));
    }

    @Test
    @DisplayName("E4.1 a handler may close its own subscription, and what it was given counts as handled")
    void handlersMayClose() {
        CompletableFuture<Subscription> self = new CompletableFuture<>();
        Received received = received();
        self.complete(subscribe(EARLIEST, event -> {
            self.get().close();
            received.add(event);
        }));
        stream.publish(events(1, 1, 2));
        received.untilDifferent(1);

        Received rest = subscribe(GROUP, EARLIEST);

        assertThat(Received.distinct(rest.until(event(1, 2)))).endsWith(event(1, 2));
        assertThat(received.all()).containsExactly(event(1, 1));
    }

    @Test
    @DisplayName("E4.1 a handler may publish")
    void handlersMayPublish() {
        Subscription subscription = stream.subscribe("echo", EARLIEST, event -> {
            if (event.key().equals(key(1))) {
                publish(event(2, event.sequence()));
            }
        });
        Received received = subscribe(GROUP, EARLIEST);

        stream.publish(events(1, 1, 3));

        List<Event> all = Received.distinct(received.untilDifferent(6));
        subscription.close();
        assertThat(Received.sequences(all, key(2))).containsExactly(1L, 2L, 3L);
    }

    @Test
    @DisplayName("E4.2 a closed stream is unavailable, and can be closed again, its subscriptions too")
    void closedIsUnavailable() {
        Received received = received();
        Subscription subscription = subscribe(EARLIEST, received::add);
        publish(event(1, 1));
        received.until(event(1, 1));

        stream.close();
        stream.close();

        assertThatThrownBy(() -> publish(event(1, 2))).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> stream.publish(List.of())).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> subscribe("other", EARLIEST)).isInstanceOf(UnavailableException.class);
        subscription.close();
        assertThat(received.all()).doesNotContain(event(1, 2));
    }
}
