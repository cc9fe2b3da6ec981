package io.replicante.core.plan;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Finding;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.NodeView;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.datastore.ActionDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Grows a cluster towards its declared size: a newcomer learns first, and votes later. */
final class ExpandRemedy implements Remedy {
    @Override
    public String name() {
        return "expand";
    }

    @Override
    public List<Candidate> propose(Situation situation) {
        Optional<Ensemble> ensemble = situation.ensemble();
        Optional<Integer> declared = situation.declared().map(ClusterDefinition::desiredNodes);
        List<Finding> findings = situation.of(FindingCodes.UNDER_REPLICATED);
        if (ensemble.isEmpty()
                || declared.isEmpty()
                || findings.isEmpty()
                || DeclaredExpandRemedy.isDeclared(situation)) {
            return List.of();
        }
        int voters = ensemble.get().voters().size();
        int growth = Math.max(0, declared.get() - voters);
        List<NodeView> learners = situation.learners();
        List<Candidate> proposed = new ArrayList<>();
        if (growth > 0) {
            learners.stream()
                    .findFirst()
                    .flatMap(learner -> candidate(situation, ActionKinds.CLUSTER_ADD, learner, findings))
                    .ifPresent(proposed::add);
        }
        int lost = situation.of(FindingCodes.VOTER_LOST).size();
        if (learners.size() < growth + lost) {
            situation.idle().stream()
                    .findFirst()
                    .flatMap(idle -> joining(situation, idle, findings, growth > 0))
                    .ifPresent(proposed::add);
        }
        return proposed;
    }

    @Override
    public List<String> lacks(Situation situation) {
        boolean wanted = !situation.of(FindingCodes.UNDER_REPLICATED).isEmpty();
        boolean able = situation
                .definition()
                .flatMap(definition -> definition.action(ActionKinds.CLUSTER_ADD))
                .isPresent();
        return wanted && !able
                ? List.of("the cluster cannot grow: no known definition describes " + ActionKinds.CLUSTER_ADD)
                : List.of();
    }

    /** To learn may also be meant for the place of a lost voter; a vote is only for a place that nobody has. */
    private Optional<Candidate> joining(Situation situation, NodeView idle, List<Finding> findings, boolean grows) {
        return candidate(situation, ActionKinds.CLUSTER_LEARN, idle, findings)
                .or(() -> grows ? candidate(situation, ActionKinds.CLUSTER_ADD, idle, findings) : Optional.empty());
    }

    private Optional<Candidate> candidate(Situation situation, String kind, NodeView subject, List<Finding> findings) {
        Optional<ActionDefinition> action = situation.definition().flatMap(definition -> definition.action(kind));
        return action.map(each ->
                Candidates.of(situation, name()).action(each, Optional.of(subject), Optional.empty(), findings));
    }
}
