package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.state.Target;
import io.replicante.core.state.WorkClass;
import java.util.EnumSet;
import java.util.Set;

/**
 * {@code one-disruption-at-a-time}: no node is taken away, and no membership changed, while another node is away by an action of ours.
 *
 * <p>Evidence: the actions in flight.
 */
final class OneDisruptionAtATime implements SafetyRule {
    @Override
    public String id() {
        return "one-disruption-at-a-time";
    }

    @Override
    public String unblockedBy() {
        return "the end of the disruption under way";
    }

    @Override
    public Set<WorkClass> appliesTo() {
        return EnumSet.of(WorkClass.VOLUNTARY, WorkClass.REDUNDANCY);
    }

    @Override
    public Severity severity() {
        return Severity.WAITS;
    }

    @Override
    public Reason judge(GateCase judged) {
        boolean disturbs = judged.effect().disrupts() || judged.effect().changesMembership();
        if (!disturbs) {
            return holds("nobody is disturbed");
        }
        return judged.others().stream()
                .filter(other -> other.candidate().effect().disrupts()
                        || (judged.effect().away().isPresent()
                                && other.candidate().effect().changesMembership()))
                .filter(other -> !judged.supersedes(other) && !judged.continues(other))
                .findFirst()
                .map(other -> violated(other.candidate().kind() + " on "
                        + other.candidate().subject().map(Target::nodeId).orElse("the cluster")
                        + " is not complete yet"))
                .orElseGet(() -> holds("no other disruption is under way"));
    }
}
