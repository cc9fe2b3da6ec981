package io.replicante.store;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Asks for work that is due.
 *
 * @param owner the engine instance
 * @param kinds which kinds of work
 * @param max how many at most; an instance never asks for more than it has idle workers for
 * @param duration how long the leases last
 * @param only the one piece of work that is wanted, due or not; empty for whatever is due
 */
public record ClaimRequest(String owner, Set<WorkKey.Kind> kinds, int max, Duration duration, Optional<WorkKey> only) {
    /** Refuses nulls and a {@code max} below 1. */
    public ClaimRequest {
        Objects.requireNonNull(owner, "owner");
        kinds = Set.copyOf(kinds);
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(only, "only");
        if (max < 1) {
            throw new IllegalArgumentException("max must be at least 1");
        }
    }

    /**
     * Whatever is due.
     *
     * @param owner the engine instance
     * @param kinds which kinds of work
     * @param max how many at most
     * @param duration how long the leases last
     * @return the request
     */
    public static ClaimRequest due(String owner, Set<WorkKey.Kind> kinds, int max, Duration duration) {
        return new ClaimRequest(owner, kinds, max, duration, Optional.empty());
    }

    /**
     * One piece of work, due or not.
     *
     * @param owner the engine instance
     * @param work the work
     * @param duration how long the lease lasts
     * @return the request
     */
    public static ClaimRequest only(String owner, WorkKey work, Duration duration) {
        return new ClaimRequest(owner, Set.of(work.kind()), 1, duration, Optional.of(work));
    }
}
