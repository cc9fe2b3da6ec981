package io.replicante.core.cycle;

import io.replicante.core.state.NodeRecord;
import io.replicante.core.state.Waiting;
import io.replicante.core.view.Acknowledgers;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.ShardClass;
import io.replicante.spec.model.AgentShard;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/** Remembers for whom a primary waits: when it cannot be asked any more, it is too late. */
record Waits(ClusterView view) {
    Optional<Waiting> of(NodeView node) {
        Optional<Waiting> before = node.remembered().flatMap(NodeRecord::waiting);
        Optional<String> primary = view.leadership().primary().toOptional();
        if (primary.isEmpty()) {
            return before;
        }
        if (!primary.get().equals(node.nodeId()) || !node.observation().store().isKnown()) {
            return Optional.empty();
        }
        return Acknowledgers.shards(view)
                .map(ShardClass::durability)
                .flatMap(model -> Acknowledgers.copies(view, (Durability.InSync) model, node))
                .map(copies -> next(node, copies, before));
    }

    /** Raised, or without one of them, it says nothing yet of what was acknowledged earlier. */
    private Waiting next(NodeView node, long copies, Optional<Waiting> known) {
        long term = node.copy().flatMap(AgentShard::term).orElse(0L);
        NavigableSet<String> of = Acknowledgers.possible(view, node);
        Optional<Waiting> before = known.filter(waiting -> waiting.term() == term)
                .filter(waiting -> waiting.copies() >= copies && of.containsAll(waiting.of()));
        if (before.isEmpty()) {
            return new Waiting(term, copies, List.copyOf(of), view.now(), false);
        }
        long reached = of.stream()
                .flatMap(name -> view.node(name).stream())
                .flatMap(other -> other.caughtUpAsOf().stream())
                .filter(asOf -> !asOf.isBefore(before.get().since()))
                .count();
        return new Waiting(
                term,
                copies,
                List.copyOf(of),
                before.get().since(),
                before.get().settled() || reached >= copies);
    }
}
