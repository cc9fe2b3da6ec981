package io.replicante.core.check;

import io.replicante.core.state.Finding.Severity;
import io.replicante.core.state.Subject;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.OffsetUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at each node by itself: does it answer, completely, and as its contract says? */
final class NodeCheck implements DesiredStateCheck {
    @Override
    public String name() {
        return "node";
    }

    @Override
    public List<Signal> check(ClusterView view) {
        List<Signal> signals = new ArrayList<>();
        for (NodeView node : view.nodes().values()) {
            answers(view, node, signals);
            keepsContract(view, node, signals);
            tellsIncarnation(view, node, signals);
        }
        return signals;
    }

    private static void answers(ClusterView view, NodeView node, List<Signal> signals) {
        Subject subject = Subject.node(node.nodeId());
        boolean expected = DeclaredGroups.isExpectedAway(view, node.nodeId());
        switch (node.status().code()) {
            case UNREACHABLE ->
                signals.add(new Signal(
                        FindingCodes.UNREACHABLE_BY_US,
                        Severity.WARNING,
                        subject,
                        "The agent of node " + node.nodeId() + " cannot be reached.",
                        Map.of("reading", reason(node.observation().node()))));
            case UNAVAILABLE -> {
                if (!expected) {
                    signals.add(new Signal(
                            FindingCodes.PROCESS_DOWN_HOST_UP,
                            Severity.WARNING,
                            subject,
                            "The agent of node " + node.nodeId() + " answers and the datastore process does not.",
                            Map.of("reading", reason(node.observation().store()))));
                }
            }
            case UNHEALTHY -> {
                if (!expected) {
                    signals.add(Signal.of(
                            FindingCodes.NODE_UNHEALTHY,
                            Severity.WARNING,
                            subject,
                            "Node " + node.nodeId() + " answers and reports trouble."));
                }
            }
            case INCOMPLETE, UNKNOWN -> {
                if (!expected) {
                    signals.add(Signal.of(
                            FindingCodes.PARTIAL_VIEW,
                            Severity.WARNING,
                            subject,
                            "Node " + node.nodeId() + " could not be read completely."));
                }
            }
            default -> {}
        }
    }

    private static void keepsContract(ClusterView view, NodeView node, List<Signal> signals) {
        node.observation().node().toOptional().ifPresent(agent -> {
            if (!agent.nodeId().equals(node.nodeId())) {
                signals.add(mismatch(node, "says that it is node " + agent.nodeId()));
            }
        });
        // Complete means that each copy has a role: thousands need not be looked at.
        if (!node.complete() && lacksARole(node)) {
            signals.add(mismatch(node, "reports a copy without a role"));
        }
        node.copy().flatMap(copy -> otherUnit(view, copy)).ifPresent(what -> signals.add(mismatch(node, what)));
    }

    private static void tellsIncarnation(ClusterView view, NodeView node, List<Signal> signals) {
        boolean defined = view.definition()
                .toOptional()
                .flatMap(known -> known.members().incarnation())
                .isPresent();
        if (defined && node.isUp() && node.incarnation() instanceof Evidence.Unknown<String> unknown) {
            signals.add(new Signal(
                    FindingCodes.INCARNATION_NOT_REPORTED,
                    Severity.WARNING,
                    Subject.node(node.nodeId()),
                    "Node " + node.nodeId() + " does not tell its incarnation: its return could not be seen.",
                    Map.of("reason", unknown.reason())));
        }
    }

    /** Positions in another unit are compared with nothing, so that the copy would never be caught up and nobody knew why. */
    private static Optional<String> otherUnit(ClusterView view, AgentShard copy) {
        Optional<OffsetUnit> defined = view.definition()
                .toOptional()
                .flatMap(known -> known.shardClass(copy.id()))
                .map(known -> known.offsets().unit());
        return copy.commitOffset()
                .map(CommitOffset::unit)
                .filter(unit -> defined.isPresent() && !unit.equals(defined.get()))
                .map(unit -> "reports its position in " + unit.name() + ", and its definition wants "
                        + defined.get().name());
    }

    private static boolean lacksARole(NodeView node) {
        return node.observation().shards().toOptional().stream()
                .flatMap(read -> read.shards().stream())
                .anyMatch(shard -> shard.role().isEmpty());
    }

    private static Signal mismatch(NodeView node, String what) {
        return Signal.of(
                FindingCodes.AGENT_SPEC_MISMATCH,
                Severity.ERROR,
                Subject.node(node.nodeId()),
                "The agent of node " + node.nodeId() + " " + what + ".");
    }

    private static String reason(Evidence<?> evidence) {
        return evidence instanceof Evidence.Unknown<?> unknown ? unknown.reason() : "";
    }
}
