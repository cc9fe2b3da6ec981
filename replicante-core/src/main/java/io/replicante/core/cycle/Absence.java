package io.replicante.core.cycle;

import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.state.Unlisted;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.spec.cluster.Declaration;
import java.util.Optional;

/** Which of the nodes that do not answer the platform does not list any more. */
record Absence(ClusterView view) {
    /** What is remembered of it, with the listing of now. */
    Optional<Unlisted> of(NodeView node) {
        if (node.observation().node().isKnown()) {
            return Optional.empty();
        }
        Unlisted before = node.remembered().flatMap(NodeRecord::unlisted).orElseGet(() -> Unlisted.silent(view.now()));
        if (node.discovered().isPresent()) {
            return Optional.of(before.listed());
        }
        return Optional.of(view.discovery()
                .toOptional()
                .filter(listing -> isWhole())
                .map(DiscoveryRecord::observedAt)
                .map(before::lacking)
                .orElse(before));
    }

    /** As many listings as a loss takes to be confirmed, over as long: one of them may be cut short. */
    boolean isConfirmed(NodeView node) {
        Declaration.Confirmation confirmation = view.spec().declaration().confirmation();
        return of(node).filter(unlisted -> unlisted.isConfirmed(confirmation.cycles(), confirmation.loss()))
                .isPresent();
    }

    /** A listing that lacks somebody who answers is cut short. */
    boolean isWhole() {
        return view.nodes().values().stream()
                .filter(node -> node.observation().node().isKnown())
                .allMatch(node -> node.discovered().isPresent());
    }
}
