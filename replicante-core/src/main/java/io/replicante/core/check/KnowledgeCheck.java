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
            signals.add(Signal.of(
                    FindingCodes.AUTOMATION_PAUSED, Severity.INFO, cluster, "A person paused the automation."));
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
}
