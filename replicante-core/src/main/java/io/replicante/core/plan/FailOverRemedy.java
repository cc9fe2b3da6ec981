package io.replicante.core.plan;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Finding;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.Fences;
import io.replicante.core.view.LastPrimary;
import io.replicante.core.view.NodeView;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.datastore.ActionDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

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
                .ifPresent(succession -> vacant(situation)
                        .forEach((old, findings) -> proposed.addAll(replace(situation, succession, old, findings))));
        return proposed;
    }

    @Override
    public List<String> lacks(Situation situation) {
        return Succession.of(situation.view())
                .map(succession -> lacks(situation, succession))
                .orElse(List.of());
    }

    private static List<String> lacks(Situation situation, Succession succession) {
        Set<String> old = vacant(situation).keySet();
        List<String> lacks = new ArrayList<>();
        if (old.isEmpty() && isNobodyKnown(situation)) {
            lacks.add(
                    "the primary is not replaced: it is not known who was the primary before a person vouches for it (an override"
                            + " of rule " + SafetyOverride.OLD_PRIMARY_REVOKED
                            + " that names it, though it may be no node of the cluster any more)");
        }
        if (!old.isEmpty() && succession.action(succession.commands().promote()).isEmpty()) {
            lacks.add("the primary is not replaced: the definition names no action that promotes another node");
        }
        if (old.stream().anyMatch(node -> succession.heir(node).isEmpty())) {
            lacks.add("the primary is not replaced: no other node is up that may become it");
        }
        return lacks;
    }

    /** Whose place is to be given to another one, and why. */
    private static Map<String, List<Finding>> vacant(Situation situation) {
        Map<String, List<Finding>> vacant = new TreeMap<>();
        situation
                .of(FindingCodes.DEAD_PRIMARY)
                .forEach(finding -> vacant.put(finding.subject().id(), List.of(finding)));
        if (isNobodyKnown(situation)) {
            vouched(situation).ifPresent(node -> vacant.put(node, situation.of(FindingCodes.NO_PRIMARY)));
        }
        return vacant;
    }

    /** There was a primary, and nobody says now, or said last, that it is: its name may be on another machine by now. */
    private static boolean isNobodyKnown(Situation situation) {
        return !situation.of(FindingCodes.NO_PRIMARY).isEmpty()
                && situation.of(FindingCodes.DEAD_PRIMARY).isEmpty()
                && new Fences(situation.view()).oldPrimaries().isEmpty();
    }

    private static Optional<String> vouched(Situation situation) {
        return new LastPrimary(situation.view())
                .words("").stream().flatMap(word -> word.nodeId().stream()).findFirst();
    }

    private List<Candidate> replace(Situation situation, Succession succession, String old, List<Finding> findings) {
        List<Candidate> proposed = new ArrayList<>();
        situation
                .view()
                .node(old)
                .filter(node -> !isNobodyKnown(situation)
                        && new Fences(situation.view()).of(node).isEmpty())
                .flatMap(node -> succession.revoke().map(action -> candidate(situation, action, node, findings)))
                .ifPresent(proposed::add);
        promote(situation, succession, old, findings).ifPresent(proposed::add);
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
