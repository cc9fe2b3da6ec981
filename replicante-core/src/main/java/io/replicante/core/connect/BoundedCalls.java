package io.replicante.core.connect;

import io.replicante.spec.IndeterminateException;
import io.replicante.spec.UnavailableException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls that may hang, each with a deadline after which its thread is interrupted and its caller goes on without it.
 *
 * <p><b>Threads:</b> calls run on the given executor; the timer's thread only raises alarms, and runs what depends on a call
 * that ran into its deadline. A call that ignores its interruption keeps its thread, and nothing else. <b>Thread safety:</b>
 * thread-safe.
 */
public final class BoundedCalls {
    private final Executor executor;
    private final ScheduledExecutorService timer;

    /**
     * Creates the caller.
     *
     * @param executor runs the calls
     * @param timer raises the alarms
     */
    public BoundedCalls(Executor executor, ScheduledExecutorService timer) {
        this.executor = Objects.requireNonNull(executor, "executor");
        this.timer = Objects.requireNonNull(timer, "timer");
    }

    /**
     * Starts a call.
     *
     * @param atMost how long it may take from its beginning
     * @param call what to call
     * @param <T> what it answers
     * @return the answer; fails with what the call threw, with a {@link TimeoutException} after the deadline, or with an
     *     {@link UnavailableException} when no thread is free, and then the call was certainly not made
     */
    public <T> CompletableFuture<T> start(Duration atMost, Callable<T> call) {
        Bounded<T> bounded = new Bounded<>(atMost, call);
        try {
            executor.execute(bounded);
        } catch (RejectedExecutionException full) {
            bounded.refuse(full);
        }
        return bounded.answer;
    }

    /**
     * Makes a call and waits for its answer.
     *
     * @param what names the call in messages
     * @param atMost how long it may take from its beginning
     * @param call what to call
     * @param <T> what it answers
     * @return the answer
     * @throws IndeterminateException when there was none in time, or this thread was interrupted (its flag is set again)
     * @throws RuntimeException what the call threw, wrapped in an {@link IndeterminateException} when it was checked or an error
     */
    public <T> T call(String what, Duration atMost, Callable<T> call) {
        CompletableFuture<T> answer = start(atMost, call);
        try {
            return answer.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            throw new IndeterminateException(what + ": interrupted while waiting for the answer", interrupted);
        } catch (ExecutionException failed) {
            throw outcome(what, atMost, failed.getCause() == null ? failed : failed.getCause());
        }
    }

    /**
     * Waits without a thread.
     *
     * @param after how long
     * @return completed when that time has passed, on the timer's thread, unless it was cancelled before
     */
    public CompletableFuture<Void> alarm(Duration after) {
        CompletableFuture<Void> alarm = new CompletableFuture<>();
        Future<?> scheduled = timer.schedule(() -> alarm.complete(null), after.toNanos(), TimeUnit.NANOSECONDS);
        Future<?> unused = alarm.whenComplete((nothing, failure) -> scheduled.cancel(false));
        return alarm;
    }

    private static RuntimeException outcome(String what, Duration atMost, Throwable cause) {
        if (cause instanceof TimeoutException) {
            return new IndeterminateException(what + ": no answer within " + atMost, cause);
        }
        return cause instanceof RuntimeException unchecked
                ? unchecked
                : new IndeterminateException(what + ": " + cause, cause);
    }

    private final class Bounded<T> extends FutureTask<T> {
        private final Duration atMost;
        private final CompletableFuture<T> answer = new CompletableFuture<>();

        private Bounded(Duration atMost, Callable<T> call) {
            super(call);
            this.atMost = atMost;
            Future<?> unused = answer.whenComplete((value, failure) -> {
                if (failure instanceof CancellationException) {
                    cancel(true);
                }
            });
        }

        @Override
        public void run() {
            Future<?> alarm;
            try {
                alarm = timer.schedule(() -> cancel(true), atMost.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException closed) {
                refuse(closed);
                return;
            }
            try {
                super.run();
            } finally {
                alarm.cancel(false);
                if (isCancelled()) {
                    Thread.interrupted();
                }
            }
        }

        private void refuse(RejectedExecutionException why) {
            answer.completeExceptionally(new UnavailableException("no thread is free to make the call", why));
        }

        @Override
        protected void done() {
            if (isCancelled()) {
                answer.completeExceptionally(new TimeoutException("no answer within " + atMost));
                return;
            }
            try {
                answer.complete(get());
            } catch (ExecutionException failed) {
                answer.completeExceptionally(failed.getCause() == null ? failed : failed.getCause());
            } catch (InterruptedException impossible) {
                Thread.currentThread().interrupt();
                answer.completeExceptionally(impossible);
            }
        }
    }
}
