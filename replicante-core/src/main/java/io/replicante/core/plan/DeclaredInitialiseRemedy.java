package io.replicante.core.plan;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Candidate;
import io.replicante.core.view.NodeView;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.Declaration.Initialise;
import io.replicante.spec.cluster.NodeSearch;
import java.util.List;
import java.util.Optional;

/** Forms a cluster on one node, where the declaration says that it is done so, and on which. */
final class DeclaredInitialiseRemedy implements Remedy {
    @Override
    public String name() {
        return "cluster-init";
    }

    static boolean isDeclared(Situation situation) {
        return initialise(situation).mode() == Initialise.Mode.SINGLE_NODE;
    }

    private static Initialise initialise(Situation situation) {
        return situation.view().spec().declaration().initialise();
    }

    @Override
    public List<Candidate> propose(Situation situation) {
        return isWanted(situation)
                ? target(situation).stream()
                        .map(node -> candidate(situation, node))
                        .toList()
                : List.of();
    }

    @Override
    public List<String> lacks(Situation situation) {
        return isWanted(situation) && target(situation).isEmpty()
                ? List.of("no node is found by initialise.search, so the cluster is not initialised")
                : List.of();
    }

    /** Something could be done: a cluster that never was, and a machine that is in none. */
    private static boolean isWanted(Situation situation) {
        return isDeclared(situation)
                && !situation.view().everInitialised()
                && !situation.idle().isEmpty();
    }

    private static Optional<NodeView> target(Situation situation) {
        NodeSearch search = initialise(situation).search().orElse(NodeSearch.INITIALISATION_TARGET);
        List<NodeView> listed = situation.view().nodes().values().stream()
                .filter(node -> node.discovered().isPresent())
                .toList();
        return new Searches(situation.view().ref()).first(search, listed);
    }

    private Candidate candidate(Situation situation, NodeView node) {
        return Candidates.of(situation, name())
                .declared(
                        ActionKinds.CLUSTER_INIT,
                        node,
                        node,
                        initialise(situation).actionArgs(),
                        situation.of(FindingCodes.CLUSTER_NOT_INITIALISED));
    }
}
