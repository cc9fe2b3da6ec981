package io.replicante.core.plan;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Finding;
import io.replicante.core.view.NodeView;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.cluster.NodeGroup;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Membership;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings a declared cluster into being: by the one machine that may form it, or by an action on an idle node. */
final class InitialiseRemedy implements Remedy {
    @Override
    public String name() {
        return "initialise";
    }

    @Override
    public List<Candidate> propose(Situation situation) {
        List<Finding> findings = situation.of(FindingCodes.CLUSTER_NOT_INITIALISED);
        Optional<DatastoreDefinition> definition = situation.definition();
        if (findings.isEmpty() || definition.isEmpty() || DeclaredInitialiseRemedy.isDeclared(situation)) {
            return List.of();
        }
        Membership.Initialise initialise = definition.get().membership().initialise();
        Candidates candidates = Candidates.of(situation, name());
        if (initialise.mode() == Membership.Initialise.Mode.AUTO) {
            return firstGroup(situation).map(group -> candidates.provision(group, true, findings)).stream()
                    .toList();
        }
        Optional<NodeView> target = situation.idle().stream().findFirst();
        return initialise
                .action()
                .flatMap(definition.get()::action)
                .filter(action -> target.isPresent())
                .map(action -> candidates.action(action, target, Optional.empty(), findings))
                .stream()
                .toList();
    }

    private static Optional<String> firstGroup(Situation situation) {
        return situation.declared().map(ClusterDefinition::nodes).orElse(Map.of()).entrySet().stream()
                .filter(group -> wantsNodes(group.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean wantsNodes(NodeGroup group) {
        return group.desiredCount() > 0;
    }
}
