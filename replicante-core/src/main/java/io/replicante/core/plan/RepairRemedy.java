package io.replicante.core.plan;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Retry;
import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.datastore.Upkeep;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Repairs replicated copies that may lack writes, where the definition says by which action, one node after another. */
final class RepairRemedy implements Remedy {
    private static final Duration AGAIN = Duration.ofHours(1);

    @Override
    public String name() {
        return "repair";
    }

    @Override
    public List<Candidate> propose(Situation situation) {
        Optional<ActionDefinition> repair = repair(situation);
        if (repair.isEmpty() || !situation.inFlight(repair.get().kind()).isEmpty()) {
            return List.of();
        }
        return situation.of(FindingCodes.REPAIR_NEEDED).stream()
                .filter(finding -> isTime(situation, repair.get().kind(), finding))
                .flatMap(finding -> situation.view().node(finding.subject().id()).stream()
                        .map(node -> Candidates.of(situation, name())
                                .action(repair.get(), Optional.of(node), Optional.empty(), List.of(finding))))
                .toList();
    }

    @Override
    public List<String> lacks(Situation situation) {
        boolean wanted = !situation.of(FindingCodes.REPAIR_NEEDED).isEmpty();
        return wanted && repair(situation).isEmpty()
                ? List.of("copies that may lack writes are not repaired: no known definition names an action for it")
                : List.of();
    }

    /** A repair that ended, and after which writes still may be missing, is not asked for again at once. */
    private static boolean isTime(Situation situation, String kind, Finding finding) {
        return Optional.ofNullable(situation
                        .view()
                        .state()
                        .retries()
                        .get(Retry.key(kind, finding.subject().id())))
                .filter(retry ->
                        retry.lastAt().plus(AGAIN).isAfter(situation.view().now()))
                .isEmpty();
    }

    private static Optional<ActionDefinition> repair(Situation situation) {
        return situation
                .definition()
                .flatMap(definition ->
                        definition.upkeep().repair().map(Upkeep.Repair::action).flatMap(definition::action));
    }
}
