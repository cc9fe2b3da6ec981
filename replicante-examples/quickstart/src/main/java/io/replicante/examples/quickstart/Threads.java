package io.replicante.examples.quickstart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the threads of the quickstart: daemons with a name, so that none keeps the process alive. Thread-safe. */
final class Threads implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Threads.class);

    private final List<ExecutorService> executors = new ArrayList<>();

    ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    synchronized ScheduledExecutorService scheduler(String name, int threads) {
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(threads, named(name));
        executors.add(executor);
        return executor;
    }

    /** Runs a task on a thread of its own, again and again; a failure is logged and does not end that. */
    Future<?> repeat(String name, Runnable task, Duration pause) {
        Runnable lasting = () -> {
            try {
                task.run();
            } catch (RuntimeException failure) {
                LOGGER.atWarn().addKeyValue("task", name).setCause(failure).log("A task failed; it is run again");
            }
        };
        return scheduler(name, 1).scheduleWithFixedDelay(lasting, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    synchronized ExecutorService pool(String name, int threads) {
        ExecutorService executor = Executors.newFixedThreadPool(threads, named(name));
        executors.add(executor);
        return executor;
    }

    /** Ends all of them without waiting. Idempotent. */
    @Override
    public synchronized void close() {
        executors.forEach(ExecutorService::shutdownNow);
    }
}
