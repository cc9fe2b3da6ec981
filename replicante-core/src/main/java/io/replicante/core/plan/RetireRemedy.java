package io.replicante.core.plan;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Finding;
import java.util.List;
import java.util.stream.Stream;

/** Gives back the machines of nodes that are members no more, and of learners that are lost before they ever were. */
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
        return Stream.of(FindingCodes.ZOMBIE_NODE, FindingCodes.LEARNER_LOST)
                .flatMap(code -> situation.of(code).stream())
                .flatMap(finding -> retire(situation, finding).stream())
                .toList();
    }

    private List<Candidate> retire(Situation situation, Finding finding) {
        return situation.view().node(finding.subject().id()).stream()
                .map(node -> Candidates.of(situation, name()).deprovision(node, List.of(finding)))
                .toList();
    }
}
