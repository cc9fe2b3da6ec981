package io.replicante.store.memory;

import io.replicante.store.Reservation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Who holds a share of which budget. Confined by the lock of {@link StoreData}. */
final class Budgets {
    private final Map<String, Set<String>> holders = new HashMap<>();

    /** A copy that changes independently. */
    Budgets copy() {
        Budgets copy = new Budgets();
        holders.forEach((budget, of) -> copy.holders.put(budget, new HashSet<>(of)));
        return copy;
    }

    /** Takes a share. Returns whether the holder has it now. */
    boolean take(Reservation reservation) {
        Set<String> of = holders.getOrDefault(reservation.budget(), Set.of());
        if (of.contains(reservation.holder())) {
            return true;
        }
        if (of.size() >= reservation.limit()) {
            return false;
        }
        holders.computeIfAbsent(reservation.budget(), budget -> new HashSet<>()).add(reservation.holder());
        return true;
    }

    void giveBack(Reservation.Share share) {
        holders.computeIfPresent(share.budget(), (budget, of) -> {
            of.remove(share.holder());
            return of.isEmpty() ? null : of;
        });
    }
}
