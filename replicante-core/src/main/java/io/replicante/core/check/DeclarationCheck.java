package io.replicante.core.check;

import io.replicante.core.state.Finding.Severity;
import io.replicante.core.state.Subject;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.cluster.NodeGroup;
import io.replicante.spec.platform.DiscoveredNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what exists with what is declared: initialisation, and the nodes of each group. */
final class DeclarationCheck implements DesiredStateCheck {
    @Override
    public String name() {
        return "declaration";
    }

    @Override
    public List<Signal> check(ClusterView view) {
        List<Signal> signals = new ArrayList<>();
        if (view.spec().declaration().definition().isPresent() && !view.everInitialised()) {
            signals.add(Signal.of(
                    FindingCodes.CLUSTER_NOT_INITIALISED,
                    Severity.WARNING,
                    Subject.cluster(view.ref().clusterId()),
                    "The cluster is declared and was never initialised."));
        }
        DeclaredGroups.missing(view).forEach((group, missing) -> {
            if (missing > 0) {
                signals.add(Signal.of(
                        FindingCodes.MISSING_NODE,
                        Severity.WARNING,
                        new Subject("group", group),
                        "Group " + group + " lacks " + missing + " of its declared nodes."));
            } else if (missing < 0) {
                signals.add(Signal.of(
                        FindingCodes.UNEXPECTED_NODE,
                        Severity.INFO,
                        new Subject("group", group),
                        "Group " + group + " has " + -missing + " nodes more than declared."));
            }
        });
        signals.addAll(versions(view));
        return signals;
    }

    private static List<Signal> versions(ClusterView view) {
        return view.spec().declaration().definition().stream()
                .flatMap(declared -> view.nodes().values().stream().flatMap(node -> version(declared, node).stream()))
                .toList();
    }

    private static Optional<Signal> version(ClusterDefinition declared, NodeView node) {
        String wanted = node.discovered()
                .flatMap(DiscoveredNode::nodeGroup)
                .map(declared.nodes()::get)
                .flatMap(NodeGroup::storeVersion)
                .orElse(declared.storeVersion());
        return node.observation()
                .node()
                .toOptional()
                .map(agent -> agent.storeVersion().number())
                .filter(running -> !running.equals(wanted))
                .map(running -> new Signal(
                        FindingCodes.VERSION_DIFFERS,
                        Severity.INFO,
                        Subject.node(node.nodeId()),
                        "Node " + node.nodeId() + " runs another version than is declared.",
                        Map.of("running", running, "declared", wanted)));
    }
}
