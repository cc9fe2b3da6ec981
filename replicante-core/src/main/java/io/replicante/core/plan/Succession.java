package io.replicante.core.plan;

import io.replicante.core.state.Intent;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Fences;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.datastore.Failover;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.CommitOffset;
import java.util.Comparator;
import java.util.Optional;

/** How a datastore that chooses no primary by itself is given another one: by which actions, and whom. */
record Succession(ClusterView view, Failover.Commands commands) {
    static Optional<Succession> of(ClusterView view) {
        return view.definition()
                .toOptional()
                .map(definition -> definition.failover())
                .filter(failover -> failover.mode() == Failover.Mode.COMMANDED)
                .map(failover -> new Succession(view, failover.commands()));
    }

    Optional<ActionDefinition> action(Optional<String> kind) {
        return kind.flatMap(name -> view.definition().toOptional().flatMap(definition -> definition.action(name)));
    }

    Optional<ActionDefinition> revoke() {
        return action(commands.revoke().map(Failover.Revoke::action));
    }

    Optional<ActionDefinition> quiesce() {
        return action(commands.quiesce().map(Failover.Quiesce::action));
    }

    /** Who is furthest, in the newest term, of those that may become the primary. */
    Optional<NodeView> heir(String except) {
        Fences fences = new Fences(view);
        return view.nodes().values().stream()
                .filter(node -> !node.nodeId().equals(except) && node.isUp())
                .filter(node -> fences.isElectable(node).orElse(false))
                .filter(node -> !view.leadership().stale().contains(node.nodeId()))
                .filter(node -> !view.leadership().contested().equals(Optional.of(node.nodeId())))
                .max(Comparator.comparingLong(Succession::term)
                        .thenComparingLong(Succession::position)
                        .thenComparing(NodeView::nodeId, Comparator.reverseOrder()));
    }

    private static long term(NodeView node) {
        return node.copy().flatMap(AgentShard::term).orElse(0L);
    }

    private static long position(NodeView node) {
        return node.copy()
                .flatMap(AgentShard::commitOffset)
                .map(CommitOffset::value)
                .orElse(Long.MIN_VALUE);
    }

    /** The action in flight that stops writes on a node. */
    Optional<Intent> pause(String nodeId) {
        return view.inFlight().stream()
                .filter(intent -> intent.candidate().effect().shift().pauses().equals(Optional.of(nodeId)))
                .findFirst();
    }
}
