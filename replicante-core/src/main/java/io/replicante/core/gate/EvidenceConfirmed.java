package io.replicante.core.gate;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Fence;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.Fences;
import io.replicante.core.view.NodeView;
import io.replicante.core.view.Testimony;
import io.replicante.spec.cluster.Declaration;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code evidence-confirmed}: the findings held for the declared number of cycles; a loss held for the declared time, too, and of the
 * witnesses that the definition names more agree than deny it, beside our own failed reading. Where none is named, a member that we never read
 * is taken out only on a person's word that it is forgotten.
 *
 * <p>Evidence: the history of the findings that the action resolves; what the nodes that are up say of the lost one. The lost
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
        List<Finding> resolved = judged.resolved();
        return resolved.stream()
                .flatMap(finding -> against(judged, finding).stream())
                .findFirst()
                .orElseGet(() -> holds(resolved.isEmpty() ? "there is no finding to confirm" : confirmed(judged)));
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
            String since = finding.subject().kind().equals("group") ? " has lacked a node for " : " has been lost for ";
            return Optional.of(violated(finding.subject() + since + held.toSeconds() + " s of "
                    + confirmation.loss().toSeconds() + " s"));
        }
        return isLoss(judged, finding) ? unwitnessed(judged, finding) : Optional.empty();
    }

    /** A member that was never read may work, and only not be listed: who takes it out has to know better than we do. */
    private Optional<Reason> unwitnessed(GateCase judged, Finding loss) {
        Witnesses witnesses = new Witnesses(judged);
        if (!witnesses.canBeAskedAbout(loss) || witnesses.forgotten(loss).isPresent()) {
            return Optional.empty();
        }
        if (witnesses.areNamed()) {
            Testimony said = witnesses.of(loss);
            return said.confirms()
                    ? Optional.empty()
                    : Optional.of(violated(
                            said.confirm() == 0
                                    ? "no other witness confirms that " + loss.subject() + " is lost"
                                    : said.confirm() + " witnesses confirm that " + loss.subject() + " is lost, and "
                                            + said.deny() + " deny it",
                            "more witnesses that work and confirm the loss than deny it"));
        }
        boolean takesOut = judged.effect().leaves().isPresent();
        return takesOut && witnesses.wasNeverRead(loss)
                ? Optional.of(unknown(
                        loss.subject() + " was never read by us, and the definition names no witness of its loss",
                        "an answer of its node, or a person who vouches for "
                                + loss.subject().id() + " as forgotten"))
                : Optional.empty();
    }

    /** A node is missing because it was lost, or because there never were enough. What we did ourselves is no guess. */
    private static boolean isLoss(GateCase judged, Finding finding) {
        if (finding.code().equals(FindingCodes.DEAD_PRIMARY)) {
            return judged.view()
                    .node(finding.subject().id())
                    .flatMap(node -> new Fences(judged.view()).of(node))
                    .filter(fence -> fence.by() == Fence.Cause.ACTION)
                    .isEmpty();
        }
        boolean silent = judged.view().nodes().values().stream().anyMatch(NodeView::isSilent);
        return finding.code().equals(FindingCodes.VOTER_LOST)
                || finding.code().equals(FindingCodes.LEARNER_LOST)
                || (finding.code().equals(FindingCodes.MISSING_NODE) && silent);
    }

    private static String confirmed(GateCase judged) {
        Witnesses witnesses = new Witnesses(judged);
        return judged.resolved().stream()
                .filter(finding -> isLoss(judged, finding) && witnesses.canBeAskedAbout(finding))
                .map(loss -> "; " + word(witnesses, loss))
                .distinct()
                .collect(Collectors.joining("", "the findings were confirmed", ""));
    }

    private static String word(Witnesses witnesses, Finding loss) {
        Optional<String> person = witnesses
                .forgotten(loss)
                .map(word -> word.actor() + " vouches for " + loss.subject() + " as forgotten");
        return person.orElseGet(() -> witnesses.areNamed()
                ? "more other nodes confirm than deny that " + loss.subject() + " is lost"
                : "of the loss of " + loss.subject() + " the definition names no other witness than our own reading");
    }
}
