package io.replicante.core.check;

import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.Finding.Severity;
import io.replicante.core.state.Subject;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Mode;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.model.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks at what is not known, and at who holds the automation back. */
final class KnowledgeCheck implements DesiredStateCheck {
    @Override
    public String name() {
        return "knowledge";
    }

    @Override
    public List<Signal> check(ClusterView view) {
        List<Signal> signals = new ArrayList<>();
        Subject cluster = Subject.cluster(view.ref().clusterId());
        if (view.discovery() instanceof Evidence.Unknown<DiscoveryRecord> unknown
                && view.spec().platform().isPresent()) {
            signals.add(new Signal(
                    FindingCodes.STALE_VIEW,
                    Severity.WARNING,
                    cluster,
                    "It is not known which nodes exist.",
                    Map.of("reason", unknown.reason())));
        }
        if (view.definition() instanceof Evidence.Unknown<DatastoreDefinition> unknown) {
            signals.add(new Signal(
                    FindingCodes.DEFINITION_UNKNOWN,
                    Severity.WARNING,
                    cluster,
                    "No definition says what this datastore is.",
                    Map.of("reason", unknown.reason())));
        }
        if (view.mode() == Mode.PAUSED) {
            signals.add(paused(view));
        }
        if (view.discovery().isKnown()) {
            view.nodes().values().stream()
                    .filter(node -> node.discovered().isEmpty())
                    .map(NodeView::nodeId)
                    .map(id -> Signal.of(
                            FindingCodes.MISSING_FROM_DISCOVERY,
                            Severity.WARNING,
                            Subject.node(id),
                            "The platform does not list node " + id + " any more."))
                    .forEach(signals::add);
        }
        return signals;
    }

    private static Signal paused(ClusterView view) {
        Map<String, String> evidence = new TreeMap<>();
        view.pauses().forEach((scope, pause) -> evidence.put(scope, pause.describe()));
        return new Signal(
                FindingCodes.AUTOMATION_PAUSED,
                Severity.INFO,
                Subject.cluster(view.ref().clusterId()),
                "The automation is paused, for the whole of: " + String.join(", ", evidence.keySet()) + ".",
                evidence);
    }
}
