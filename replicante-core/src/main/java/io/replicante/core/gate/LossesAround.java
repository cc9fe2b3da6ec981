package io.replicante.core.gate;

import io.replicante.core.state.ClusterFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The losses of a cluster among those of its namespace. What is lost is found when its cluster is looked at next, so losses of two
 * clusters that were found at different times may have happened at once. Immutable.
 *
 * @param seen how many nodes were ever seen healthy, in all clusters
 * @param lost what of them is lost
 */
record LossesAround(int seen, List<Loss> lost) {
    private static final int OWN = 0;

    /**
     * Nodes that are lost.
     *
     * @param cluster which of the clusters they are of
     * @param found since when they are found to be lost
     * @param late how much earlier they may have been lost
     * @param nodes how many they are
     */
    private record Loss(int cluster, Instant found, Duration late, int nodes) {
        boolean isWithin(Loss first, Duration window) {
            Instant happened = cluster == first.cluster ? found : found.minus(late);
            return !found.isBefore(first.found) && !happened.isAfter(first.found.plus(window));
        }
    }

    /** The losses of one cluster, which is looked at so often, and of others. */
    static LossesAround of(Losses own, Duration every, Collection<ClusterFacts> others) {
        return of(own, every, others, other -> Optional.empty());
    }

    /** The same, as if each cluster that was not looked at since then had lost all its nodes just then. */
    static LossesAround atWorst(
            Losses own, Duration every, Collection<ClusterFacts> others, Instant since, Instant now) {
        return of(own, every, others, other -> Optional.of(since).filter(loss -> !other.wasSeenSince(loss, now)));
    }

    private static LossesAround of(
            Losses own,
            Duration every,
            Collection<ClusterFacts> others,
            Function<ClusterFacts, Optional<Instant>> allLost) {
        List<Loss> lost = new ArrayList<>();
        own.lost().forEach(at -> lost.add(new Loss(OWN, at, every, 1)));
        int seen = own.seen();
        int cluster = OWN;
        for (ClusterFacts other : others) {
            int at = ++cluster;
            seen += other.seen();
            Duration late = other.observed().map(ClusterFacts.Observed::every).orElse(Duration.ZERO);
            other.lost().forEach(each -> lost.add(new Loss(at, each, late, 1)));
            int working = Math.max(0, other.seen() - other.lost().size());
            allLost.apply(other)
                    .map(loss -> new Loss(at, loss, Duration.ZERO, working))
                    .ifPresent(lost::add);
        }
        return new LossesAround(seen, List.copyOf(lost));
    }

    /**
     * How many nodes were lost at once with one of the first cluster. Losses are compared with one another and not with the time, so
     * that the answer stays as long as they last.
     *
     * @param window what counts as at once
     * @return the greatest number; zero when that cluster lost none
     */
    long atOnce(Duration window) {
        return lost.stream()
                .filter(first -> lost.stream().anyMatch(each -> each.cluster() == OWN && each.isWithin(first, window)))
                .mapToLong(first -> lost.stream()
                        .filter(each -> each.isWithin(first, window))
                        .mapToLong(Loss::nodes)
                        .sum())
                .max()
                .orElse(0);
    }
}
