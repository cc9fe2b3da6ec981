package io.replicante.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Starts the real threads with which contracts try concurrency. */
final class RaceBootstrap {
    private static final long DEADLINE_SECONDS = 60;

    private RaceBootstrap() {}

    /** Lets runners begin at the same moment, each on a thread of its own, and waits for all of them. */
    static <R> List<R> race(int runners, IntFunction<Callable<R>> runner) {
        ExecutorService threads = Executors.newFixedThreadPool(runners);
        try {
            CyclicBarrier start = new CyclicBarrier(runners);
            List<Callable<R>> tasks = new ArrayList<>();
            for (int number = 0; number < runners; number++) {
                Callable<R> task = runner.apply(number);
                tasks.add(() -> {
                    start.await();
                    return task.call();
                });
            }
            List<R> results = new ArrayList<>();
            for (Future<R> future : threads.invokeAll(tasks, DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError("a runner failed", e.getCause());
        } catch (CancellationException e) {
            throw new AssertionError("a runner did not end within " + DEADLINE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
