package io.replicante.core.lease;

import io.replicante.store.ClaimRequest;
import io.replicante.store.Lease;
import io.replicante.store.Store;
import io.replicante.store.WorkKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Claims work for one engine instance. Thread-safe. */
public final class Leases {
    private final Store store;
    private final String owner;
    private final LeaseTerms terms;
    private final InstantSource wall;
    private final Ticker ticker;
    private final Set<HeldLease> held = ConcurrentHashMap.newKeySet();

    /**
     * Claims in the name of one engine instance.
     *
     * @param store grants the leases
     * @param owner names the instance; no two instances have one name
     * @param terms how long leases last
     * @param wall the wall clock, only compared with the ticker
     * @param ticker measures what has passed
     */
    public Leases(Store store, String owner, LeaseTerms terms, InstantSource wall, Ticker ticker) {
        this.store = Objects.requireNonNull(store, "store");
        this.owner = Objects.requireNonNull(owner, "owner");
        this.terms = Objects.requireNonNull(terms, "terms");
        this.wall = Objects.requireNonNull(wall, "wall");
        this.ticker = Objects.requireNonNull(ticker, "ticker");
    }

    /**
     * Claims whatever is due.
     *
     * @param kind which kind of work
     * @param max how many at most; no more than there are idle workers
     * @return the leases granted
     */
    public List<HeldLease> claimDue(WorkKey.Kind kind, int max) {
        Reading sent = read();
        return store.claim(ClaimRequest.due(owner, Set.of(kind), max, terms.duration())).stream()
                .map(lease -> hold(lease, sent))
                .toList();
    }

    /**
     * Claims one piece of work, due or not.
     *
     * @param work the work
     * @return the lease, or empty when this or another instance is at it
     */
    public Optional<HeldLease> claim(WorkKey work) {
        if (held.stream().anyMatch(other -> other.lease().work().equals(work) && !other.isLost())) {
            return Optional.empty();
        }
        Reading sent = read();
        return store.claim(ClaimRequest.only(owner, work, terms.duration())).stream()
                .findFirst()
                .map(lease -> hold(lease, sent));
    }

    private HeldLease hold(Lease lease, Reading sent) {
        HeldLease mine = new HeldLease(this, lease, sent);
        held.add(mine);
        return mine;
    }

    Optional<Lease> renew(Lease lease) {
        return store.renew(lease, terms.duration());
    }

    void release(HeldLease mine, Optional<Instant> nextDue) {
        held.remove(mine);
        store.release(mine.lease(), nextDue);
    }

    LeaseTerms terms() {
        return terms;
    }

    Reading read() {
        return new Reading(ticker.nanos(), wall.instant());
    }

    /** Both clocks at one moment. */
    record Reading(long nanos, Instant wall) {}
}
