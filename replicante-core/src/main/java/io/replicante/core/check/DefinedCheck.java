package io.replicante.core.check;

import io.replicante.core.state.Finding.Severity;
import io.replicante.core.state.Subject;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Facts;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.DefinitionCheck;
import java.util.ArrayList;
import java.util.List;

/** Asks the conditions that the datastore's definition names, of every node. What is unknown is no finding. */
final class DefinedCheck implements DesiredStateCheck {
    @Override
    public String name() {
        return "definition";
    }

    @Override
    public List<Signal> check(ClusterView view) {
        List<Signal> signals = new ArrayList<>();
        view.definition().toOptional().ifPresent(definition -> {
            Facts known = Facts.of(view);
            for (NodeView node : view.nodes().values()) {
                var facts = known.node(node).variables();
                for (DefinitionCheck check : definition.checks()) {
                    if (check.when().test(facts).isTrue()) {
                        signals.add(Signal.of(
                                check.code(),
                                Severity.valueOf(check.severity().name()),
                                Subject.node(node.nodeId()),
                                check.message()));
                    }
                }
            }
        });
        return signals;
    }
}
