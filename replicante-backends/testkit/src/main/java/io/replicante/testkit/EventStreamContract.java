package io.replicante.testkit;

import io.replicante.stream.EventStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link EventStream} must do. Whoever writes one extends this class in a test; the display name of a test begins
 * with the number of the rule in the Javadoc of {@link EventStream} that it holds the stream to.
 *
 * <p>A test gets an instance of its own. Handlers run on the stream's threads, so the tests wait, at most as long as
 * {@link #patience()}. That something does <em>not</em> come is seen from what comes after it.
 */
public abstract class EventStreamContract {
    private final List<EventStream> opened = new ArrayList<>();

    /** For subclasses. */
    protected EventStreamContract() {}

    /**
     * Opens a stream: the first time in a test without any event or group, afterwards once more on the same events and groups.
     * Events whose handlers threw come again well within {@link #patience()}.
     *
     * @return a stream that the contract closes
     */
    protected abstract EventStream open();

    /**
     * How long a test waits for what must come.
     *
     * @return 20 s unless overridden
     */
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    /**
     * What this stream is not able to do. Tests of those abilities check what the stream must do without them.
     *
     * @return the abilities that are lacking; none unless overridden
     */
    protected Set<StreamAbility> lacks() {
        return Set.of();
    }

    final EventStream openStream() {
        EventStream stream = open();
        opened.add(stream);
        return stream;
    }

    @AfterEach
    final void closeStreams() {
        opened.forEach(EventStream::close);
    }

    @Nested
    @DisplayName("E1 delivery")
    class Delivery extends DeliveryRules {
        Delivery() {
            super(EventStreamContract.this);
        }
    }

    @Nested
    @DisplayName("E2 groups")
    class Groups extends GroupRules {
        Groups() {
            super(EventStreamContract.this);
        }
    }

    @Nested
    @DisplayName("E3 where a group begins")
    class Beginnings extends StartRules {
        Beginnings() {
            super(EventStreamContract.this);
        }
    }

    @Nested
    @DisplayName("E4 closing")
    class Closing extends ClosingRules {
        Closing() {
            super(EventStreamContract.this);
        }
    }
}
