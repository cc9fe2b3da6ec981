package io.replicante.core.plan;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Finding;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.Fences;
import io.replicante.core.view.NodeView;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.datastore.ActionDefinition;
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
        Succession.of(situation.view()).ifPresent(succession -> {
            situation
                    .of(FindingCodes.DEAD_PRIMARY)
                    .forEach(finding -> proposed.addAll(replace(situation, succession, finding)));
            if (isForgotten(situation)) {
                vouched(situation)
                        .ifPresent(node -> promote(situation, succession, node, situation.of(FindingCodes.NO_PRIMARY))
                                .ifPresent(proposed::add));
            }
        });
        return proposed;
    }

    @Override
    public List<String> lacks(Situation situation) {
        Optional<Succession> succession = Succession.of(situation.view());
        List<Finding> dead = situation.of(FindingCodes.DEAD_PRIMARY);
        List<String> lacks = new ArrayList<>();
        if (succession.isPresent()
                && isForgotten(situation)
                && vouched(situation).isEmpty()) {
            lacks.add(
                    "the primary is not replaced: it is not known who was the primary before a person vouches for it (an override"
                            + " of rule " + SafetyOverride.OLD_PRIMARY_REVOKED + " that names the node)");
        }
        if (succession.isEmpty() || dead.isEmpty()) {
            return lacks;
        }
        if (succession.get().action(succession.get().commands().promote()).isEmpty()) {
            lacks.add("the primary is not replaced: the definition names no action that promotes another node");
        }
        for (Finding finding : dead) {
            if (succession.get().heir(finding.subject().id()).isEmpty()) {
                lacks.add("the primary is not replaced: no other node is up that may become it");
            }
        }
        return lacks;
    }

    /** There was a primary, and nobody says now, or said last, that it is: its name may be on another machine by now. */
    private static boolean isForgotten(Situation situation) {
        return !situation.of(FindingCodes.NO_PRIMARY).isEmpty()
                && situation.of(FindingCodes.DEAD_PRIMARY).isEmpty()
                && new Fences(situation.view()).oldPrimaries("").isEmpty();
    }

    private static Optional<String> vouched(Situation situation) {
        return situation.view().nodes().keySet().stream()
                .filter(node -> situation
                        .view()
                        .state()
                        .attestation(
                                SafetyOverride.OLD_PRIMARY_REVOKED,
                                node,
                                situation.view().now())
                        .isPresent())
                .findFirst();
    }

    private List<Candidate> replace(Situation situation, Succession succession, Finding finding) {
        String old = finding.subject().id();
        List<Candidate> proposed = new ArrayList<>();
        situation
                .view()
                .node(old)
                .filter(node -> new Fences(situation.view()).of(node).isEmpty())
                .flatMap(
                        node -> succession.revoke().map(action -> candidate(situation, action, node, List.of(finding))))
                .ifPresent(proposed::add);
        promote(situation, succession, old, List.of(finding)).ifPresent(proposed::add);
        return proposed;
    }

    private Optional<Candidate> promote(
            Situation situation, Succession succession, String old, List<Finding> findings) {
        return succession
                .heir(old)
                .flatMap(node -> succession
                        .action(succession.commands().promote())
                        .map(action -> candidate(situation, action, node, findings)));
    }

    private Candidate candidate(Situation situation, ActionDefinition action, NodeView node, List<Finding> findings) {
        return Candidates.of(situation, name())
                .action(action, Optional.of(node), Optional.empty(), findings)
                .done(WorkClass.AVAILABILITY);
    }
}
