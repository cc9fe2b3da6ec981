package io.replicante.store;

import io.replicante.spec.event.Event;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What became of a commit. These are expected outcomes; a store that cannot tell throws instead. */
public sealed interface CommitResult {
    /**
     * Everything took effect, except what hung on refused reservations.
     *
     * @param revision the scope's new revision
     * @param events the events with their places
     * @param refused the reservations that were not had
     */
    record Committed(long revision, List<Event> events, Set<Reservation.Share> refused) implements CommitResult {
        /** Copies the collections. */
        public Committed {
            events = List.copyOf(events);
            refused = Set.copyOf(refused);
        }
    }

    /**
     * Nothing took effect: the lease has expired, or a newer one was granted.
     *
     * @param lease the stale lease
     */
    record StaleLease(Lease lease) implements CommitResult {
        /** Refuses nulls. */
        public StaleLease {
            Objects.requireNonNull(lease, "lease");
        }
    }

    /**
     * Nothing took effect: somebody else changed a scope since it was loaded. Load again and decide anew.
     *
     * @param scope a scope that moved
     * @param actual its revision now
     */
    record RevisionMoved(Scope scope, long actual) implements CommitResult {
        /** Refuses nulls. */
        public RevisionMoved {
            Objects.requireNonNull(scope, "scope");
        }
    }
}
