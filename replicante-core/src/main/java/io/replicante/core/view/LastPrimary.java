package io.replicante.core.view;

import io.replicante.core.state.NodeRecord;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.model.ShardRole;
import java.util.List;
import java.util.Optional;

/**
 * Who was the primary last, where no node says now, or said last, that it is: its name may be on another machine, or be forgotten.
 * Then only a person knows. Immutable.
 *
 * @param view the cluster
 */
public record LastPrimary(ClusterView view) {
    /**
     * The words of people for nodes that may have been it. Whoever follows somebody, or is known to have been replaced or left behind,
     * was not it; whoever stepped back and was not replaced was, and then nobody else.
     *
     * @param except the node that is to be the primary
     * @return the words that count now, by the rule {@link SafetyOverride#OLD_PRIMARY_REVOKED}
     */
    public List<SafetyOverride> words(String except) {
        List<String> steppedBack = view.nodes().values().stream()
                .filter(node ->
                        node.remembered().filter(NodeRecord::steppedBack).isPresent())
                .map(NodeView::nodeId)
                .filter(node -> !node.equals(except))
                .toList();
        return view.state().overrides().values().stream()
                .filter(word -> word.rule().equals(SafetyOverride.OLD_PRIMARY_REVOKED) && word.isValid(view.now()))
                .filter(word -> word.nodeId()
                        .filter(node -> !node.equals(except) && mayBe(node))
                        .filter(node -> steppedBack.isEmpty() || steppedBack.contains(node))
                        .isPresent())
                .toList();
    }

    /** What is stored may be of another machine of that name, for which the word was given. */
    private boolean mayBe(String nodeId) {
        Optional<NodeRecord> stored = Optional.ofNullable(view.state().nodes().get(nodeId));
        return stored.flatMap(NodeRecord::replaced).isEmpty()
                && view.node(nodeId).filter(LastPrimary::wasNotIt).isEmpty();
    }

    private static boolean wasNotIt(NodeView node) {
        if (node.remembered().filter(NodeRecord::steppedBack).isPresent()) {
            return false;
        }
        boolean follows = !node.isIdle()
                && node.copy()
                        .filter(copy -> copy.is(ShardRole.SECONDARY) || copy.is(ShardRole.RECOVERING))
                        .isPresent();
        boolean says = node.lastCopies().orElse(List.of()).stream().anyMatch(copy -> copy.is(ShardRole.PRIMARY));
        boolean left = node.remembered()
                .filter(known -> known.replaced().isPresent() || known.fence().isPresent())
                .isPresent();
        return follows || says || left;
    }
}
