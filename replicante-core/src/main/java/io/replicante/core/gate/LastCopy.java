package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.spec.model.Evidence;
import java.util.Optional;

/**
 * {@code last-copy}: nothing destroys the last copy that may hold acknowledged data.
 *
 * <p>Evidence: the datastore's own configuration, and which of its members were read with a copy in this cycle.
 */
final class LastCopy implements SafetyRule {
    @Override
    public String id() {
        return "last-copy";
    }

    @Override
    public String unblockedBy() {
        return "another complete copy, observed caught up";
    }

    @Override
    public Reason judge(GateCase judged) {
        Optional<String> lost = judged.effect().lost();
        if (lost.isEmpty()) {
            return holds("no copy is destroyed");
        }
        if (!(judged.voters() instanceof Evidence.Known<Voters> known)) {
            return unknown("the voters are not known: " + Touching.reason(judged.voters()));
        }
        boolean elsewhere = known.value().list().stream()
                .filter(voter -> !voter.nodeId().equals(lost))
                .anyMatch(Voters.Voter::copy);
        return elsewhere
                ? holds("other voters hold copies")
                : violated("the copy of " + lost.get() + " may be the last one");
    }
}
