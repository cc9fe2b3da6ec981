package io.replicante.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * An executor and scheduler that runs its tasks when it is told to, on the thread that tells it, in the order in which they
 * are due by a {@link ManualClock}.
 *
 * <p>Waiting for one of its futures runs what is due until the future is done. Waiting with a deadline lets the clock reach the
 * deadline if need be, and real time never passes. What would wait for ever throws an {@link IllegalStateException}.
 *
 * <p><b>Thread safety:</b> tasks may be handed over and run by any thread.
 */
public final class ManualExecutor extends AbstractExecutorService implements ScheduledExecutorService {
    private static final int MOST_TASKS_IN_A_ROW = 100_000;

    private final ManualClock clock;
    private final PriorityQueue<ManualTask<?>> tasks = new PriorityQueue<>();
    private long handedOver;
    private boolean shutdown;

    private ManualExecutor(ManualClock clock) {
        this.clock = clock;
    }

    /**
     * Creates an executor.
     *
     * @param clock says when delayed tasks are due
     * @return the executor
     */
    public static ManualExecutor on(ManualClock clock) {
        return new ManualExecutor(clock);
    }

    /**
     * Runs the task that is due first, if one is due. What a task throws that has no future to tell of it, is thrown here.
     *
     * @return whether there was one
     */
    public boolean runNext() {
        Optional<ManualTask<?>> due = pollDue();
        due.ifPresent(ManualTask::run);
        return due.isPresent();
    }

    /**
     * Runs tasks until none is due, also those that were handed over meanwhile.
     *
     * @return how many were run
     * @throws IllegalStateException if there is no end of tasks
     */
    public int runDue() {
        int ran = 0;
        while (runNext()) {
            ran++;
            if (ran == MOST_TASKS_IN_A_ROW) {
                throw new IllegalStateException("tasks go on handing over tasks that are due at once");
            }
        }
        return ran;
    }

    /**
     * Lets time pass, and runs every task when it is due.
     *
     * @param duration how much
     * @return how many were run
     */
    public int advance(Duration duration) {
        long end = clock.nanos() + duration.toNanos();
        int ran = runDue();
        while (moveToNextDue(end)) {
            ran += runDue();
        }
        moveTo(end);
        return ran;
    }

    /**
     * How many tasks wait, due or not.
     *
     * @return the number
     */
    public synchronized int pending() {
        return tasks.size();
    }

    @Override
    public void execute(Runnable command) {
        enqueue(command instanceof ManualTask<?> task ? task : new BareTask(this, command));
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return hand(new ManualTask<>(this, callable(command), unit.toNanos(delay), 0));
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return hand(new ManualTask<>(this, callable, unit.toNanos(delay), 0));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return hand(
                new ManualTask<>(this, callable(command), unit.toNanos(initialDelay), positive(unit.toNanos(period))));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return hand(
                new ManualTask<>(this, callable(command), unit.toNanos(initialDelay), -positive(unit.toNanos(delay))));
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
        return new ManualTask<>(this, callable, 0, 0);
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Runnable runnable, T value) {
        return new ManualTask<>(
                this,
                () -> {
                    runnable.run();
                    return value;
                },
                0,
                0);
    }

    @Override
    public synchronized void shutdown() {
        shutdown = true;
    }

    @Override
    public synchronized List<Runnable> shutdownNow() {
        shutdown = true;
        List<Runnable> dropped = new ArrayList<>(tasks);
        tasks.clear();
        return dropped;
    }

    @Override
    public synchronized boolean isShutdown() {
        return shutdown;
    }

    @Override
    public synchronized boolean isTerminated() {
        return shutdown && tasks.isEmpty();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        advance(Duration.ofNanos(unit.toNanos(timeout)));
        return isTerminated();
    }

    private <V> ManualTask<V> hand(ManualTask<V> task) {
        enqueue(task);
        return task;
    }

    private synchronized void enqueue(ManualTask<?> task) {
        if (shutdown) {
            throw new RejectedExecutionException("the executor is shut down");
        }
        handedOver++;
        task.queuedAs(handedOver);
        tasks.add(task);
    }

    /** Queues a task once more, unless the executor was shut down meanwhile. */
    synchronized void handAgain(ManualTask<?> task) {
        if (!shutdown) {
            enqueue(task);
        }
    }

    /** Lets the clock reach the next task that is due no later than {@code end}. Returns whether there is one. */
    boolean moveToNextDue(long end) {
        long due = nextDue();
        if (due == Long.MAX_VALUE || due > end) {
            return false;
        }
        moveTo(due);
        return true;
    }

    void moveTo(long nanos) {
        clock.advance(Duration.ofNanos(Math.max(0, nanos - clock.nanos())));
    }

    synchronized void remove(ManualTask<?> task) {
        tasks.remove(task);
    }

    long nanos() {
        return clock.nanos();
    }

    private synchronized Optional<ManualTask<?>> pollDue() {
        ManualTask<?> first = tasks.peek();
        return first != null && first.dueNanos() <= clock.nanos() ? Optional.of(tasks.remove()) : Optional.empty();
    }

    private synchronized long nextDue() {
        ManualTask<?> first = tasks.peek();
        return first == null ? Long.MAX_VALUE : first.dueNanos();
    }

    private static long positive(long nanos) {
        if (nanos <= 0) {
            throw new IllegalArgumentException("a period must be longer than nothing");
        }
        return nanos;
    }

    private static Callable<Object> callable(Runnable command) {
        return () -> {
            command.run();
            return command;
        };
    }
}
