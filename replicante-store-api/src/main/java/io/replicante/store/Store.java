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
 * {@link #commit} are return values; an {@link IllegalArgumentException} is a mistake of the caller and changed nothing.
 *
 * <p><b>Rules</b> have numbers, S<i>chapter</i>.<i>rule</i>, and the contract tests that every implementation runs name them.
 * Those of a method are listed with it; these concern them all:
 *
 * <ul>
 *   <li>S8.1 Texts are compared exactly: case, accents, trailing spaces and wildcards of query languages count as they are.
 *   <li>S8.2 A kind has up to 64 characters, scopes and ids up to 600, bodies up to {@link Document#MAX_BODY}; they are
 *       well-formed Unicode without NUL.
 *   <li>S9.1 Instants from 1970 to 9999 are kept to the microsecond; finer parts may be cut.
 *   <li>S10.1 Two stores opened on the same data are one store: what one has done, the other sees at once.
 *   <li>S10.2 A store reopened on the same data is the same incarnation and has everything, leases included.
 * </ul>
 */
public interface Store extends AutoCloseable {
    /**
     * What the store is.
     *
     * @return the description; constant while the store is open
     */
    StoreDescription describe();

    /**
     * The store's time.
     *
     * <ul>
     *   <li>S9.2 It never goes back within one incarnation, though the clock that it is taken from may.
     *   <li>S9.3 It begins no earlier than {@link StoreDescription#createdAt()}.
     * </ul>
     *
     * @return now
     */
    Instant now();

    /**
     * All documents and the revisions of some scopes.
     *
     * <ul>
     *   <li>S2.4 They are as of one moment, all scopes together.
     *   <li>S8.3 The documents of a scope come in the order of kind and id, which for text outside ASCII is any fixed order.
     * </ul>
     *
     * @param scopes the scopes
     * @return the snapshot
     */
    Snapshot load(Collection<Scope> scopes);

    /**
     * Changes a scope atomically.
     *
     * <ul>
     *   <li>S1.1 Everything takes effect together, except what hangs on refused reservations.
     *   <li>S1.2 A refused commit changes nothing: no document, revision, sequence, due time or share.
     *   <li>S1.3 Checked in this order: the lease; the expected revisions in the order of their scopes; the reservations.
     *   <li>S1.4 Applied in this order: deletes, puts, shares given back, reservations in their order, work to forget, events
     *       (those of reservations last), due times.
     *   <li>S1.5 Of concurrent commits that expect the same revision, one succeeds.
     *   <li>S2.1 The scope's revision is raised by one, even when the commit holds no document, and no other scope's is.
     *   <li>S2.2 {@code RevisionMoved} names the scope that moved and its revision now.
     *   <li>S2.3 A scope that was never committed to has revision 0; revisions outlive all documents of the scope.
     *   <li>S3.3 A lease fences while it is the newest on its work, was not released nor its work forgotten, and the store's
     *       time is before its end. A lease is its work and its epoch: a copy from before a renewal is as good as the renewed.
     *   <li>S5.1 The events of a stream key get the next sequences of that key from 1 on, without gaps, whatever the scope, in
     *       the order of the commits and of the events in them; the counter outlives everything else.
     *   <li>S5.2 The answer holds the events as {@link #events} returns them later, and as {@link Event#of} makes them with the
     *       incarnation as issuer.
     *   <li>S7.1 A share is had when its holder has it already, or when fewer holders than the limit have one; and S7.4 holds.
     *   <li>S7.2 A refused reservation leaves the rest of the commit in force, the share that its holder may have had, too; what it
     *       says for this case takes effect instead of what it says for the other.
     *   <li>S7.3 A share ends when it is given back, and in no other way.
     *   <li>S7.4 A share is had in domains only when its holder has it in all of them already, or when those and the domains of all
     *       other holders of the budget are together no more different ones than the limit of domains. From then on it lies in
     *       those and no others. Names of domains are compared as other texts are (S8.1).
     * </ul>
     *
     * @param commit the change
     * @return what became of it
     */
    CommitResult commit(Commit commit);

    /**
     * Documents of one kind across scopes. Parts of a list are read at different moments.
     *
     * <ul>
     *   <li>S8.4 The order is that of scope and id, as in S8.3; the scopes are those whose text begins with the prefix.
     *   <li>S8.5 A document that is there from the first part to the last is listed exactly once, whatever else changes.
     *   <li>S8.6 {@link Page#next} is there if and only if more follow; what is not a {@code next} is refused with an
     *       {@link io.replicante.spec.InvalidInputException}.
     * </ul>
     *
     * @param query what is wanted
     * @return a part of the list
     */
    Page<Query.Hit> list(Query query);

    /**
     * Grants leases on work: either on what is due, longest due first, or on {@code only} one piece of work.
     *
     * <ul>
     *   <li>S3.1 Of one work there is never more than one unexpired lease.
     *   <li>S3.2 A new epoch is greater than all that were given before, on whatever work, and no less than the milliseconds
     *       of {@link StoreDescription#createdAt()}.
     *   <li>S3.4 A claim for one piece of work grants it whether due or not, creates it (not due) if it is not there, and
     *       replaces an unexpired lease of the same owner.
     *   <li>S4.1 Otherwise work is granted whose due time has come and on which nobody, not even the owner, has an unexpired
     *       lease: of the wanted kinds, longest due first, at most {@code max}.
     *   <li>S4.2 Work whose lease expired is due as before.
     * </ul>
     *
     * @param request what is wanted
     * @return the leases granted, at most {@code max}
     * @throws IllegalArgumentException if the duration is not positive
     */
    List<Lease> claim(ClaimRequest request);

    /**
     * Extends a lease that still fences.
     *
     * <ul>
     *   <li>S3.5 It keeps its epoch and ends {@code duration} after the store's time now; one that does not fence any more
     *       (S3.3) is not revived.
     * </ul>
     *
     * @param lease the lease
     * @param duration how long from now
     * @return the lease with its new times, or empty when it is stale
     * @throws IllegalArgumentException if the duration is not positive
     */
    Optional<Lease> renew(Lease lease, Duration duration);

    /**
     * Ends a lease early; one that does not fence any more (S3.3) is ignored.
     *
     * <ul>
     *   <li>S4.3 Without a next time the work keeps the one that it has.
     *   <li>S4.4 With one, the work is due then, or at the time that commits have set since the lease was granted, if that is
     *       earlier.
     * </ul>
     *
     * @param lease the lease
     * @param nextDue when the work is due again
     */
    void release(Lease lease, Optional<Instant> nextDue);

    /**
     * The events of a key in order.
     *
     * <ul>
     *   <li>S5.3 They are those after the given sequence that are still kept; there is no gap between them.
     * </ul>
     *
     * @param key the key
     * @param after the sequence before the first wanted
     * @param limit how many at most, 1 to 1000
     * @return the events that are still kept
     * @throws IllegalArgumentException if the limit is out of range
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
     * Records how far a key was published.
     *
     * <ul>
     *   <li>S6.1 A commit makes the publishing of the keys of its events due at once, by itself, whatever becomes of the scope.
     *   <li>S6.2 Publishing is due only while an event of the key is unpublished, and then for ever: nothing can forget it.
     *       {@link #release} may put it off until the next event comes.
     *   <li>S6.3 The mark never moves back.
     *   <li>S6.4 A stale lease (S3.3) changes nothing.
     * </ul>
     *
     * @param lease the lease on the key's publishing
     * @param key the key
     * @param sequence the last published sequence
     * @return false when the lease is stale, and nothing was changed
     * @throws IllegalArgumentException if the lease is on other work, or the key has no such event yet
     */
    boolean markPublished(Lease lease, StreamKey key, long sequence);

    /**
     * Drops published events that are older than a time, by {@link Event#time()}. Counters and marks stay.
     *
     * <ul>
     *   <li>S5.4 Of a key only the first events are dropped: what comes after one that must stay, stays.
     * </ul>
     *
     * @param before the time
     * @param limit how many at most in one call
     * @return how many were dropped; as many as the limit when there may be more
     * @throws IllegalArgumentException if the limit is below 1
     */
    int pruneEvents(Instant before, int limit);

    /**
     * Closes the store.
     *
     * <ul>
     *   <li>S10.3 It is idempotent; every later call of another method throws
     *       {@link io.replicante.spec.UnavailableException}.
     * </ul>
     */
    @Override
    void close();
}
