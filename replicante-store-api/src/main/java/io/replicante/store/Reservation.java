package io.replicante.store;

import java.util.List;
import java.util.Objects;

/**
 * A share of a budget that crosses scopes, taken or given back with a commit. A taken share has no lifetime: it ends when its
 * holder gives it back.
 *
 * @param budget the budget, for example {@code fleet/voluntary}
 * @param holder who takes the share; taking twice is one share
 * @param limit how many shares the budget has at present
 * @param documents documents that are put only if the share was had
 * @param events events that are appended only if the share was had
 */
public record Reservation(
        String budget,
        String holder,
        int limit,
        List<Document> documents,
        List<io.replicante.spec.event.NewEvent> events) {
    /** Refuses nulls, copies the lists. */
    public Reservation {
        Objects.requireNonNull(budget, "budget");
        Objects.requireNonNull(holder, "holder");
        documents = List.copyOf(documents);
        events = List.copyOf(events);
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
