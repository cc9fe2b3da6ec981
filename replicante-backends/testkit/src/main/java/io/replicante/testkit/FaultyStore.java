package io.replicante.testkit;

import io.replicante.spec.event.Event;
import io.replicante.spec.event.StreamKey;
import io.replicante.store.ClaimRequest;
import io.replicante.store.Commit;
import io.replicante.store.CommitResult;
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

/** A store whose calls meet the faults of a {@link FaultPlan}. Thread-safe if the store behind it is. */
public final class FaultyStore implements Store {
    private final Store store;
    private final FaultPlan plan;

    /**
     * Wraps a store.
     *
     * @param store what carries out the calls
     * @param plan what goes wrong with them
     */
    public FaultyStore(Store store, FaultPlan plan) {
        this.store = store;
        this.plan = plan;
    }

    @Override
    public StoreDescription describe() {
        return plan.call(Boundary.STORE_DESCRIBE, store::describe);
    }

    @Override
    public Instant now() {
        return plan.call(Boundary.STORE_NOW, store::now);
    }

    @Override
    public Snapshot load(Collection<Scope> scopes) {
        return plan.call(Boundary.STORE_LOAD, () -> store.load(scopes));
    }

    @Override
    public CommitResult commit(Commit commit) {
        return plan.call(Boundary.STORE_COMMIT, () -> store.commit(commit));
    }

    @Override
    public Page<Query.Hit> list(Query query) {
        return plan.call(Boundary.STORE_LIST, () -> store.list(query));
    }

    @Override
    public List<Lease> claim(ClaimRequest request) {
        return plan.call(Boundary.STORE_CLAIM, () -> store.claim(request));
    }

    @Override
    public Optional<Lease> renew(Lease lease, Duration duration) {
        return plan.call(Boundary.STORE_RENEW, () -> store.renew(lease, duration));
    }

    @Override
    public void release(Lease lease, Optional<Instant> nextDue) {
        plan.run(Boundary.STORE_RELEASE, () -> store.release(lease, nextDue));
    }

    @Override
    public List<Event> events(StreamKey key, long after, int limit) {
        return plan.call(Boundary.STORE_EVENTS, () -> store.events(key, after, limit));
    }

    @Override
    public long published(StreamKey key) {
        return plan.call(Boundary.STORE_PUBLISHED, () -> store.published(key));
    }

    @Override
    public boolean markPublished(Lease lease, StreamKey key, long sequence) {
        return plan.call(Boundary.STORE_MARK_PUBLISHED, () -> store.markPublished(lease, key, sequence));
    }

    @Override
    public int pruneEvents(Instant before, int limit) {
        return plan.call(Boundary.STORE_PRUNE_EVENTS, () -> store.pruneEvents(before, limit));
    }

    /** Closes the store behind it, also after a crash: the end of a process lets go of its connections. */
    @Override
    public void close() {
        store.close();
    }
}
