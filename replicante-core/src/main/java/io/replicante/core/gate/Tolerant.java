package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.model.Evidence;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * {@code tolerant}: while voluntary work is under way, the declared number of further failures is survived.
 *
 * <p>Durability: by default one failure, or what the declared size gives with everything up if that is less; that the node does not
 * come back is such a failure, not one more. Availability: by default one failure, or none for a bounded absence when every other
 * voter is up and caught up, nothing else is away, and the declared size could not give more while one is absent.
 *
 * <p>Evidence: as of {@code durable}; whether the other voters are caught up; the declared size.
 */
final class Tolerant implements SafetyRule {
    @Override
    public String id() {
        return "tolerant";
    }

    @Override
    public String unblockedBy() {
        return "more voters up, or a declaration that tolerates less";
    }

    @Override
    public Set<WorkClass> appliesTo() {
        return EnumSet.of(WorkClass.VOLUNTARY);
    }

    @Override
    public Reason judge(GateCase judged) {
        if (!Touching.voters(judged)) {
            return holds("no voter is touched");
        }
        if (!(judged.voters() instanceof Evidence.Known<Voters> known)) {
            return unknown("the voters are not known: " + Touching.reason(judged.voters()));
        }
        Outcomes outcomes = new Outcomes(judged);
        int size = size(judged, known.value());
        int durability =
                judged.view().spec().declaration().tolerate().durability().orElse(Math.min(1, majority(size) - 1));
        int availability = availability(judged, known.value(), size);
        for (Voters before : outcomes.beginnings(known.value())) {
            if (before.durabilitySurvives() < durability) {
                return violated("acknowledged writes survive " + before.durabilitySurvives() + " further failures, "
                        + durability + " asked for (" + before.describe() + ")");
            }
            Voters during =
                    judged.effect().away().map(node -> before.down(node, true)).orElse(before);
            if (during.availabilitySurvives() < availability) {
                return violated("meanwhile " + during.availabilitySurvives() + " further failures stop no writes, "
                        + availability + " asked for (" + during.describe() + ")");
            }
        }
        return holds("survives " + durability + " further failures (data) and " + availability + " (writes) meanwhile");
    }

    private static int availability(GateCase judged, Voters voters, int size) {
        OptionalInt declared = judged.view().spec().declaration().tolerate().availability();
        if (declared.isPresent()) {
            return declared.getAsInt();
        }
        boolean bounded = judged.effect().away().isPresent()
                && !judged.effect().awayAtMost().isNegative();
        boolean nothingElse = judged.others().stream()
                .noneMatch(other -> other.candidate().effect().disrupts());
        int mostWhileOneIsAway = size - 1 - majority(size);
        boolean none = bounded && nothingElse && mostWhileOneIsAway < 1 && othersCaughtUp(judged, voters);
        return none ? 0 : 1;
    }

    private static boolean othersCaughtUp(GateCase judged, Voters voters) {
        return voters.list().stream()
                .filter(voter -> !voter.nodeId().equals(judged.effect().away()))
                .allMatch(voter -> voter.up()
                        && voter.nodeId()
                                .filter(node -> Outcomes.isCaughtUp(judged.situation(), node, judged.settings()))
                                .isPresent());
    }

    private static int size(GateCase judged, Voters voters) {
        return judged.situation()
                .declared()
                .map(ClusterDefinition::desiredNodes)
                .orElse(voters.list().size());
    }

    private static int majority(int size) {
        return size / 2 + 1;
    }
}
