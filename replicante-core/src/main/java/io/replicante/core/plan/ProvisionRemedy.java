package io.replicante.core.plan;

import io.replicante.core.check.DeclaredGroups;
import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Finding;
import io.replicante.core.state.ProvisionOrder;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Membership;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds machines to groups that lack some, one at a time. */
final class ProvisionRemedy implements Remedy {
    @Override
    public String name() {
        return "provision";
    }

    @Override
    public List<Candidate> propose(Situation situation) {
        if (mustBeFormedFirst(situation) || wouldBeOfNoUse(situation)) {
            return List.of();
        }
        Candidates candidates = Candidates.of(situation, name());
        Map<String, Integer> missing = DeclaredGroups.missing(situation.view());
        List<Candidate> proposed = new ArrayList<>();
        for (Finding finding : situation.of(FindingCodes.MISSING_NODE)) {
            String group = finding.subject().id();
            long coming = situation.inFlight(Candidate.PROVISION).stream()
                    .filter(intent -> intent.candidate().group().equals(Optional.of(group)))
                    .mapToInt(intent -> intent.machines()
                            .orElse(ProvisionOrder.of(intent.candidate().args()).count()))
                    .sum();
            if (missing.getOrDefault(group, 0) > coming) {
                proposed.add(candidates.provision(group, false, because(finding, situation)));
            }
        }
        return proposed;
    }

    /** A machine for the place of a lost voter that the datastore cannot give to another one. */
    private static boolean wouldBeOfNoUse(Situation situation) {
        boolean lost = !situation.of(FindingCodes.VOTER_LOST).isEmpty();
        return lost && situation.isFull() && !ReplaceRemedy.isAble(situation);
    }

    private static boolean mustBeFormedFirst(Situation situation) {
        boolean formsItself = situation
                .definition()
                .map(DatastoreDefinition::membership)
                .map(Membership::initialise)
                .filter(initialise -> initialise.startForms() == Membership.Initialise.StartForms.FIRST)
                .isPresent();
        return formsItself && !situation.view().everInitialised();
    }

    private static List<Finding> because(Finding missing, Situation situation) {
        List<Finding> findings = new ArrayList<>(List.of(missing));
        findings.addAll(situation.of(FindingCodes.VOTER_LOST));
        return findings;
    }
}
