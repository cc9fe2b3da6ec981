package io.replicante.core.check;

import io.replicante.core.state.Finding.Severity;
import io.replicante.core.state.Subject;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.StoreExtras;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Looks for identities that contradict each other: two nodes of one name, members of another cluster. */
final class IdentityCheck implements DesiredStateCheck {
    @Override
    public String name() {
        return "identity";
    }

    @Override
    public List<Signal> check(ClusterView view) {
        List<Signal> signals = new ArrayList<>();
        duplicates(
                view, "node id", node -> node.observation().node().toOptional().map(AgentNode::nodeId), signals);
        duplicates(view, "member id", NodeView::memberId, signals);
        clusters(view, signals);
        return signals;
    }

    private static void duplicates(
            ClusterView view, String what, Function<NodeView, Optional<String>> identity, List<Signal> signals) {
        Map<String, List<String>> claimants = new TreeMap<>();
        view.nodes()
                .values()
                .forEach(node -> identity.apply(node)
                        .ifPresent(id -> claimants
                                .computeIfAbsent(id, each -> new ArrayList<>())
                                .add(node.nodeId())));
        claimants.forEach((id, nodes) -> {
            if (nodes.size() > 1) {
                signals.add(Signal.of(
                        FindingCodes.DUPLICATE_IDENTITY,
                        Severity.ERROR,
                        new Subject("node", nodes.get(0) + "," + nodes.get(1)),
                        "Nodes " + String.join(", ", nodes) + " claim the same " + what + " " + id + "."));
            }
        });
    }

    private static void clusters(ClusterView view, List<Signal> signals) {
        TreeSet<String> reported = new TreeSet<>();
        for (NodeView node : view.nodes().values()) {
            Optional<String> clusterId = node.isIdle()
                    ? Optional.empty()
                    : node.observation().store().toOptional().map(StoreExtras::clusterId);
            clusterId.ifPresent(reported::add);
            Optional<String> known = view.state().record().storeClusterId();
            if (clusterId.isPresent() && known.isPresent() && !clusterId.equals(known)) {
                signals.add(Signal.of(
                        FindingCodes.WRONG_CLUSTER_MEMBER,
                        Severity.ERROR,
                        Subject.node(node.nodeId()),
                        "Node " + node.nodeId() + " belongs to cluster " + clusterId.get()
                                + " of the datastore, not to " + known.get() + "."));
            }
        }
        if (reported.size() > 1 && view.state().record().storeClusterId().isEmpty()) {
            signals.add(Signal.of(
                    FindingCodes.CONFLICTING_REPORTS,
                    Severity.ERROR,
                    Subject.cluster(view.ref().clusterId()),
                    "The nodes report different clusters of the datastore: " + String.join(", ", reported) + "."));
        }
    }
}
