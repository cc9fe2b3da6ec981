package io.replicante.core.gate;

import io.replicante.core.state.Candidate;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Footprint;
import java.util.Optional;

/** What definitions can say and the rules cannot judge: it is refused rather than taken for something else. Stateless. */
final class Judgeable {
    private Judgeable() {}

    /** What is beyond the rules, if anything is. */
    static Optional<String> beyond(DatastoreDefinition definition, Candidate candidate) {
        if (Claims.isHarmless(candidate, Optional.of(definition))) {
            return Optional.empty();
        }
        return definition
                .action(candidate.kind())
                .filter(action -> !action.variants().isEmpty() || isBeyond(action.footprint()))
                .map(action -> "no rule judges all that " + action.kind() + " may do");
    }

    private static boolean isBeyond(Footprint footprint) {
        return footprint.rebuilds()
                || footprint.movesPrimary()
                || footprint.stopsWritesAtMost().isPresent()
                || footprint.donors().isPresent()
                || footprint.joins().stream().anyMatch(join -> join.as() == Footprint.As.VOTER_WHEN_CAUGHT_UP);
    }
}
