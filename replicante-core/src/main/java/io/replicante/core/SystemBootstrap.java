package io.replicante.core;

import io.replicante.core.lease.Ticker;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** The machine's own time, threads and randomness, for whatever a host does not bring. The only place that takes them. */
final class SystemBootstrap {
    private static final int MOST_CALLS = 512;
    private static final int MOST_QUEUED = 1_000;
    private static final long IDLE_SECONDS = 30;

    private SystemBootstrap() {}

    static InstantSource wall() {
        return Clock.systemUTC();
    }

    static Ticker ticker() {
        return System::nanoTime;
    }

    static RandomGenerator random() {
        return new SecureRandom();
    }

    /** Threads for calls that may hang: as many as are needed, and a call is refused rather than queued. */
    static ExecutorService calls() {
        return new ThreadPoolExecutor(
                0, MOST_CALLS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads("replicante-call-"));
    }

    static ExecutorService workers(int count) {
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                count,
                count,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_QUEUED),
                threads("replicante-worker-"));
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }

    static ScheduledExecutorService timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, threads("replicante-timer-"));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static ThreadFactory threads(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
