package io.replicante.core.plan;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Finding;
import java.util.List;

/** Gives back the machines of nodes that are members no more. */
final class RetireRemedy implements Remedy {
    @Override
    public String name() {
        return "retire";
    }

    @Override
    public List<Candidate> propose(Situation situation) {
        if (situation.view().surroundings().platform().isEmpty()) {
            return List.of();
        }
        return situation.of(FindingCodes.ZOMBIE_NODE).stream()
                .flatMap(finding -> retire(situation, finding).stream())
                .toList();
    }

    private List<Candidate> retire(Situation situation, Finding finding) {
        return situation.view().node(finding.subject().id()).stream()
                .map(node -> Candidates.of(situation, name()).deprovision(node, List.of(finding)))
                .toList();
    }
}
