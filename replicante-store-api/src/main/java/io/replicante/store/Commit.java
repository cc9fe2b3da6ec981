package io.replicante.store;

import io.replicante.spec.event.NewEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One atomic change of one scope: either everything in it takes effect, or (except for refused reservations) nothing.
 *
 * @param scope the scope whose documents change and whose revision is raised
 * @param lease the lease that must still be the newest and unexpired; empty for changes that need none (people, hosts)
 * @param expected the revisions that must be unmoved, of this scope and of others
 * @param puts documents to create or replace
 * @param deletes documents to delete; absent ones are no error
 * @param events events to append to the outbox, in this order
 * @param due work to create or to make due at the given time; with {@link Due#onlyEarlier} never later than it already is
 * @param forget work to forget
 * @param reservations shares to take
 * @param giveBack shares to give back; absent ones are no error
 */
public record Commit(
        Scope scope,
        Optional<Lease> lease,
        Map<Scope, Long> expected,
        List<Document> puts,
        List<Document.Key> deletes,
        List<NewEvent> events,
        List<Due> due,
        List<WorkKey> forget,
        List<Reservation> reservations,
        List<Reservation.Share> giveBack) {
    /**
     * When work becomes due.
     *
     * @param work the work
     * @param at the store's time
     * @param onlyEarlier keep the present time when that is earlier
     */
    public record Due(WorkKey work, Instant at, boolean onlyEarlier) {
        /** Refuses nulls. */
        public Due {
            Objects.requireNonNull(work, "work");
            Objects.requireNonNull(at, "at");
        }
    }

    /** Refuses nulls, copies the collections. */
    public Commit {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(lease, "lease");
        expected = Map.copyOf(expected);
        puts = List.copyOf(puts);
        deletes = List.copyOf(deletes);
        events = List.copyOf(events);
        due = List.copyOf(due);
        forget = List.copyOf(forget);
        reservations = List.copyOf(reservations);
        giveBack = List.copyOf(giveBack);
    }

    /**
     * Begins a commit.
     *
     * @param scope the scope to change
     * @return a builder
     */
    public static Builder to(Scope scope) {
        return new Builder(scope);
    }

    /** Gathers the parts of a commit. Not thread-safe. */
    public static final class Builder {
        private final Scope scope;
        private Optional<Lease> lease = Optional.empty();
        private final Map<Scope, Long> expected = new LinkedHashMap<>();
        private final Map<Document.Key, Document> puts = new LinkedHashMap<>();
        private final List<Document.Key> deletes = new ArrayList<>();
        private final List<NewEvent> events = new ArrayList<>();
        private final List<Due> due = new ArrayList<>();
        private final List<WorkKey> forget = new ArrayList<>();
        private final List<Reservation> reservations = new ArrayList<>();
        private final List<Reservation.Share> giveBack = new ArrayList<>();

        private Builder(Scope scope) {
            this.scope = scope;
        }

        /**
         * Fences the commit.
         *
         * @param held the lease that must still hold
         * @return this
         */
        public Builder under(Lease held) {
            lease = Optional.of(held);
            return this;
        }

        /**
         * Makes the commit depend on an unmoved scope.
         *
         * @param other the scope
         * @param revision its revision as loaded
         * @return this
         */
        public Builder expecting(Scope other, long revision) {
            expected.put(other, revision);
            return this;
        }

        /**
         * Makes the commit depend on everything that was loaded.
         *
         * @param snapshot what was loaded
         * @return this
         */
        public Builder expecting(Snapshot snapshot) {
            expected.putAll(snapshot.revisions());
            return this;
        }

        /**
         * Creates or replaces a document; the last one of a key wins.
         *
         * @param document the document
         * @return this
         */
        public Builder put(Document document) {
            puts.put(document.key(), document);
            return this;
        }

        /**
         * Deletes a document.
         *
         * @param kind what it is
         * @param id which
         * @return this
         */
        public Builder delete(String kind, String id) {
            deletes.add(new Document.Key(kind, id));
            return this;
        }

        /**
         * Appends an event.
         *
         * @param event the event
         * @return this
         */
        public Builder event(NewEvent event) {
            events.add(event);
            return this;
        }

        /**
         * Makes work due at a time, whatever it was before.
         *
         * @param work the work
         * @param at the store's time
         * @return this
         */
        public Builder due(WorkKey work, Instant at) {
            due.add(new Due(work, at, false));
            return this;
        }

        /**
         * Makes work due at a time unless it is due earlier.
         *
         * @param work the work
         * @param at the store's time
         * @return this
         */
        public Builder dueNoLaterThan(WorkKey work, Instant at) {
            due.add(new Due(work, at, true));
            return this;
        }

        /**
         * Forgets work.
         *
         * @param work the work
         * @return this
         */
        public Builder forget(WorkKey work) {
            forget.add(work);
            return this;
        }

        /**
         * Takes a share of a budget.
         *
         * @param reservation the share and what depends on it
         * @return this
         */
        public Builder reserve(Reservation reservation) {
            reservations.add(reservation);
            return this;
        }

        /**
         * Gives a share back.
         *
         * @param budget the budget
         * @param holder its holder
         * @return this
         */
        public Builder giveBack(String budget, String holder) {
            giveBack.add(new Reservation.Share(budget, holder));
            return this;
        }

        /**
         * The commit.
         *
         * @return what was gathered
         */
        public Commit build() {
            return new Commit(
                    scope,
                    lease,
                    expected,
                    List.copyOf(puts.values()),
                    deletes,
                    events,
                    due,
                    forget,
                    reservations,
                    giveBack);
        }
    }
}
