package io.replicante.core.plan;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Finding;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.Fences;
import io.replicante.core.view.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives the place of a lost primary to another node, where the datastore does not do so by itself: first the old one is taken out
 * of it for certain, then the one that is furthest is promoted. A switch-over ends here, too.
 */
final class FailOverRemedy implements Remedy {
    @Override
    public String name() {
        return "fail-over";
    }

    @Override
    public List<Candidate> propose(Situation situation) {
        List<Candidate> proposed = new ArrayList<>();
        Succession.of(situation.view())
                .ifPresent(succession -> situation
                        .of(FindingCodes.DEAD_PRIMARY)
                        .forEach(finding -> proposed.addAll(replace(situation, succession, finding))));
        return proposed;
    }

    @Override
    public List<String> lacks(Situation situation) {
        Optional<Succession> succession = Succession.of(situation.view());
        if (succession.isEmpty() || situation.of(FindingCodes.DEAD_PRIMARY).isEmpty()) {
            return List.of();
        }
        List<String> lacks = new ArrayList<>();
        if (succession.get().action(succession.get().commands().promote()).isEmpty()) {
            lacks.add("the primary is not replaced: the definition names no action that promotes another node");
        }
        for (Finding finding : situation.of(FindingCodes.DEAD_PRIMARY)) {
            if (succession.get().heir(finding.subject().id()).isEmpty()) {
                lacks.add("the primary is not replaced: no other node is up that may become it");
            }
        }
        return lacks;
    }

    private List<Candidate> replace(Situation situation, Succession succession, Finding finding) {
        Candidates candidates = Candidates.of(situation, name());
        Optional<NodeView> old = situation.view().node(finding.subject().id());
        List<Candidate> proposed = new ArrayList<>();
        old.filter(node -> new Fences(situation.view()).of(node).isEmpty())
                .flatMap(node -> succession
                        .revoke()
                        .map(action ->
                                candidates.action(action, Optional.of(node), Optional.empty(), List.of(finding))))
                .map(candidate -> candidate.done(WorkClass.AVAILABILITY))
                .ifPresent(proposed::add);
        succession
                .heir(finding.subject().id())
                .flatMap(node -> succession
                        .action(succession.commands().promote())
                        .map(action ->
                                candidates.action(action, Optional.of(node), Optional.empty(), List.of(finding))))
                .map(candidate -> candidate.done(WorkClass.AVAILABILITY))
                .ifPresent(proposed::add);
        return proposed;
    }
}
