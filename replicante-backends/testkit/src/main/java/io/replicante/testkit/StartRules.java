package io.replicante.testkit;

import static io.replicante.stream.EventStream.StartPosition.EARLIEST;
import static io.replicante.stream.EventStream.StartPosition.LATEST;
import static io.replicante.stream.EventStream.StartPosition.REPLAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.spec.ConflictException;
import io.replicante.spec.event.Event;
import io.replicante.stream.EventStream.StartPosition;
import io.replicante.stream.EventStream.Subscription;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class StartRules extends StreamRules {
    StartRules(EventStreamContract contract) {
        super(contract);
    }

    @Test
    @DisplayName(
            "E3.2 a group that begins at the latest event gets all that comes, of old and new keys, and nothing else")
    void latestSkipsThePast() {
        stream.publish(events(1, 1, 3));

        Received received = subscribe(GROUP, LATEST);
        publish(event(1, 4), event(2, 1));

        assertThat(Received.distinct(received.untilDifferent(2))).containsExactlyInAnyOrder(event(1, 4), event(2, 1));
    }

    @Test
    @DisplayName("E3.2 what came while a group that began at the latest event was away, is not skipped")
    void latestCountsOnce() {
        Received received = received();
        Subscription first = subscribe(LATEST, received::add);
        publish(event(1, 1));
        received.until(event(1, 1));
        first.close();
        publish(event(1, 2), event(2, 1));

        Received resumed = subscribe(GROUP, LATEST);
        publish(event(1, 3));

        List<Event> all = Received.distinct(resumed.untilDifferent(3));
        assertThat(all).contains(event(1, 2), event(1, 3), event(2, 1));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = StartPosition.class,
            names = {"EARLIEST", "LATEST"})
    @DisplayName("E3.1 a group with a position goes on from there")
    void positionGoesFirst(StartPosition from) {
        Received received = received();
        Subscription first = subscribe(EARLIEST, received::add);
        stream.publish(events(1, 1, 3));
        received.until(event(1, 3));
        first.close();
        publish(event(1, 4));

        Received resumed = subscribe(GROUP, from);

        assertThat(Received.distinct(resumed.until(event(1, 4))))
                .endsWith(event(1, 4))
                .doesNotContain(event(1, 1), event(1, 2));
    }

    @Test
    @DisplayName("E3.3 a replay gives a group everything again, in order, and what comes afterwards")
    void replaysFromTheBeginning() {
        Received received = received();
        Subscription first = subscribe(EARLIEST, received::add);
        stream.publish(events(1, 1, 3));
        received.until(event(1, 3));
        first.close();

        Received again = subscribe(GROUP, REPLAY);
        publish(event(1, 4));

        assertThat(Received.distinct(again.until(event(1, 4)))).isEqualTo(events(1, 1, 4));
    }

    @Test
    @DisplayName("E3.3 a handler that was begun before a replay does not move the group on when it ends")
    void replayIsNotOvertaken() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Subscription slow = subscribe(EARLIEST, event -> {
            if (event.sequence() == 2) {
                begun.countDown();
                go.await();
            }
        });
        stream.publish(events(1, 1, 3));
        begun.await();
        slow.close();
        Received again = subscribe(GROUP, REPLAY);

        go.countDown();

        assertThat(Received.distinct(again.until(event(1, 3)))).isEqualTo(events(1, 1, 3));
    }

    @Test
    @DisplayName("E3.3 a replay of a group that never was begins with everything")
    void replaysForANewGroup() {
        stream.publish(events(1, 1, 2));

        assertThat(Received.distinct(subscribe(GROUP, REPLAY).until(event(1, 2))))
                .isEqualTo(events(1, 1, 2));
    }

    @Test
    @DisplayName("E3.3 a group does not begin again while somebody reads in it")
    void refusesToReplayUnderAReader() {
        Received received = subscribe(GROUP, EARLIEST);

        assertThatThrownBy(() -> subscribe(GROUP, REPLAY)).isInstanceOf(ConflictException.class);

        publish(event(1, 1));
        assertThat(received.until(event(1, 1))).contains(event(1, 1));
    }
}
