package io.replicante.examples.quickstart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What became of the writes of a client. Thread-safe. */
final class Ledger {
    private final List<String> acknowledged = new ArrayList<>();
    private long uncertain;
    private long lastNanos;
    private Duration longestPause = Duration.ZERO;

    synchronized void acknowledged(String path, long nowNanos) {
        if (!acknowledged.isEmpty()) {
            Duration pause = Duration.ofNanos(nowNanos - lastNanos);
            longestPause = pause.compareTo(longestPause) > 0 ? pause : longestPause;
        }
        lastNanos = nowNanos;
        acknowledged.add(path);
    }

    /** Nobody answered: it may have been written or not. */
    synchronized void uncertain() {
        uncertain++;
    }

    synchronized int count() {
        return acknowledged.size();
    }

    synchronized long uncertainCount() {
        return uncertain;
    }

    /** The longest time between two acknowledged writes. */
    synchronized Duration longestPause() {
        return longestPause;
    }

    synchronized List<String> paths() {
        return List.copyOf(acknowledged);
    }
}
