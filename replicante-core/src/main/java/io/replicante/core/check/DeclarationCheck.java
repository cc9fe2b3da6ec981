package io.replicante.core.check;

import io.replicante.core.state.Finding.Severity;
import io.replicante.core.state.Subject;
import io.replicante.core.view.ClusterView;
import java.util.ArrayList;
import java.util.List;

/** Compares what exists with what is declared: initialisation, and the nodes of each group. */
final class DeclarationCheck implements DesiredStateCheck {
    @Override
    public String name() {
        return "declaration";
    }

    @Override
    public List<Signal> check(ClusterView view) {
        List<Signal> signals = new ArrayList<>();
        if (view.spec().declaration().definition().isPresent() && !view.everInitialised()) {
            signals.add(Signal.of(
                    FindingCodes.CLUSTER_NOT_INITIALISED,
                    Severity.WARNING,
                    Subject.cluster(view.ref().clusterId()),
                    "The cluster is declared and was never initialised."));
        }
        DeclaredGroups.missing(view).forEach((group, missing) -> {
            if (missing > 0) {
                signals.add(Signal.of(
                        FindingCodes.MISSING_NODE,
                        Severity.WARNING,
                        new Subject("group", group),
                        "Group " + group + " lacks " + missing + " of its declared nodes."));
            } else if (missing < 0) {
                signals.add(Signal.of(
                        FindingCodes.UNEXPECTED_NODE,
                        Severity.INFO,
                        new Subject("group", group),
                        "Group " + group + " has " + -missing + " nodes more than declared."));
            }
        });
        return signals;
    }
}
