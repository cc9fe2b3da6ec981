package io.replicante.core.http;

import io.replicante.core.lease.Ticker;
import io.replicante.spec.cluster.Namespace;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * Whom the agents of a namespace are trusted by, as its declaration says. An answer is kept for a short while, because it is asked
 * for with every connection. Without the store there is no answer, and so no connection: falling back to the host's authorities
 * would trust whom nobody named. Thread-safe.
 */
final class CaBundles implements Function<String, Optional<String>> {
    private static final int MOST = 1000;

    private final Function<String, Optional<Namespace>> namespaces;
    private final Ticker ticker;
    private final long keepNanos;
    private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();

    private record Known(Optional<String> bundle, long readAt) {}

    CaBundles(Function<String, Optional<Namespace>> namespaces, Ticker ticker, Duration keep) {
        this.namespaces = namespaces;
        this.ticker = ticker;
        keepNanos = keep.toNanos();
    }

    @Override
    public Optional<String> apply(String nsId) {
        Known before = known.get(nsId);
        if (before != null && ticker.nanos() - before.readAt() < keepNanos) {
            return before.bundle();
        }
        long readAt = ticker.nanos();
        Optional<String> bundle = namespaces.apply(nsId).map(Namespace::tls).flatMap(Namespace.Tls::caBundle);
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(nsId, new Known(bundle, readAt));
        return bundle;
    }
}
