package io.replicante.testkit;

import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A task of a {@link ManualExecutor}. Whoever waits for it runs what is due meanwhile. */
class ManualTask<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {
    private final ManualExecutor executor;
    /** 0 for a task that runs once, positive for a fixed rate, negative for a fixed delay. */
    private final long periodNanos;

    private long dueNanos;
    private long place;

    ManualTask(ManualExecutor executor, Callable<V> callable, long delayNanos, long periodNanos) {
        super(callable);
        this.executor = executor;
        this.periodNanos = periodNanos;
        dueNanos = executor.nanos() + Math.max(0, delayNanos);
    }

    long dueNanos() {
        return dueNanos;
    }

    /** Told by the executor before the task is in its queue. */
    void queuedAs(long number) {
        place = number;
    }

    @Override
    public boolean isPeriodic() {
        return periodNanos != 0;
    }

    @Override
    public void run() {
        if (!isPeriodic()) {
            super.run();
        } else if (super.runAndReset()) {
            dueNanos = periodNanos > 0 ? dueNanos + periodNanos : executor.nanos() - periodNanos;
            executor.handAgain(this);
        }
    }

    @Override
    protected void done() {
        if (isCancelled()) {
            executor.remove(this);
        }
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
        while (!isDone()) {
            if (!executor.runNext()) {
                throw new IllegalStateException("nothing is left to run that this future could wait for");
            }
        }
        return super.get();
    }

    @Override
    public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        long end = executor.nanos() + unit.toNanos(timeout);
        while (!isDone() && (executor.runNext() || executor.moveToNextDue(end))) {
            // running what is due may have finished this task
        }
        if (!isDone()) {
            executor.moveTo(end);
        }
        return super.get(0, TimeUnit.NANOSECONDS);
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(dueNanos - executor.nanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        if (other instanceof ManualTask<?> task) {
            int byTime = Long.compare(dueNanos, task.dueNanos);
            return byTime != 0 ? byTime : Long.compare(place, task.place);
        }
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
}
