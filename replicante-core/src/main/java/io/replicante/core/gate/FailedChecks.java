package io.replicante.core.gate;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Finding;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which checks failed to answer: that they found nothing means nothing then. Stateless. */
final class FailedChecks {
    private FailedChecks() {}

    /**
     * Why findings cannot be relied upon.
     *
     * @param findings the findings, by {@link Finding#key}
     * @param checks the names of the checks whose findings are asked for
     * @return the reason; empty when all of them answered
     */
    static Optional<String> among(Map<String, Finding> findings, Set<String> checks) {
        return findings.values().stream()
                .filter(finding -> finding.code().equals(FindingCodes.CHECK_FAILED))
                .map(finding -> finding.subject().id())
                .filter(checks::contains)
                .findFirst()
                .map(check -> "the check " + check + " failed to answer");
    }
}
