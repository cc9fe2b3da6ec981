package io.replicante.store;

import io.replicante.spec.event.Event;
import io.replicante.spec.event.StreamKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A store that hands every call on to another one: to begin with for a wrapper that measures, refuses or logs some of them. As
 * thread-safe as the store behind it.
 *
 * <p>What a wrapper changes of a call is its own responsibility: the rules of {@link Store} are kept only as far as it lets them.
 */
public abstract class ForwardingStore implements Store {
    private final Store store;

    /**
     * Wraps a store.
     *
     * @param store what carries out the calls, and is closed with this one
     */
    protected ForwardingStore(Store store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    @Override
    public StoreDescription describe() {
        return store.describe();
    }

    @Override
    public Instant now() {
        return store.now();
    }

    @Override
    public Snapshot load(Collection<Scope> scopes) {
        return store.load(scopes);
    }

    @Override
    public CommitResult commit(Commit commit) {
        return store.commit(commit);
    }

    @Override
    public Page<Query.Hit> list(Query query) {
        return store.list(query);
    }

    @Override
    public List<Lease> claim(ClaimRequest request) {
        return store.claim(request);
    }

    @Override
    public Optional<Lease> renew(Lease lease, Duration duration) {
        return store.renew(lease, duration);
    }

    @Override
    public void release(Lease lease, Optional<Instant> nextDue) {
        store.release(lease, nextDue);
    }

    @Override
    public List<Event> events(StreamKey key, long after, int limit) {
        return store.events(key, after, limit);
    }

    @Override
    public long published(StreamKey key) {
        return store.published(key);
    }

    @Override
    public boolean markPublished(Lease lease, StreamKey key, long sequence) {
        return store.markPublished(lease, key, sequence);
    }

    @Override
    public int pruneEvents(Instant before, int limit) {
        return store.pruneEvents(before, limit);
    }

    @Override
    public void close() {
        store.close();
    }
}
