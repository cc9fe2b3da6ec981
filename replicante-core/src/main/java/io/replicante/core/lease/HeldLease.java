package io.replicante.core.lease;

import io.replicante.store.Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A lease in use, and the engine's time while it is: the store's time when it was granted, plus the monotonic time since the
 * claim was <em>sent</em>. It is lost when its duration less the margin has passed since then, or when wall and monotonic
 * clocks moved apart by more than the margin, as after a suspension. What is lost stays lost. Thread-safe.
 */
public final class HeldLease implements InstantSource {
    private final Leases leases;
    private Lease lease;
    private Leases.Reading sent;
    private Instant latest;
    private boolean lost;

    HeldLease(Leases leases, Lease lease, Leases.Reading sent) {
        this.leases = leases;
        this.lease = lease;
        this.sent = sent;
        this.latest = lease.grantedAt();
    }

    /**
     * The lease itself, to fence commits with.
     *
     * @return the lease as last renewed
     */
    public synchronized Lease lease() {
        return lease;
    }

    /**
     * The engine's time. Never goes back while the lease is in use.
     *
     * @return now
     */
    @Override
    public synchronized Instant instant() {
        Instant now = lease.grantedAt().plus(passed(leases.read()));
        latest = now.isAfter(latest) ? now : latest;
        return latest;
    }

    /**
     * How much longer the lease may be relied on.
     *
     * @return the time that is left, zero when it is lost
     */
    public synchronized Duration left() {
        Leases.Reading now = leases.read();
        Duration monotonic = passed(now);
        Duration apart =
                Duration.between(sent.wall(), now.wall()).minus(monotonic).abs();
        Duration left = leases.terms().reliable().minus(monotonic);
        lost = lost || apart.compareTo(leases.terms().margin()) > 0 || left.isNegative() || left.isZero();
        return lost ? Duration.ZERO : left;
    }

    /**
     * Whether it may not be relied on any more.
     *
     * @return true when lost
     */
    public boolean isLost() {
        return left().isZero();
    }

    /**
     * Sees to it that enough of the lease is left, and renews it where necessary.
     *
     * @param needed how much is wanted
     * @return false when the lease is lost, or too short for that even when renewed
     */
    public boolean keep(Duration needed) {
        Duration left = left();
        if (left.isZero()) {
            return false;
        }
        return left.compareTo(needed) >= 0 || renew(needed);
    }

    /**
     * Why {@link #keep} said no.
     *
     * @param needed how much was wanted
     * @return the reason, for people
     */
    public String obstacle(Duration needed) {
        Duration left = left();
        return left.isZero()
                ? "its time is over, the clocks moved apart, or the store gave it to somebody else"
                : "it has " + left + " left, and " + needed + " are needed";
    }

    private boolean renew(Duration needed) {
        Leases.Reading before = leases.read();
        Optional<Lease> renewed = leases.renew(lease());
        synchronized (this) {
            if (renewed.isEmpty()) {
                lost = true;
                return false;
            }
            lease = renewed.get();
            sent = before;
        }
        return left().compareTo(needed) >= 0;
    }

    /**
     * Gives the lease back; a lost one is ignored by the store.
     *
     * @param nextDue when the work is due again; empty leaves that as it is
     */
    public void release(Optional<Instant> nextDue) {
        leases.release(this, nextDue);
    }

    private Duration passed(Leases.Reading now) {
        return Duration.ofNanos(now.nanos() - sent.nanos());
    }
}
