package io.replicante.core.http;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.replicante.spec.ReplicanteException;
import io.replicante.spec.UnavailableException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the calls to one server: not too many at once, not too many a second for its cluster, and none for a while after
 * many broke. Answers of any kind are no failures; only silence and broken connections are. Thread-safe.
 *
 * @param breaker how the server did
 * @param bulkhead how many calls are under way
 * @param limiter how many calls began for its cluster
 * @param lastFailure what became of the last call that broke
 */
record Guard(CircuitBreaker breaker, Bulkhead bulkhead, RateLimiter limiter, AtomicReference<String> lastFailure) {
    /** What is guarded. */
    @FunctionalInterface
    interface Exchange<T> {
        T run() throws IOException;
    }

    /**
     * Lets a call through.
     *
     * @throws UnavailableException if it does not, and then the call was certainly not made
     */
    <T> T pass(Exchange<T> exchange) throws IOException {
        if (!limiter.acquirePermission()) {
            throw new UnavailableException("too many calls to the nodes of this cluster; this one was not made");
        }
        if (!bulkhead.tryAcquirePermission()) {
            throw new UnavailableException("too many calls to it are under way; this one was not made");
        }
        try {
            return passBreaker(exchange);
        } finally {
            bulkhead.onComplete();
        }
    }

    private <T> T passBreaker(Exchange<T> exchange) throws IOException {
        if (!breaker.tryAcquirePermission()) {
            throw new UnavailableException(
                    "too many calls to it have failed; its circuit is open and this one was not made",
                    new EarlierFailureException(lastFailure.get()));
        }
        long start = breaker.getCurrentTimestamp();
        try {
            T result = exchange.run();
            breaker.onSuccess(elapsed(start), breaker.getTimestampUnit());
            return result;
        } catch (ReplicanteException answered) {
            breaker.onSuccess(elapsed(start), breaker.getTimestampUnit());
            throw answered;
        } catch (IOException | RuntimeException | Error failure) {
            lastFailure.set(Caller.describe(failure));
            breaker.onError(elapsed(start), breaker.getTimestampUnit(), failure);
            throw failure;
        }
    }

    /** Why calls are not made: what became of the last one that was. */
    static final class EarlierFailureException extends IOException {
        private static final long serialVersionUID = 1L;

        EarlierFailureException(@Nullable String words) {
            super(words);
        }
    }

    private long elapsed(long start) {
        return breaker.getCurrentTimestamp() - start;
    }
}
