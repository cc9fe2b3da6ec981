package io.replicante.core.check;

import io.replicante.core.state.Finding.Severity;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.state.Subject;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Leadership;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.ShardClass;
import io.replicante.spec.model.ShardRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at who takes the writes. */
final class LeadershipCheck implements DesiredStateCheck {
    @Override
    public String name() {
        return "leadership";
    }

    @Override
    public List<Signal> check(ClusterView view) {
        List<Signal> signals = new ArrayList<>();
        Leadership leadership = view.leadership();
        Subject cluster = Subject.cluster(view.ref().clusterId());
        if (leadership.conflicting().size() > 1) {
            signals.add(Signal.of(
                    FindingCodes.MULTIPLE_PRIMARIES,
                    Severity.ERROR,
                    cluster,
                    "Several nodes claim to be the primary: " + String.join(", ", leadership.conflicting()) + "."));
        } else if (hasPrimary(view)
                && !leadership.primary().isKnown()
                && view.everInitialised()
                && !view.nodes().isEmpty()) {
            signals.add(missing(view, cluster));
        }
        for (String nodeId : leadership.stale()) {
            signals.add(Signal.of(
                    FindingCodes.STALE_PRIMARY_CLAIM,
                    Severity.WARNING,
                    Subject.node(nodeId),
                    "Node " + nodeId + " claims to be the primary in a term that has passed."));
        }
        view.nodes().values().stream()
                .filter(node -> !leadership.primary().isKnown())
                .filter(node -> wasPrimary(node) && DeclaredGroups.isLost(view, node))
                .filter(node -> !DeclaredGroups.isLeftOver(view, node))
                .map(node -> Signal.of(
                        FindingCodes.DEAD_PRIMARY,
                        Severity.ERROR,
                        Subject.node(node.nodeId()),
                        "Node " + node.nodeId() + ", the last known primary, does not answer."))
                .forEach(signals::add);
        return signals;
    }

    /** Of a datastore whose shards have primaries of their own, or none, nobody is the primary of the cluster. */
    private static boolean hasPrimary(ClusterView view) {
        return view.definition()
                .toOptional()
                .map(known -> known.shardClasses().stream()
                        .anyMatch(each -> each.layout() == ShardClass.Layout.SINGLE
                                && each.primaries().max() > 0))
                .orElse(true);
    }

    private static Signal missing(ClusterView view, Subject cluster) {
        boolean had = view.state().record().term().isPresent();
        return had
                ? Signal.of(FindingCodes.NO_PRIMARY, Severity.ERROR, cluster, "No node takes writes.")
                : Signal.of(
                        FindingCodes.NEVER_HAD_PRIMARY,
                        Severity.WARNING,
                        cluster,
                        "No node takes writes, and none ever did.");
    }

    private static boolean wasPrimary(NodeView node) {
        return node.remembered().map(NodeRecord::shards).orElse(List.of()).stream()
                .anyMatch(shard -> shard.role().equals(Optional.of(ShardRole.PRIMARY)));
    }
}
