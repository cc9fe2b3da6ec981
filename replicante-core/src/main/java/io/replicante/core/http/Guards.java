package io.replicante.core.http;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.replicante.core.lease.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The guards of the servers that were called lately. Thread-safe. */
final class Guards {
    private static final int WINDOW = 20;
    private static final int LEAST_CALLS = 10;
    private static final int TRIALS = 10;
    private static final Duration OPEN = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private final CircuitBreakerConfig breakers;
    private final BulkheadConfig bulkheads;
    private final RateLimiterConfig limiters;
    private final Recent<String, RateLimiter> byCluster;
    private final Recent<String, Guard> byServer;

    Guards(HttpLimits limits, Ticker ticker) {
        breakers = CircuitBreakerConfig.custom()
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(LEAST_CALLS)
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .waitDurationInOpenState(OPEN)
                .currentTimestampFunction(clock -> ticker.nanos(), TimeUnit.NANOSECONDS)
                .build();
        bulkheads = BulkheadConfig.custom()
                .maxConcurrentCalls(limits.atOncePerNode())
                .maxWaitDuration(Duration.ZERO)
                .build();
        limiters = RateLimiterConfig.custom()
                .limitForPeriod(limits.perClusterAndSecond())
                .limitRefreshPeriod(Duration.ofSeconds(1))
                .timeoutDuration(LONGEST_WAIT)
                .build();
        byCluster = new Recent<>(limits.tracked());
        byServer = new Recent<>(limits.tracked());
    }

    /** The guard of a server, which shares its rate with all servers of its cluster. */
    Guard of(String cluster, String server) {
        return byServer.get(
                server,
                name -> new Guard(
                        CircuitBreaker.of(name, breakers),
                        Bulkhead.of(name, bulkheads),
                        byCluster.get(cluster, group -> RateLimiter.of(group, limiters)),
                        new AtomicReference<>("no call has failed")));
    }
}
