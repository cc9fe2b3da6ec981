package io.replicante.core.check;

import io.replicante.core.state.Finding;
import io.replicante.core.state.Finding.Severity;
import io.replicante.core.state.Subject;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.NodeView;
import io.replicante.core.view.Testimony;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at silence from further off: do the others see it, too, and did many fall silent together? */
final class OutageCheck implements DesiredStateCheck {
    private static final Duration TOGETHER = Duration.ofMinutes(1);
    private static final double SHARE = 0.4;
    private static final int LEAST = 3;

    @Override
    public String name() {
        return "outage";
    }

    @Override
    public List<Signal> check(ClusterView view) {
        List<Signal> signals = new ArrayList<>();
        List<NodeView> silent =
                view.nodes().values().stream().filter(NodeView::isSilent).toList();
        for (NodeView node : silent) {
            witnesses(view, node, signals);
        }
        together(view, silent, signals);
        everybody(view, signals);
        return signals;
    }

    private static void witnesses(ClusterView view, NodeView silent, List<Signal> signals) {
        Testimony said = Testimony.of(view, silent);
        Map<String, String> evidence =
                Map.of("confirm", Integer.toString(said.confirm()), "deny", Integer.toString(said.deny()));
        if (said.confirms()) {
            signals.add(new Signal(
                    FindingCodes.UNREACHABLE_BY_PEERS,
                    Severity.WARNING,
                    Subject.node(silent.nodeId()),
                    "Most other members that can tell have lost node " + silent.nodeId() + ", too.",
                    evidence));
        } else if (said.denies()) {
            signals.add(new Signal(
                    FindingCodes.AGENT_SILENT_NODE_UP,
                    Severity.WARNING,
                    Subject.node(silent.nodeId()),
                    "Node " + silent.nodeId() + " does not answer us, and other members still see it.",
                    evidence));
        }
    }

    private static void together(ClusterView view, List<NodeView> silent, List<Signal> signals) {
        long known = view.nodes().values().stream()
                .filter(node -> node.remembered().flatMap(each -> each.seenAt()).isPresent())
                .count();
        List<Instant> losses = silent.stream()
                .filter(node -> node.remembered().flatMap(each -> each.seenAt()).isPresent())
                .map(node -> silentSince(view, node))
                .sorted()
                .toList();
        int most = 0;
        int first = 0;
        for (int last = 0; last < losses.size(); last++) {
            while (losses.get(first).plus(TOGETHER).isBefore(losses.get(last))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        if (most >= LEAST && most >= Math.ceil(known * SHARE)) {
            signals.add(new Signal(
                    FindingCodes.COMMON_CAUSE_OUTAGE,
                    Severity.ERROR,
                    Subject.cluster(view.ref().clusterId()),
                    "Many nodes fell silent within a minute: one cause is likelier than many.",
                    Map.of("silent", Integer.toString(most), "known", Long.toString(known))));
        }
    }

    /** Since when the node is found silent; a node that fell silent in this cycle has no such finding yet. */
    private static Instant silentSince(ClusterView view, NodeView node) {
        return List.of(FindingCodes.UNREACHABLE_BY_US, FindingCodes.PROCESS_DOWN_HOST_UP).stream()
                .map(code -> view.state().findings().get(code + "/node/" + node.nodeId()))
                .flatMap(found -> Optional.ofNullable(found).stream())
                .map(Finding::since)
                .min(Instant::compareTo)
                .orElse(view.now());
    }

    private static void everybody(ClusterView view, List<Signal> signals) {
        Optional<Ensemble> ensemble = view.ensemble().toOptional().filter(known -> known.version() >= 0);
        List<NodeView> members = view.nodes().values().stream()
                .filter(node -> node.everMember()
                        && !ensemble.filter(known -> known.ofNode(node.nodeId()).isEmpty())
                                .isPresent())
                .toList();
        if (members.size() > 1 && members.stream().allMatch(NodeView::isSilent)) {
            signals.add(Signal.of(
                    FindingCodes.ALL_MEMBERS_SILENT,
                    Severity.ERROR,
                    Subject.cluster(view.ref().clusterId()),
                    "No member of the cluster answers."));
        }
    }
}
