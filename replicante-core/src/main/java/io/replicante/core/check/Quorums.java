package io.replicante.core.check;

import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.NodeView;
import java.util.function.Predicate;

/** Counts the votes of the datastore's own configuration. Stateless. */
final class Quorums {
    private Quorums() {}

    static long votes(Ensemble ensemble) {
        return ensemble.voters().stream().mapToLong(Ensemble.Member::votes).sum();
    }

    static long votes(ClusterView view, Ensemble ensemble, Predicate<NodeView> which) {
        return ensemble.voters().stream()
                .filter(voter ->
                        voter.nodeId().flatMap(view::node).filter(which).isPresent())
                .mapToLong(Ensemble.Member::votes)
                .sum();
    }

    static long majority(long votes) {
        return votes / 2 + 1;
    }
}
