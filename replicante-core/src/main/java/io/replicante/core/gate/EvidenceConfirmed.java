package io.replicante.core.gate;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.spec.cluster.Declaration;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * {@code evidence-confirmed}: the findings held for the declared number of cycles, and a loss for the declared time.
 *
 * <p>Evidence: the history of the findings that the action resolves. No definition names further witnesses yet; our own failed
 * readings are the one.
 */
final class EvidenceConfirmed implements SafetyRule {
    @Override
    public String id() {
        return "evidence-confirmed";
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
        Declaration.Confirmation confirmation =
                judged.view().spec().declaration().confirmation();
        for (Finding finding : judged.resolved()) {
            if (finding.cycles() < confirmation.cycles()) {
                return violated(finding.code() + " was seen in " + finding.cycles() + " of " + confirmation.cycles()
                        + " consecutive cycles");
            }
            Duration held = Duration.between(finding.since(), judged.view().now());
            if (finding.code().equals(FindingCodes.VOTER_LOST) && held.compareTo(confirmation.loss()) < 0) {
                return violated(finding.subject() + " has been lost for " + held.toSeconds() + " s of "
                        + confirmation.loss().toSeconds() + " s; our own reading is the one witness");
            }
        }
        return holds("the findings were confirmed");
    }
}
