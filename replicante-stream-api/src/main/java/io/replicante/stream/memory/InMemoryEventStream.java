package io.replicante.stream.memory;

import io.replicante.spec.ConflictException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.StreamKey;
import io.replicante.stream.EventStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded stream: a complete {@link EventStream} in the memory of this process, with nothing to set up. It keeps no event
 * and no position of a group longer than the process.
 *
 * <p><b>Bounds:</b> the last {@link Builder#keepPerKey} events of every key are kept. A group that falls further behind misses
 * the oldest, sees the gap in their sequences, and a warning is logged; nobody else waits for it. Names of groups are kept
 * for ever.
 *
 * <p><b>Threads:</b> handlers are called by the executor that was given, of each subscription at most
 * {@link Builder#handlersAtOnce} at once; a subscription with a backlog keeps that many threads busy. Closing does not wait
 * for handlers that run. A handler may call any method of the stream. A handler that never returns holds up its own key only,
 * and one of those threads.
 *
 * <p><b>Thread safety:</b> thread-safe; methods do not block.
 */
public final class InMemoryEventStream implements EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(InMemoryEventStream.class);

    private final Executor executor;
    private final ScheduledExecutorService timer;
    private final Redelivery redelivery;
    private final int keepPerKey;
    private final int handlersAtOnce;

    private final Object lock = new Object();
    private final Map<StreamKey, KeyLog> logs = new HashMap<>();
    private final Map<String, Group> groups = new HashMap<>();
    private boolean closed;

    private InMemoryEventStream(Builder builder) {
        executor = builder.executor;
        timer = builder.timer;
        redelivery = builder.redelivery;
        keepPerKey = builder.keepPerKey;
        handlersAtOnce = builder.handlersAtOnce;
    }

    /**
     * Begins an empty stream.
     *
     * @param executor calls the handlers
     * @param timer lets failed events wait; its threads call no handler
     * @return a builder
     */
    public static Builder builder(Executor executor, ScheduledExecutorService timer) {
        return new Builder(executor, timer);
    }

    /** Gathers the options of a stream. Not thread-safe. */
    public static final class Builder {
        private final Executor executor;
        private final ScheduledExecutorService timer;
        private Redelivery redelivery = new Redelivery(Duration.ofMillis(100), Duration.ofSeconds(30));
        private int keepPerKey = 10_000;
        private int handlersAtOnce = 4;

        private Builder(Executor executor, ScheduledExecutorService timer) {
            this.executor = Objects.requireNonNull(executor, "executor");
            this.timer = Objects.requireNonNull(timer, "timer");
        }

        /**
         * Sets how long an event waits after its handler threw: twice as long every time, up to a limit.
         *
         * @param first the first wait; 100 ms unless told otherwise
         * @param most the longest wait; 30 s unless told otherwise
         * @return this
         */
        public Builder redeliverAfter(Duration first, Duration most) {
            redelivery = new Redelivery(first, most);
            return this;
        }

        /**
         * Bounds how many events of a key are kept.
         *
         * @param events how many, at least 1; 10000 unless told otherwise
         * @return this
         */
        public Builder keepPerKey(int events) {
            keepPerKey = atLeastOne(events, "keepPerKey");
            return this;
        }

        /**
         * Bounds how many handler calls of one subscription run at once.
         *
         * @param handlers how many, at least 1; 4 unless told otherwise
         * @return this
         */
        public Builder handlersAtOnce(int handlers) {
            handlersAtOnce = atLeastOne(handlers, "handlersAtOnce");
            return this;
        }

        /**
         * Creates the stream.
         *
         * @return an empty stream
         */
        public InMemoryEventStream build() {
            return new InMemoryEventStream(this);
        }

        private static int atLeastOne(int value, String name) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be at least 1");
            }
            return value;
        }
    }

    @Override
    public void publish(List<Event> events) {
        List<Event> isolated =
                events.stream().map(InMemoryEventStream::isolated).toList();
        List<Member> started = new ArrayList<>();
        synchronized (lock) {
            requireOpen();
            for (Event event : isolated) {
                logs.computeIfAbsent(event.key(), key -> new KeyLog(keepPerKey)).append(event);
                groups.values().forEach(group -> group.offer(event.key()));
            }
            groups.values().forEach(group -> started.addAll(group.startWorkers()));
        }
        run(started);
    }

    @Override
    public Subscription subscribe(String group, StartPosition from, EventHandler handler) {
        Objects.requireNonNull(handler, "handler");
        Member member;
        List<Member> started;
        synchronized (lock) {
            requireOpen();
            Group joined = position(group, from);
            member = new Member(joined, handler, handlersAtOnce);
            joined.add(member);
            started = joined.startWorkers();
        }
        run(started);
        return () -> unsubscribe(member);
    }

    private Group position(String name, StartPosition from) {
        Group group = groups.get(name);
        if (group == null) {
            group = new Group(name, logs);
            group.moveTo(from == StartPosition.LATEST ? KeyLog::end : KeyLog::begin);
            groups.put(name, group);
        } else if (from == StartPosition.REPLAY) {
            if (group.hasMembers()) {
                throw new ConflictException("group " + name + " cannot begin again while others read in it");
            }
            group.moveTo(KeyLog::begin);
        }
        return group;
    }

    /** A worker that the member still has, or has yet to begin, finds out and passes its keys on. */
    private void unsubscribe(Member member) {
        synchronized (lock) {
            member.close();
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            for (Group group : groups.values()) {
                group.members().forEach(Member::close);
            }
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new UnavailableException("the stream is closed");
        }
    }

    private void run(List<Member> started) {
        for (Member member : started) {
            try {
                executor.execute(() -> work(member));
            } catch (RejectedExecutionException e) {
                LOG.atWarn()
                        .addKeyValue("group", member.group().name())
                        .setCause(e)
                        .log("No thread to handle events; trying again later");
                endWorker(member);
                later(member.group(), redelivery.most(), () -> {});
            }
        }
    }

    /** Handles events, whichever key has one, until there is none or the thread is wanted back. */
    private void work(Member member) {
        boolean ended = false;
        try {
            while (!ended && !Thread.currentThread().isInterrupted()) {
                Optional<Group.Delivery> next = next(member);
                next.ifPresent(delivery -> deliver(member, delivery));
                ended = next.isEmpty();
            }
        } finally {
            if (!ended) {
                endWorker(member);
                later(member.group(), redelivery.first(), () -> {});
            }
        }
    }

    private void endWorker(Member member) {
        synchronized (lock) {
            member.endWorker();
        }
    }

    private Optional<Group.Delivery> next(Member member) {
        List<Member> others = List.of();
        Optional<Group.Delivery> next = Optional.empty();
        synchronized (lock) {
            if (!member.isClosed()) {
                next = member.group().next();
            }
            if (next.isEmpty()) {
                member.endWorker();
                others = member.group().startWorkers();
            }
        }
        run(others);
        return next;
    }

    private void deliver(Member member, Group.Delivery delivery) {
        if (delivery.missed() > 0) {
            LOG.atWarn()
                    .addKeyValue("group", member.group().name())
                    .addKeyValue("key", delivery.key())
                    .addKeyValue("missed", delivery.missed())
                    .log("The group fell behind what the stream keeps");
        }
        boolean handled = false;
        try {
            member.handler().handle(isolated(delivery.event()));
            handled = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            warn(member, delivery, e);
        } catch (Exception e) {
            warn(member, delivery, e);
        } finally {
            settle(member.group(), delivery, handled);
        }
    }

    private void settle(Group group, Group.Delivery delivery, boolean handled) {
        int failures;
        synchronized (lock) {
            if (handled) {
                group.handled(delivery);
                return;
            }
            failures = group.failed(delivery);
        }
        later(group, redelivery.after(failures), () -> group.waited(delivery.key()));
    }

    /** After some time changes the group under the lock, and starts the workers that it then needs. */
    private void later(Group group, Duration wait, Runnable change) {
        Runnable resume = () -> {
            List<Member> started;
            synchronized (lock) {
                change.run();
                started = group.startWorkers();
            }
            run(started);
        };
        try {
            ScheduledFuture<?> unused = timer.schedule(resume, wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.atError()
                    .addKeyValue("group", group.name())
                    .setCause(e)
                    .log("The timer refuses work; events stay undelivered until the group is subscribed again");
        }
    }

    private static void warn(Member member, Group.Delivery delivery, Exception problem) {
        LOG.atWarn()
                .addKeyValue("group", member.group().name())
                .addKeyValue("key", delivery.key())
                .addKeyValue("sequence", delivery.event().sequence())
                .setCause(problem)
                .log("A handler failed; the event is delivered again later");
    }

    /** JSON trees are mutable: no two parties share one. */
    private static Event isolated(Event event) {
        return new Event(
                event.id(),
                event.key(),
                event.sequence(),
                event.code(),
                event.time(),
                event.payload().deepCopy(),
                event.actor(),
                event.cause());
    }
}
