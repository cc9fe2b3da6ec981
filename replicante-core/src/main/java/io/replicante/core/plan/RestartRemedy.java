package io.replicante.core.plan;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Finding;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.datastore.ActionDefinition;
import java.util.List;
import java.util.Optional;

/**
 * Restarts a datastore process that answers and reports trouble. A process that does not answer is its supervisor's to start; a member
 * that stays away is replaced.
 */
final class RestartRemedy implements Remedy {
    @Override
    public String name() {
        return "restart-unhealthy";
    }

    @Override
    public List<Candidate> propose(Situation situation) {
        Optional<ActionDefinition> restart = restart(situation);
        if (restart.isEmpty()) {
            return List.of();
        }
        return situation.of(FindingCodes.NODE_UNHEALTHY).stream()
                .flatMap(finding -> restart(situation, restart.get(), finding).stream())
                .toList();
    }

    private Optional<Candidate> restart(Situation situation, ActionDefinition restart, Finding finding) {
        return situation
                .view()
                .node(finding.subject().id())
                .map(node -> Candidates.of(situation, name())
                        .action(restart, Optional.of(node), Optional.empty(), List.of(finding)));
    }

    @Override
    public List<String> lacks(Situation situation) {
        boolean wanted = !situation.of(FindingCodes.NODE_UNHEALTHY).isEmpty();
        return wanted && restart(situation).isEmpty()
                ? List.of("an unhealthy node is not restarted: no known definition describes "
                        + ActionKinds.STORE_RESTART + " on the node itself")
                : List.of();
    }

    private static Optional<ActionDefinition> restart(Situation situation) {
        return situation
                .definition()
                .flatMap(definition -> definition.action(ActionKinds.STORE_RESTART))
                .filter(action -> action.runsOn() == ActionDefinition.RunsOn.SUBJECT);
    }
}
