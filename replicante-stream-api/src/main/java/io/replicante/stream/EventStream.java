package io.replicante.stream;

import io.replicante.spec.event.Event;
import java.util.List;

/**
 * Delivers events to whoever subscribes.
 *
 * <p><b>Order:</b> the events of one key are delivered in the order in which they were published. <b>Delivery:</b> at least
 * once per group; a repeat carries the same id and sequence. <b>Threads:</b> methods may be called concurrently, also by
 * handlers.
 *
 * <p><b>Bounds:</b> a stream keeps events for as long as it says. A group that falls further behind misses the oldest, and sees
 * the gap in their sequences.
 *
 * <p><b>Rules</b> have numbers, E<i>chapter</i>.<i>rule</i>, and the contract tests that every implementation runs name them:
 *
 * <ul>
 *   <li>E1.1 Every group gets every event that was published after it began, at least once, equal in all its parts.
 *   <li>E1.2 First occurrences of the events of one key are delivered in the order in which they were published.
 *   <li>E1.3 A batch of any number of keys, and an empty one, is published whole.
 *   <li>E1.4 Events of up to 1 MiB, and any text, pass unchanged; times to the microsecond.
 *   <li>E1.5 An event that is published again is delivered, if at all, with the same id and sequence.
 * </ul>
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
     * Reads events from now on, or again from earlier on. Members of one group share the work by key.
     *
     * <ul>
     *   <li>E2.1 At any time at most one member of a group handles a key, and one event of it.
     *   <li>E2.2 A group resumes after the last event that it has handled, also of keys that appeared while it was away. Those
     *       of which the handler call had not returned may come again.
     *   <li>E2.3 Groups do not affect one another.
     *   <li>E2.4 When a handler throws, the same event is delivered again, later, and the key waits for it; other keys do not.
     *   <li>E2.5 When a member leaves, the others take over its keys.
     *   <li>E3.1 {@link StartPosition#EARLIEST} and {@link StartPosition#LATEST} count only for a group without a position.
     *   <li>E3.2 With {@link StartPosition#LATEST}, everything that is published after this method returned is delivered, and
     *       nothing that was published before it was called.
     *   <li>E3.3 {@link StartPosition#REPLAY} moves a group back to everything that is kept.
     * </ul>
     *
     * @param group names the consumer; it resumes where it was
     * @param from where a group without a position begins
     * @param handler what to do with an event
     * @return the subscription, to be closed
     * @throws io.replicante.spec.ConflictException if a replay is asked for while the group has another subscription
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
        /**
         * Ends it. Idempotent, and bounded in time: it does not wait for a handler that runs, so a handler may call it.
         *
         * <ul>
         *   <li>E4.1 No handler call begins after this returned.
         * </ul>
         */
        @Override
        void close();
    }

    /**
     * Closes the stream and its subscriptions. Idempotent, and bounded in time.
     *
     * <ul>
     *   <li>E4.2 No handler call begins after this returned; later calls of another method throw
     *       {@link io.replicante.spec.UnavailableException}, and subscriptions can still be closed.
     * </ul>
     */
    @Override
    void close();
}
