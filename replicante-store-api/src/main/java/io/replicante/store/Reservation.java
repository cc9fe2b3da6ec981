package io.replicante.store;

import io.replicante.spec.event.NewEvent;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A share of a budget that crosses scopes, taken with a commit. A taken share has no lifetime: it ends when its holder gives it back.
 *
 * @param budget the budget, for example {@code fleet/voluntary}
 * @param holder who takes the share; taking twice is one share
 * @param limit how many shares the budget has at present
 * @param domains the failure domains that the share lies in, and in how many the shares of the budget may lie at one time
 * @param had what takes effect only if the share was had
 * @param refused what takes effect only if it was not
 */
public record Reservation(String budget, String holder, int limit, Domains domains, Depending had, Depending refused) {
    /** Refuses nulls. */
    public Reservation {
        Objects.requireNonNull(budget, "budget");
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(domains, "domains");
        Objects.requireNonNull(had, "had");
        Objects.requireNonNull(refused, "refused");
    }

    /**
     * A share that lies in no failure domain, and without which nothing else takes effect.
     *
     * @param budget the budget
     * @param holder who takes the share
     * @param limit how many shares the budget has at present
     * @param documents documents that are put only if the share was had
     * @param events events that are appended only if the share was had
     */
    public Reservation(String budget, String holder, int limit, List<Document> documents, List<NewEvent> events) {
        this(budget, holder, limit, Domains.NONE, new Depending(documents, events), Depending.NOTHING);
    }

    /**
     * Where a share lies.
     *
     * @param names the failure domains, in the words of whoever takes the share; none: it counts for the number of shares only
     * @param limit in how many different domains all shares of the budget together may lie
     */
    public record Domains(Set<String> names, int limit) {
        /** In no domain. */
        public static final Domains NONE = new Domains(Set.of(), 0);

        /** Copies the names, in their order. */
        public Domains {
            NavigableSet<String> sorted = new TreeSet<>(names);
            names = Collections.unmodifiableNavigableSet(sorted);
        }
    }

    /**
     * A part of a commit that depends on whether a share was had.
     *
     * @param documents documents to put
     * @param events events to append
     */
    public record Depending(List<Document> documents, List<NewEvent> events) {
        /** Nothing. */
        public static final Depending NOTHING = new Depending(List.of(), List.of());

        /** Copies the lists. */
        public Depending {
            documents = List.copyOf(documents);
            events = List.copyOf(events);
        }
    }

    /**
     * Names a share.
     *
     * @param budget the budget
     * @param holder who holds it
     */
    public record Share(String budget, String holder) {
        /** Refuses nulls. */
        public Share {
            Objects.requireNonNull(budget, "budget");
            Objects.requireNonNull(holder, "holder");
        }
    }
}
