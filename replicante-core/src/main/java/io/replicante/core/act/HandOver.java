package io.replicante.core.act;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * A request that was made and may not have been answered yet; its answer comes within the deadline that it was made with. Waited for
 * by one thread.
 */
public final class HandOver {
    private final CompletableFuture<? extends Outcome> answer;
    private final Function<Throwable, Outcome> failed;

    HandOver(CompletableFuture<? extends Outcome> answer, Function<Throwable, Outcome> failed) {
        this.answer = answer;
        this.failed = failed;
    }

    /**
     * What needs no waiting for.
     *
     * @param outcome what became of it
     * @return the same as if it had been answered at once
     */
    public static HandOver of(Outcome outcome) {
        return new HandOver(CompletableFuture.completedFuture(outcome), unused -> outcome);
    }

    /**
     * Waits for the answer.
     *
     * @return accepted, refused for ever, or unknown; unknown also when this thread is interrupted, and then its flag is set again
     */
    public Outcome await() {
        try {
            return answer.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            return new Outcome.Unknown("interrupted while waiting for the answer");
        } catch (ExecutionException failure) {
            return failed.apply(failure.getCause() == null ? failure : failure.getCause());
        }
    }
}
