package io.replicante.core.check;

import io.replicante.core.state.Candidate;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Finding.Severity;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Subject;
import io.replicante.core.state.Target;
import io.replicante.core.view.ClusterView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks for what would be mended, and is not, because the gate has refused the remedy for long. */
final class BlockedCheck implements DesiredStateCheck {
    private static final Duration LONG = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "blocked";
    }

    @Override
    public List<Signal> check(ClusterView view) {
        return view.state().decisions().stream()
                .filter(decision -> decision.verdict() == Decision.Verdict.REFUSED)
                .filter(decision -> isLong(view, decision.candidate()))
                .map(BlockedCheck::signal)
                .toList();
    }

    private static boolean isLong(ClusterView view, Candidate candidate) {
        Optional<Finding> wanted = view.state().findings().values().stream()
                .filter(finding -> candidate
                        .incident()
                        .equals(Optional.of(finding.incident().toString())))
                .findFirst();
        return wanted.filter(finding -> !finding.since().plus(LONG).isAfter(view.now()))
                .isPresent();
    }

    private static Signal signal(Decision decision) {
        Candidate candidate = decision.candidate();
        String nodes = candidate.targets().stream().map(Target::nodeId).collect(Collectors.joining(","));
        String about = candidate.group().orElse(nodes);
        String rules = decision.against().stream().map(Reason::rule).sorted().collect(Collectors.joining(", "));
        return new Signal(
                FindingCodes.BLOCKED_BY,
                Severity.WARNING,
                new Subject("action", candidate.kind() + (about.isEmpty() ? "" : " " + about)),
                "For " + LONG.toMinutes() + " minutes or more what " + candidate.kind()
                        + " would help against is there, and the gate refuses it.",
                Map.of("rules", rules, "findings", String.join(", ", candidate.resolves())));
    }
}
