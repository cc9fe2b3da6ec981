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

/**
 * Replaces a voter that is lost. A newcomer that has learnt takes its place in one change; only where the datastore has no such
 * change, or the cluster is larger than declared, is the lost voter forgotten.
 */
final class ReplaceRemedy implements Remedy {
    @Override
    public String name() {
        return "replace";
    }

    @Override
    public List<Candidate> propose(Situation situation) {
        Optional<Ensemble> ensemble = situation.ensemble();
        List<Candidate> proposed = new ArrayList<>();
        if (ensemble.isPresent()) {
            for (Finding finding : situation.of(FindingCodes.VOTER_LOST)) {
                Optional.ofNullable(finding.evidence().get("member_id"))
                        .flatMap(ensemble.get()::byId)
                        .ifPresent(lost -> proposed.addAll(replace(situation, ensemble.get(), lost, finding)));
            }
        }
        return proposed;
    }

    @Override
    public List<String> lacks(Situation situation) {
        if (situation.of(FindingCodes.VOTER_LOST).isEmpty()) {
            return List.of();
        }
        if (situation.declared().isEmpty()) {
            return List.of("a lost voter is not replaced: the cluster declares no definition");
        }
        return isAble(situation)
                ? List.of()
                : List.of("a lost voter is not replaced: no known definition describes " + ActionKinds.CLUSTER_SWAP
                        + " or " + ActionKinds.CLUSTER_REMOVE);
    }

    /** Whether the datastore has a way to replace a voter, or to forget it. */
    static boolean isAble(Situation situation) {
        return action(situation, ActionKinds.CLUSTER_SWAP).isPresent()
                || action(situation, ActionKinds.CLUSTER_REMOVE).isPresent();
    }

    private List<Candidate> replace(Situation situation, Ensemble ensemble, Ensemble.Member lost, Finding finding) {
        Optional<ActionDefinition> swap = action(situation, ActionKinds.CLUSTER_SWAP);
        List<NodeView> learners = newcomers(situation);
        Candidates candidates = Candidates.of(situation, name());
        if (situation.declared().isEmpty()) {
            return List.of();
        }
        if (swap.isPresent() && !isTooLarge(situation, ensemble)) {
            return learners.stream()
                    .limit(1)
                    .map(learner ->
                            candidates.action(swap.get(), Optional.of(learner), Optional.of(lost), List.of(finding)))
                    .toList();
        }
        return action(situation, ActionKinds.CLUSTER_REMOVE)
                .map(forget -> candidates.action(forget, Optional.empty(), Optional.of(lost), List.of(finding)))
                .stream()
                .toList();
    }

    /** Where a newcomer does not learn before it joins, a machine that waits takes the place of the lost one. */
    private static List<NodeView> newcomers(Situation situation) {
        List<NodeView> learners = situation.learners();
        boolean learns = action(situation, ActionKinds.CLUSTER_LEARN).isPresent();
        return learners.isEmpty() && !learns ? situation.idle() : learners;
    }

    private static boolean isTooLarge(Situation situation, Ensemble ensemble) {
        return situation
                .declared()
                .map(ClusterDefinition::desiredNodes)
                .filter(declared -> ensemble.voters().size() > declared)
                .isPresent();
    }

    private static Optional<ActionDefinition> action(Situation situation, String kind) {
        return situation.definition().flatMap(definition -> definition.action(kind));
    }
}
