package io.replicante.store.memory;

import io.replicante.spec.event.Event;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.store.ClaimRequest;
import io.replicante.store.Commit;
import io.replicante.store.CommitResult;
import io.replicante.store.Document;
import io.replicante.store.Lease;
import io.replicante.store.Page;
import io.replicante.store.Query;
import io.replicante.store.Reservation;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import io.replicante.store.StoreDescription;
import io.replicante.store.WorkKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a store in memory holds. Every method is one atomic step; the first argument of those that depend on time is a
 * reading of the clock. Thread-safe: one lock, held over no foreign call.
 */
final class StoreData {
    private final StoreDescription description;
    private final ForwardTime time;
    private final Documents documents;
    private final Outbox outbox;
    private final Budgets budgets;
    private final WorkTable works;

    StoreData(String incarnation, Instant createdAt, int keepPublished) {
        this(
                new StoreDescription(incarnation, createdAt, false),
                new Documents(),
                new Outbox(keepPublished),
                new Budgets(),
                new WorkTable(createdAt.toEpochMilli()));
    }

    private StoreData(
            StoreDescription description, Documents documents, Outbox outbox, Budgets budgets, WorkTable works) {
        this.description = description;
        this.documents = documents;
        this.outbox = outbox;
        this.budgets = budgets;
        this.works = works;
        time = new ForwardTime(description.createdAt());
    }

    synchronized StoreData copy(Instant reading, String incarnation) {
        return new StoreData(
                new StoreDescription(incarnation, reading, false),
                documents.copy(),
                outbox.copy(),
                budgets.copy(),
                works.copy(reading.toEpochMilli()));
    }

    StoreDescription describe() {
        return description;
    }

    synchronized Instant now(Instant reading) {
        return time.at(reading);
    }

    synchronized Snapshot load(Collection<Scope> scopes) {
        Map<Scope, Long> revisions = new HashMap<>();
        Map<Scope, List<Document>> found = new HashMap<>();
        for (Scope scope : scopes) {
            revisions.put(scope, documents.revision(scope));
            found.put(scope, documents.of(scope));
        }
        return new Snapshot(revisions, found);
    }

    synchronized CommitResult commit(Instant reading, Commit commit) {
        Instant now = time.at(reading);
        Optional<CommitResult> refusal = refusal(commit, now);
        return refusal.isPresent() ? refusal.get() : apply(commit, now);
    }

    private Optional<CommitResult> refusal(Commit commit, Instant now) {
        if (commit.lease().isPresent() && !works.isHeld(commit.lease().get(), now)) {
            return Optional.of(new CommitResult.StaleLease(commit.lease().get()));
        }
        for (Map.Entry<Scope, Long> expected : new TreeMap<>(commit.expected()).entrySet()) {
            long actual = documents.revision(expected.getKey());
            if (actual != expected.getValue()) {
                return Optional.of(new CommitResult.RevisionMoved(expected.getKey(), actual));
            }
        }
        return Optional.empty();
    }

    private CommitResult apply(Commit commit, Instant now) {
        Scope scope = commit.scope();
        commit.deletes().forEach(key -> documents.delete(scope, key));
        commit.puts().forEach(document -> documents.put(scope, document));
        commit.giveBack().forEach(budgets::giveBack);
        List<NewEvent> events = new ArrayList<>(commit.events());
        Set<Reservation.Share> refused = new HashSet<>();
        for (Reservation reservation : commit.reservations()) {
            boolean had = budgets.take(reservation);
            Reservation.Depending depending = had ? reservation.had() : reservation.refused();
            depending.documents().forEach(document -> documents.put(scope, document));
            events.addAll(depending.events());
            if (!had) {
                refused.add(new Reservation.Share(reservation.budget(), reservation.holder()));
            }
        }
        commit.forget().stream().filter(this::mayBeIdle).forEach(works::forget);
        List<Event> placed = new ArrayList<>();
        for (NewEvent event : events) {
            placed.add(outbox.append(event, description.incarnation()));
            works.due(new Commit.Due(WorkKey.of(event.key()), now, true));
        }
        commit.due().stream().filter(due -> mayBeDue(due.work())).forEach(works::due);
        return new CommitResult.Committed(documents.raise(scope), placed, refused);
    }

    synchronized Page<Query.Hit> list(Query query) {
        return documents.list(query);
    }

    synchronized List<Lease> claim(Instant reading, ClaimRequest request) {
        return works.claim(request, time.at(reading));
    }

    synchronized Optional<Lease> renew(Instant reading, Lease lease, Duration duration) {
        return works.renew(lease, duration, time.at(reading));
    }

    synchronized void release(Instant reading, Lease lease, Optional<Instant> nextDue) {
        if (works.isHeld(lease, time.at(reading))) {
            works.release(lease, nextDue.filter(at -> mayBeDue(lease.work())));
        }
    }

    synchronized List<Event> events(StreamKey key, long after, int limit) {
        return outbox.events(key, after, limit);
    }

    synchronized long published(StreamKey key) {
        return outbox.published(key);
    }

    synchronized boolean markPublished(Instant reading, Lease lease, StreamKey key, long sequence) {
        if (sequence > outbox.last(key)) {
            throw new IllegalArgumentException(key + " has no event " + sequence + " yet");
        }
        if (!works.isHeld(lease, time.at(reading))) {
            return false;
        }
        outbox.markPublished(key, sequence);
        if (outbox.isPublished(key)) {
            works.notDue(WorkKey.of(key));
        }
        return true;
    }

    synchronized int pruneEvents(Instant before, int limit) {
        return outbox.prune(before, limit);
    }

    /** Publishing is due only while there is something to publish, whatever anybody asks for. */
    private boolean mayBeDue(WorkKey work) {
        return work.kind() != WorkKey.Kind.PUBLISH || !outbox.isPublished(new StreamKey(work.id()));
    }

    private boolean mayBeIdle(WorkKey work) {
        return work.kind() != WorkKey.Kind.PUBLISH || outbox.isPublished(new StreamKey(work.id()));
    }
}
