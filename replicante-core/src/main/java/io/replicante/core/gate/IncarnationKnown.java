package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Facts;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.Members;
import io.replicante.spec.datastore.Truth;
import io.replicante.spec.model.Evidence;
import java.util.Optional;

/**
 * {@code incarnation-known}: the return of a node that goes away can be seen, because its agent reports an incarnation; and nobody
 * comes back empty and votes, because its storage is durable.
 *
 * <p>Evidence: the incarnation of the node that goes away, read in this cycle; the definition's word on storage.
 */
final class IncarnationKnown implements SafetyRule {
    @Override
    public String id() {
        return "incarnation-known";
    }

    @Override
    public String unblockedBy() {
        return "an agent that reports the incarnation of its process";
    }

    @Override
    public Reason judge(GateCase judged) {
        Optional<String> away = judged.effect().away();
        if (away.isEmpty()) {
            return holds("nobody is taken away");
        }
        boolean emptied = judged.effect().shift().rebuilt().equals(away);
        boolean durable = emptied
                || judged.definition()
                        .filter(definition -> isDurable(judged.view(), definition.members(), away.get()))
                        .isPresent();
        if (!durable) {
            return violated(
                    "the storage is not known to be durable: " + away.get() + " could come back empty and vote",
                    "storage that lasts, by the definition or by what the node reports");
        }
        if (judged.view().node(away.get()).filter(NodeView::isStopped).isPresent()) {
            return holds("the process of " + away.get() + " is stopped: any incarnation shows that it is back");
        }
        return judged.view()
                .node(away.get())
                .map(this::judge)
                .orElseGet(() -> unknown(away.get() + " is no node that is known: its return could not be seen"));
    }

    private Reason judge(NodeView node) {
        return node.incarnation() instanceof Evidence.Unknown<String> unread
                ? unknown("the return of " + node.nodeId() + " could not be seen: " + unread.reason())
                : holds("the return of " + node.nodeId() + " can be seen by its incarnation");
    }

    static boolean isDurable(ClusterView view, Members members, String nodeId) {
        return switch (members.storage()) {
            case DURABLE -> true;
            case VOLATILE -> false;
            case REPORTED ->
                members.durableWhen()
                        .flatMap(condition -> view.node(nodeId)
                                .map(node -> condition.test(facts(view, node).variables())))
                        .filter(Truth::isTrue)
                        .isPresent();
        };
    }

    /** While a process is stopped its settings are those that it had. */
    private static Facts facts(ClusterView view, NodeView node) {
        return node.isStopped() ? Facts.of(view).lastOf(node) : Facts.of(view).node(node);
    }
}
