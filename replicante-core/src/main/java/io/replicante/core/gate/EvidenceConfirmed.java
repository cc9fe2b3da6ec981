package io.replicante.core.gate;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Fence;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.Facts;
import io.replicante.core.view.Fences;
import io.replicante.core.view.NodeView;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Witness;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code evidence-confirmed}: the findings held for the declared number of cycles; a loss held for the declared time, too, and one
 * of the witnesses that the definition names agrees, beside our own failed reading.
 *
 * <p>Evidence: the history of the findings that the action resolves; what the nodes that could be read say of the lost one. The lost
 * node itself is silent.
 */
final class EvidenceConfirmed implements SafetyRule {
    /** What often ends by itself, and of which others need not know. */
    private static final Set<String> PASSING = Set.of(FindingCodes.NODE_UNHEALTHY, FindingCodes.MISSING_FROM_DISCOVERY);

    @Override
    public String id() {
        return "evidence-confirmed";
    }

    @Override
    public String unblockedBy() {
        return "further cycles that see the same";
    }

    @Override
    public Set<WorkClass> appliesTo() {
        return EnumSet.of(WorkClass.REDUNDANCY, WorkClass.AVAILABILITY);
    }

    @Override
    public Severity severity() {
        return Severity.WAITS;
    }

    @Override
    public Reason judge(GateCase judged) {
        return judged.resolved().stream()
                .flatMap(finding -> against(judged, finding).stream())
                .findFirst()
                .orElseGet(() -> holds("the findings were confirmed" + witnesses(judged)));
    }

    private Optional<Reason> against(GateCase judged, Finding finding) {
        Declaration.Confirmation confirmation =
                judged.view().spec().declaration().confirmation();
        if (finding.cycles() < confirmation.cycles()) {
            return Optional.of(violated(finding.code() + " was seen in " + finding.cycles() + " of "
                    + confirmation.cycles() + " consecutive cycles"));
        }
        if (!isLoss(judged, finding) && !PASSING.contains(finding.code())) {
            return Optional.empty();
        }
        Duration held = Duration.between(finding.since(), judged.view().now());
        if (held.compareTo(confirmation.loss()) < 0) {
            return Optional.of(violated(finding.subject() + " has been lost for " + held.toSeconds() + " s of "
                    + confirmation.loss().toSeconds() + " s"));
        }
        return !isLoss(judged, finding) || isWitnessed(judged, finding)
                ? Optional.empty()
                : Optional.of(violated("no other witness confirms that " + finding.subject() + " is lost"));
    }

    /** A node is missing because it was lost, or because there never were enough. What we did ourselves is no guess. */
    private static boolean isLoss(GateCase judged, Finding finding) {
        if (finding.code().equals(FindingCodes.DEAD_PRIMARY)) {
            return judged.view()
                    .node(finding.subject().id())
                    .flatMap(node -> new Fences(judged.view()).of(node))
                    .filter(fence -> fence.by() == Fence.Proof.ACTION)
                    .isEmpty();
        }
        boolean silent = judged.view().nodes().values().stream().anyMatch(NodeView::isSilent);
        return finding.code().equals(FindingCodes.VOTER_LOST)
                || finding.code().equals(FindingCodes.LEARNER_LOST)
                || (finding.code().equals(FindingCodes.MISSING_NODE) && silent);
    }

    private static boolean isWitnessed(GateCase judged, Finding finding) {
        List<Witness> witnesses =
                judged.definition().map(DatastoreDefinition::witnesses).orElse(List.of());
        Optional<NodeView> lost = judged.view().node(finding.subject().id());
        if (witnesses.isEmpty() || lost.isEmpty()) {
            return true;
        }
        return judged.view().nodes().values().stream()
                .filter(node -> node.observation().node().isKnown())
                .map(node -> Facts.of(judged.view())
                        .subject(lost.get(), Optional.empty())
                        .node(node)
                        .variables())
                .anyMatch(facts -> witnesses.stream()
                        .anyMatch(witness -> witness.confirms().test(facts).isTrue()));
    }

    private static String witnesses(GateCase judged) {
        boolean named = judged.definition()
                .map(DatastoreDefinition::witnesses)
                .filter(list -> !list.isEmpty())
                .isPresent();
        return named ? ", also by others" : "; the definition names no other witness than our own reading";
    }
}
