package io.replicante.core.gate;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Finding;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.NodeView;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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
    public String unblockedBy() {
        return "most nodes answering again, or a person who looks";
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
        List<Instant> losses = judged.view().nodes().values().stream()
                .filter(NodeView::isSilent)
                .filter(node -> node.remembered().flatMap(NodeRecord::seenAt).isPresent())
                .flatMap(node -> lostSince(judged, node).stream())
                .sorted()
                .toList();
        long bad = mostWithin(losses, settings.lossWindow());
        boolean mass = bad >= settings.lossNodes() && bad >= Math.ceil(known * settings.lossShare());
        return mass
                ? violated(bad + " of " + known + " nodes went bad at once: a common cause is likelier")
                : holds(bad + " of " + known + " nodes went bad at once");
    }

    /** The losses are compared with one another, so that the answer stays as long as they last. */
    private static long mostWithin(List<Instant> losses, Duration window) {
        return losses.stream()
                .mapToLong(first -> losses.stream()
                        .filter(other -> !other.isBefore(first) && !other.isAfter(first.plus(window)))
                        .count())
                .max()
                .orElse(0);
    }

    private static Optional<Instant> lostSince(GateCase judged, NodeView node) {
        return judged.situation().findings().values().stream()
                .filter(finding -> LOSSES.contains(finding.code()))
                .filter(finding -> finding.subject().id().equals(node.nodeId()))
                .map(Finding::since)
                .min(Comparator.naturalOrder());
    }

    private static final Set<String> LOSSES =
            Set.of(FindingCodes.UNREACHABLE_BY_US, FindingCodes.PROCESS_DOWN_HOST_UP, FindingCodes.VOTER_LOST);
}
