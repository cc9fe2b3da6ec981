package io.replicante.core.state;

import java.time.Instant;
import java.util.Objects;

/**
 * How often an action failed in a row.
 *
 * @param key what is counted: kind and subjects, without the incident
 * @param failures consecutive failures
 * @param attempts all attempts so far
 * @param lastAt when the last attempt ended
 * @param lastNote why it failed; empty after a success
 */
public record Retry(String key, int failures, int attempts, Instant lastAt, String lastNote) {
    /** Refuses nulls. */
    public Retry {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(lastAt, "lastAt");
        Objects.requireNonNull(lastNote, "lastNote");
    }
}
