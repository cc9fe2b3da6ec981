package io.replicante.core.gate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many failure domains may fail, whichever they are, before too much is gone with them. */
final class FailureDomains {
    private FailureDomains() {}

    /**
     * Something that fails with its domain.
     *
     * @param domain its failure domain; empty when it is not known though others are: then it fails with every one
     * @param weight what is gone with it
     */
    record Unit(Optional<String> domain, long weight) {}

    /**
     * Counts the domains that may fail. Greedy is exact here: what counts is only how much the heaviest domains take with them.
     *
     * @param units what can fail
     * @param spare how much may be gone
     * @return the number; -1 when too much is gone already
     */
    static int survived(List<Unit> units, long spare) {
        if (spare < 0) {
            return -1;
        }
        long gone = units.stream()
                .filter(unit -> unit.domain().isEmpty())
                .mapToLong(Unit::weight)
                .sum();
        int count = 0;
        for (long domain : heaviestFirst(units, gone > 0)) {
            gone += domain;
            if (gone > spare) {
                return count;
            }
            count++;
        }
        return count;
    }

    /** Units of unknown domain, when there are no others, are one domain. */
    private static List<Long> heaviestFirst(List<Unit> units, boolean someAnywhere) {
        Map<String, Long> domains = new HashMap<>();
        for (Unit unit : units) {
            unit.domain().ifPresent(domain -> domains.merge(domain, unit.weight(), Long::sum));
        }
        if (domains.isEmpty() && someAnywhere) {
            return List.of(0L);
        }
        List<Long> weights = new ArrayList<>(domains.values());
        weights.sort(Comparator.reverseOrder());
        return weights;
    }
}
