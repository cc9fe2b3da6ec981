package io.replicante.core.cycle;

import io.replicante.core.state.Fence;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.OffsetUnit;
import java.util.Optional;

/** What a cycle adds to what is remembered of an old primary: how much it had, where it ended, and where others went another way. */
record History(ClusterView view) {
    /** What a stopped node's agent reads from its disk is final, as nothing can be added to it. */
    Fence read(NodeView node, Fence old) {
        Fence known = told(node, old);
        return position(node, old.term()).map(known::endingAt).orElse(known);
    }

    /** While it runs it may add to its copy. */
    Fence running(NodeView node, Fence old) {
        Fence known = told(node, old);
        return position(node, old.term()).map(known::having).orElse(known).running();
    }

    /** The readings themselves are not kept for long once another one is the primary. */
    Fence told(NodeView node, Fence old) {
        return view.offsets().stream()
                .filter(offset -> offset.nodeId().equals(node.nodeId()) && offset.term() == old.term())
                .map(offset -> new CommitOffset(OffsetUnit.of(offset.unit()), offset.value()))
                .reduce(old, Fence::having, (first, second) -> second);
    }

    /** Whoever is the primary now began somewhere. */
    Fence branched(NodeView node, Fence old) {
        return view.leadership()
                .primary()
                .toOptional()
                .filter(primary -> !primary.equals(node.nodeId()))
                .flatMap(view::node)
                .flatMap(NodeView::copy)
                .flatMap(copy ->
                        copy.termBegan().map(began -> old.branchedAt(copy.term().orElse(0L), began)))
                .orElse(old);
    }

    private static Optional<CommitOffset> position(NodeView node, long term) {
        return node.copy().filter(copy -> copy.term().orElse(0L) == term).flatMap(AgentShard::commitOffset);
    }
}
