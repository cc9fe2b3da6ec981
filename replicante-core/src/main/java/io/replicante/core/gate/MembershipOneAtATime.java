package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import java.util.EnumSet;
import java.util.Set;

/**
 * {@code membership-one-at-a-time}: no second change of membership before the first is complete, or known not to have happened. An
 * overdue change whose executor or subject is what this one removes is superseded. A node does not join while its machine may still be
 * given back.
 *
 * <p>Evidence: the actions in flight.
 */
final class MembershipOneAtATime implements SafetyRule {
    @Override
    public String id() {
        return "membership-one-at-a-time";
    }

    @Override
    public String unblockedBy() {
        return "the end of the membership change under way";
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
        boolean changes =
                judged.effect().changesMembership() || judged.effect().learner().isPresent();
        if (!changes) {
            return holds("membership is not changed");
        }
        if (isGivenBack(judged)) {
            return violated("the machine of a node that would join may still be given back");
        }
        return judged.others().stream()
                .filter(other -> other.candidate().effect().changesMembership()
                        || other.candidate().effect().learner().isPresent())
                .filter(other -> !judged.supersedes(other))
                .findFirst()
                .map(other -> violated(other.candidate().kind() + " (" + other.id() + ") is not complete yet"))
                .orElseGet(() -> holds("no other change of membership is under way"));
    }

    /** However late that is: a platform that gives ids again may mean the new machine by it. */
    private static boolean isGivenBack(GateCase judged) {
        return judged.others().stream()
                .map(other -> other.candidate().effect().lost())
                .anyMatch(lost -> lost.isPresent()
                        && (lost.equals(judged.effect().voter())
                                || lost.equals(judged.effect().learner())));
    }
}
