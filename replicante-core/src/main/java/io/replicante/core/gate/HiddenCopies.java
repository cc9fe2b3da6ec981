package io.replicante.core.gate;

import io.replicante.core.gate.Copies.Copy;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.NodeView;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The members of which nobody ever read which copies they hold. Each may have had a copy of every shard, with writes that it
 * acknowledged, and it is lost.
 *
 * @param view the cluster
 */
record HiddenCopies(ClusterView view) {
    List<Copy> list() {
        return view.ensemble()
                .toOptional()
                .map(this::members)
                .orElseGet(() -> view.nodes().values().stream()
                        .filter(HiddenCopies::isHidden)
                        .map(node -> copy(node.nodeId(), node.memberId(), node.domain())))
                .toList();
    }

    private Stream<Copy> members(Ensemble ensemble) {
        return ensemble.members().stream()
                .filter(Ensemble.Member::holdsData)
                .filter(member -> node(member).map(HiddenCopies::isHidden).orElse(true))
                .map(member -> copy(
                        member.nodeId().orElse(member.label()),
                        Optional.of(member.id()),
                        node(member).flatMap(NodeView::domain)));
    }

    private Optional<NodeView> node(Ensemble.Member member) {
        return member.nodeId().flatMap(view::node);
    }

    private static boolean isHidden(NodeView node) {
        return node.lastCopies().isEmpty() && !node.isIdle();
    }

    private static Copy copy(String nodeId, Optional<String> memberId, Optional<String> domain) {
        return new Copy(nodeId, memberId, domain, false, false, true, false, false);
    }
}
