package io.replicante.store.memory;

import io.replicante.store.Reservation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who holds a share of which budget, and in which failure domains. Confined by the lock of {@link StoreData}. */
final class Budgets {
    private final Map<String, Map<String, Set<String>>> holders = new HashMap<>();

    /** A copy that changes independently. */
    Budgets copy() {
        Budgets copy = new Budgets();
        holders.forEach((budget, of) -> copy.holders.put(budget, new HashMap<>(of)));
        return copy;
    }

    /** Takes a share. Returns whether the holder has it now, in the domains that it asks for. */
    boolean take(Reservation reservation) {
        Map<String, Set<String>> of = holders.getOrDefault(reservation.budget(), Map.of());
        Optional<Set<String>> held = Optional.ofNullable(of.get(reservation.holder()));
        boolean counted = held.isPresent() || of.size() < reservation.limit();
        if (!counted || !fits(reservation, held.orElse(Set.of()), of)) {
            return false;
        }
        holders.computeIfAbsent(reservation.budget(), budget -> new HashMap<>())
                .put(reservation.holder(), reservation.domains().names());
        return true;
    }

    private static boolean fits(Reservation reservation, Set<String> held, Map<String, Set<String>> of) {
        Set<String> wanted = reservation.domains().names();
        if (held.containsAll(wanted)) {
            return true;
        }
        Set<String> together = new HashSet<>(wanted);
        of.forEach((holder, domains) -> {
            if (!holder.equals(reservation.holder())) {
                together.addAll(domains);
            }
        });
        return together.size() <= reservation.domains().limit();
    }

    void giveBack(Reservation.Share share) {
        holders.computeIfPresent(share.budget(), (budget, of) -> {
            of.remove(share.holder());
            return of.isEmpty() ? null : of;
        });
    }
}
