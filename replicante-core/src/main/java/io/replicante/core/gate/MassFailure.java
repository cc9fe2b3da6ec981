package io.replicante.core.gate;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.NodeView;
import java.util.EnumSet;
import java.util.Set;

/**
 * {@code mass-failure}: not so many nodes went bad at once that a common cause is likelier than their own failure. Nodes that were never
 * good do not count.
 *
 * <p>Evidence: which nodes do not answer, and when they last did.
 */
final class MassFailure implements SafetyRule {
    @Override
    public String id() {
        return "mass-failure";
    }

    @Override
    public Set<WorkClass> appliesTo() {
        return EnumSet.of(WorkClass.REDUNDANCY, WorkClass.AVAILABILITY);
    }

    @Override
    public Reason judge(GateCase judged) {
        if (judged.effect().forms()) {
            return holds("nothing is repaired");
        }
        SafetySettings settings = judged.settings();
        long known = judged.view().nodes().values().stream()
                .filter(node -> node.remembered().flatMap(NodeRecord::seenAt).isPresent())
                .count();
        long bad = judged.view().nodes().values().stream()
                .filter(NodeView::isSilent)
                .filter(node -> node.remembered().flatMap(NodeRecord::seenAt).isPresent())
                .filter(node -> recently(judged, node))
                .count();
        boolean mass = bad >= settings.lossNodes() && bad >= Math.ceil(known * settings.lossShare());
        return mass
                ? violated(bad + " of " + known + " nodes went bad at once: a common cause is likelier")
                : holds(bad + " of " + known + " nodes went bad lately");
    }

    private static boolean recently(GateCase judged, NodeView node) {
        return judged.situation().findings().values().stream()
                .filter(finding -> LOSSES.contains(finding.code()))
                .filter(finding -> finding.subject().id().equals(node.nodeId()))
                .anyMatch(finding -> !finding.since()
                        .plus(judged.settings().lossWindow())
                        .isBefore(judged.view().now()));
    }

    private static final Set<String> LOSSES =
            Set.of(FindingCodes.UNREACHABLE_BY_US, FindingCodes.PROCESS_DOWN_HOST_UP, FindingCodes.VOTER_LOST);
}
