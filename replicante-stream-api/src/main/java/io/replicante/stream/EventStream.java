package io.replicante.stream;

import io.replicante.spec.event.Event;
import java.util.List;

/**
 * Delivers events to whoever subscribes.
 *
 * <p><b>Order:</b> the events of one key are delivered in the order in which they were published. <b>Delivery:</b> at least
 * once per group; a repeat carries the same id and sequence. <b>Threads:</b> methods may be called concurrently.
 */
public interface EventStream extends AutoCloseable {
    /**
     * Publishes events; when it returns they are as durable as the stream makes them. A repeat is harmless.
     *
     * @param events the events, those of one key in order
     * @throws io.replicante.spec.UnavailableException if certainly none was published
     * @throws io.replicante.spec.IndeterminateException if some may have been; publishing all again is right
     */
    void publish(List<Event> events);

    /**
     * Reads events from now on, or again from earlier on. Members of one group share the work by key: at any time at most one
     * of them handles a key. A position is committed after the handler returned; when it throws, the same event is
     * delivered again, later, and the key waits for it.
     *
     * @param group names the consumer; it resumes where it was
     * @param from where a group without a position begins
     * @param handler what to do with an event
     * @return the subscription, to be closed
     */
    Subscription subscribe(String group, StartPosition from, EventHandler handler);

    /** Where a group begins that has no position yet, or that wants to begin again. */
    enum StartPosition {
        /** With everything that the stream still keeps; only for a group without a position. */
        EARLIEST,
        /** With what comes next; only for a group without a position. */
        LATEST,
        /** With everything that the stream still keeps, forgetting the group's position. */
        REPLAY
    }

    /** Handles one event. Must be idempotent by event id. */
    @FunctionalInterface
    interface EventHandler {
        /**
         * Handles an event.
         *
         * @param event the event
         * @throws Exception to have it delivered again
         */
        void handle(Event event) throws Exception;
    }

    /** A running subscription. */
    interface Subscription extends AutoCloseable {
        /** Ends it; no handler call begins after this returns. Idempotent, and bounded in time. */
        @Override
        void close();
    }

    /** Closes the stream and its subscriptions; later calls throw {@link io.replicante.spec.UnavailableException}. Idempotent. */
    @Override
    void close();
}
