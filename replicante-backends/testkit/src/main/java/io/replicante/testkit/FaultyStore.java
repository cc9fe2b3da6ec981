package io.replicante.testkit;

import io.replicante.spec.event.Event;
import io.replicante.spec.event.StreamKey;
import io.replicante.store.ClaimRequest;
import io.replicante.store.Commit;
import io.replicante.store.CommitResult;
import io.replicante.store.ForwardingStore;
import io.replicante.store.Lease;
import io.replicante.store.Page;
import io.replicante.store.Query;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import io.replicante.store.Store;
import io.replicante.store.StoreDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A store whose calls meet the faults of a {@link FaultPlan}. Thread-safe if the store behind it is. It can be closed also after a
 * crash: the end of a process lets go of its connections.
 */
public final class FaultyStore extends ForwardingStore {
    private final FaultPlan plan;

    /**
     * Wraps a store.
     *
     * @param store what carries out the calls
     * @param plan what goes wrong with them
     */
    public FaultyStore(Store store, FaultPlan plan) {
        super(store);
        this.plan = plan;
    }

    @Override
    public StoreDescription describe() {
        return plan.call(Boundary.STORE_DESCRIBE, super::describe);
    }

    @Override
    public Instant now() {
        return plan.call(Boundary.STORE_NOW, super::now);
    }

    @Override
    public Snapshot load(Collection<Scope> scopes) {
        return plan.call(Boundary.STORE_LOAD, () -> super.load(scopes));
    }

    @Override
    public CommitResult commit(Commit commit) {
        return plan.call(Boundary.STORE_COMMIT, () -> super.commit(commit));
    }

    @Override
    public Page<Query.Hit> list(Query query) {
        return plan.call(Boundary.STORE_LIST, () -> super.list(query));
    }

    @Override
    public List<Lease> claim(ClaimRequest request) {
        return plan.call(Boundary.STORE_CLAIM, () -> super.claim(request));
    }

    @Override
    public Optional<Lease> renew(Lease lease, Duration duration) {
        return plan.call(Boundary.STORE_RENEW, () -> super.renew(lease, duration));
    }

    @Override
    public void release(Lease lease, Optional<Instant> nextDue) {
        plan.run(Boundary.STORE_RELEASE, () -> super.release(lease, nextDue));
    }

    @Override
    public List<Event> events(StreamKey key, long after, int limit) {
        return plan.call(Boundary.STORE_EVENTS, () -> super.events(key, after, limit));
    }

    @Override
    public long published(StreamKey key) {
        return plan.call(Boundary.STORE_PUBLISHED, () -> super.published(key));
    }

    @Override
    public boolean markPublished(Lease lease, StreamKey key, long sequence) {
        return plan.call(Boundary.STORE_MARK_PUBLISHED, () -> super.markPublished(lease, key, sequence));
    }

    @Override
    public int pruneEvents(Instant before, int limit) {
        return plan.call(Boundary.STORE_PRUNE_EVENTS, () -> super.pruneEvents(before, limit));
    }
}
