package io.replicante.core.gate;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.plan.Situation;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Reason;
import java.util.Optional;
import java.util.Set;

/**
 * {@code identity-certain}: of the identities that were reported none conflict.
 *
 * <p>Evidence: node ids, member ids, cluster ids and terms as read in this cycle; silent nodes keep their last known identity. The checks
 * that compare them have to have answered.
 */
final class IdentityCertain implements SafetyRule {
    @Override
    public String id() {
        return "identity-certain";
    }

    @Override
    public String unblockedBy() {
        return "nodes that agree on the cluster they belong to, each under one name";
    }

    @Override
    public Reason judge(GateCase judged) {
        return conflict(judged.situation())
                .map(this::violated)
                .or(() -> unanswered(judged.situation()).map(reason -> unknown(reason, "a check that answers")))
                .orElseGet(() -> holds("no identities conflict"));
    }

    /** What stands against every action. */
    static Optional<String> against(Situation situation) {
        return conflict(situation).or(() -> unanswered(situation));
    }

    private static Optional<String> conflict(Situation situation) {
        return situation.findings().values().stream()
                .filter(finding -> CONFLICTS.contains(finding.code()))
                .findFirst()
                .map(Finding::message);
    }

    private static Optional<String> unanswered(Situation situation) {
        return FailedChecks.among(situation.findings(), CHECKS);
    }

    private static final Set<String> CHECKS = Set.of("identity", "leadership");

    private static final Set<String> CONFLICTS = Set.of(
            FindingCodes.DUPLICATE_IDENTITY,
            FindingCodes.WRONG_CLUSTER_MEMBER,
            FindingCodes.CONFLICTING_REPORTS,
            FindingCodes.MULTIPLE_PRIMARIES);
}
