package io.replicante.store;

import java.time.Instant;
import java.util.Objects;

/**
 * The right to do a piece of work until it expires. Its epoch is greater than that of every earlier lease on the same work
 * and, within one incarnation of the store, never given twice.
 *
 * @param work the work
 * @param owner the engine instance that holds it
 * @param epoch the fencing number
 * @param grantedAt the store's time when it was granted or last renewed
 * @param expiresAt the store's time from which it may be granted to somebody else
 */
public record Lease(WorkKey work, String owner, long epoch, Instant grantedAt, Instant expiresAt) {
    /** Refuses nulls. */
    public Lease {
        Objects.requireNonNull(work, "work");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(grantedAt, "grantedAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }
}
