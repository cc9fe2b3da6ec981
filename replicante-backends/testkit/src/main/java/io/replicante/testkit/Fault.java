package io.replicante.testkit;

import io.replicante.spec.IndeterminateException;
import io.replicante.spec.UnavailableException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** What goes wrong with one call: before its effect, after it, or because it takes effect twice. Immutable, thread-safe. */
public final class Fault {
    private final Consumer<Boundary> before;
    private final int times;
    private final Consumer<Boundary> after;

    private Fault(Consumer<Boundary> before, int times, Consumer<Boundary> after) {
        this.before = before;
        this.times = times;
        this.after = after;
    }

    /**
     * The call fails and certainly had no effect.
     *
     * @return the fault
     */
    public static Fault unavailable() {
        return first(boundary -> {
            throw new UnavailableException(boundary + " is made to fail");
        });
    }

    /**
     * The call fails without an effect, and the caller cannot know.
     *
     * @return the fault
     */
    public static Fault indeterminateBefore() {
        return first(Fault::indeterminate);
    }

    /**
     * The call takes effect and its answer is lost.
     *
     * @return the fault
     */
    public static Fault indeterminateAfter() {
        return last(Fault::indeterminate);
    }

    /**
     * The process stops before the call takes effect.
     *
     * @return the fault
     */
    public static Fault crashBefore() {
        return first(boundary -> {
            throw new SimulatedCrash("before " + boundary);
        });
    }

    /**
     * The process stops after the call took effect.
     *
     * @return the fault
     */
    public static Fault crashAfter() {
        return last(boundary -> {
            throw new SimulatedCrash("after " + boundary);
        });
    }

    /**
     * The call has no effect and does not return until its thread is interrupted; then it fails.
     *
     * @return the fault
     */
    public static Fault hangBefore() {
        return first(boundary -> {
            waitForInterrupt();
            throw new UnavailableException(boundary + " was made to hang and was interrupted");
        });
    }

    /**
     * The call takes effect and does not return until its thread is interrupted; then its outcome is unknown.
     *
     * @return the fault
     */
    public static Fault hangAfter() {
        return last(boundary -> {
            waitForInterrupt();
            indeterminate(boundary);
        });
    }

    /**
     * The call takes effect twice, as when a network delivers it twice; the answer is that of the first, unless the second
     * fails.
     *
     * @return the fault
     */
    public static Fault twice() {
        return new Fault(Fault::nothing, 2, Fault::nothing);
    }

    /**
     * Something happens before the call takes effect: time passes, somebody else is faster.
     *
     * @param event what happens; what it throws is thrown instead of the call
     * @return the fault
     */
    public static Fault before(Runnable event) {
        return first(boundary -> event.run());
    }

    /**
     * Something happens after the call took effect and before its caller knows.
     *
     * @param event what happens; what it throws is thrown instead of the answer
     * @return the fault
     */
    public static Fault after(Runnable event) {
        return last(boundary -> event.run());
    }

    <R> R befall(Boundary boundary, Effect<R> effect) throws Exception {
        before.accept(boundary);
        R answer = effect.take();
        for (int again = 1; again < times; again++) {
            effect.take();
        }
        after.accept(boundary);
        return answer;
    }

    /** What a call does. */
    @FunctionalInterface
    interface Effect<R> {
        R take() throws Exception;
    }

    private static Fault first(Consumer<Boundary> before) {
        return new Fault(before, 1, Fault::nothing);
    }

    private static Fault last(Consumer<Boundary> after) {
        return new Fault(Fault::nothing, 1, after);
    }

    private static void nothing(Boundary boundary) {}

    private static void indeterminate(Boundary boundary) {
        throw new IndeterminateException(boundary + " is made to lose its outcome");
    }

    private static void waitForInterrupt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
