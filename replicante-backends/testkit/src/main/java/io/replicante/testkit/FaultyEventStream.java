package io.replicante.testkit;

import io.replicante.spec.event.Event;
import io.replicante.stream.EventStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A stream whose calls, those of the handlers included, meet the faults of a {@link FaultPlan}, and whose connection can be
 * dropped. Thread-safe if the stream behind it is.
 */
public final class FaultyEventStream implements EventStream {
    private final EventStream stream;
    private final FaultPlan plan;
    private final List<Reader> readers = new CopyOnWriteArrayList<>();

    /**
     * Wraps a stream.
     *
     * @param stream what carries out the calls
     * @param plan what goes wrong with them
     */
    public FaultyEventStream(EventStream stream, FaultPlan plan) {
        this.stream = stream;
        this.plan = plan;
    }

    /** A subscription that survives the loss of the connection. */
    private final class Reader implements Subscription {
        private final String group;
        private final EventHandler handler;
        private volatile Subscription current;
        private volatile boolean closed;

        private Reader(String group, EventHandler handler, Subscription current) {
            this.group = group;
            this.handler = handler;
            this.current = current;
        }

        private void reconnect() {
            current.close();
            current = stream.subscribe(group, StartPosition.EARLIEST, handler);
            if (closed) {
                current.close();
            }
        }

        @Override
        public void close() {
            closed = true;
            readers.remove(this);
            current.close();
        }
    }

    @Override
    public void publish(List<Event> events) {
        plan.run(Boundary.STREAM_PUBLISH, () -> stream.publish(events));
    }

    @Override
    public Subscription subscribe(String group, StartPosition from, EventHandler handler) {
        EventHandler faulty = event -> plan.callChecked(Boundary.STREAM_HANDLE, () -> {
            handler.handle(event);
            return event;
        });
        return plan.call(Boundary.STREAM_SUBSCRIBE, () -> {
            Reader reader = new Reader(group, faulty, stream.subscribe(group, from, faulty));
            readers.add(reader);
            return reader;
        });
    }

    /** Ends every subscription and begins it again where its group is, as when a connection is lost and comes back. */
    public void dropConnection() {
        readers.forEach(Reader::reconnect);
    }

    /** Closes the stream behind it, also after a crash: the end of a process lets go of its connections. */
    @Override
    public void close() {
        stream.close();
    }
}
