package io.replicante.store;

import io.replicante.spec.event.Event;
import io.replicante.spec.event.StreamKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where the engine keeps everything that must outlive a cycle.
 *
 * <p><b>Consistency:</b> all methods are linearizable. What {@link #commit} answered {@code Committed} for is visible to every
 * later call on every instance, and survives what {@link StoreDescription} says.
 *
 * <p><b>Time:</b> leases and due work live on the store's own time, {@link #now}, never on that of a caller.
 *
 * <p><b>Blocking and threads:</b> methods may block on I/O, at most for the store's own configured time-out; they may be
 * called concurrently.
 *
 * <p><b>Failure:</b> {@link io.replicante.spec.UnavailableException}: nothing was changed, retry later.
 * {@link io.replicante.spec.IndeterminateException}: a change may have been made; load again to find out. Expected outcomes of
 * {@link #commit} are return values.
 *
 * <p>The rules are numbered in the contract tests that every implementation runs.
 */
public interface Store extends AutoCloseable {
    /**
     * What the store is.
     *
     * @return the description; constant while the store is open
     */
    StoreDescription describe();

    /**
     * The store's time. It never goes back within one incarnation.
     *
     * @return now
     */
    Instant now();

    /**
     * All documents and the revisions of some scopes, as of one moment.
     *
     * @param scopes the scopes
     * @return the snapshot
     */
    Snapshot load(Collection<Scope> scopes);

    /**
     * Changes a scope atomically. Raises its revision by one, even when the commit holds no document. Checked in this order:
     * the lease, the expected revisions, the reservations. The events of a stream key get the next sequences of that key; its
     * counter outlives everything else. Every key with an unpublished event is due for publishing at once.
     *
     * @param commit the change
     * @return what became of it
     */
    CommitResult commit(Commit commit);

    /**
     * Documents of one kind across scopes. Parts of a list are read at different moments.
     *
     * @param query what is wanted
     * @return a part of the list
     */
    Page<Query.Hit> list(Query query);

    /**
     * Grants leases on work that is due and not under an unexpired lease of somebody else, longest due first; a claim for
     * {@code only} one piece of work grants it whether due or not, creates it if it is not there, and replaces an unexpired
     * lease of the same owner.
     *
     * @param request what is wanted
     * @return the leases granted, at most {@code max}
     */
    List<Lease> claim(ClaimRequest request);

    /**
     * Extends a lease that is still the newest and unexpired.
     *
     * @param lease the lease
     * @param duration how long from now
     * @return the lease with its new times, or empty when it is stale
     */
    Optional<Lease> renew(Lease lease, Duration duration);

    /**
     * Ends a lease early; a stale one is ignored. The work keeps its due time unless one is given. A time that a commit
     * set while the lease was held is kept when it is earlier.
     *
     * @param lease the lease
     * @param nextDue when the work is due again
     */
    void release(Lease lease, Optional<Instant> nextDue);

    /**
     * The events of a key in order.
     *
     * @param key the key
     * @param after the sequence before the first wanted
     * @param limit how many at most, 1 to 1000
     * @return the events that are still kept
     */
    List<Event> events(StreamKey key, long after, int limit);

    /**
     * How far a key was published. Only grows.
     *
     * @param key the key
     * @return the sequence of the last published event; 0 for none
     */
    long published(StreamKey key);

    /**
     * Records how far a key was published. Never moves back; once nothing is left unpublished the key is not due any more.
     *
     * @param lease the lease on the key's publishing
     * @param key the key
     * @param sequence the last published sequence
     * @return false when the lease is stale, and nothing was changed
     */
    boolean markPublished(Lease lease, StreamKey key, long sequence);

    /**
     * Drops published events that are older than a time. Counters stay.
     *
     * @param before the time
     * @param limit how many at most in one call
     * @return how many were dropped
     */
    int pruneEvents(Instant before, int limit);

    /** Closes the store; later calls throw {@link io.replicante.spec.UnavailableException}. Idempotent. */
    @Override
    void close();
}
