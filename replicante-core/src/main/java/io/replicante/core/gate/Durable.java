package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.spec.model.Evidence;

/**
 * {@code durable}: in no outcome is an acknowledged write lost. For a repair: in no outcome do fewer further failures suffice to lose
 * one than before.
 *
 * <p>Evidence: the datastore's own configuration; the health of every voter, who is lost when it could not be read; every other
 * action in flight with all its outcomes. An action that touches no voter needs none of it.
 */
final class Durable implements SafetyRule {
    @Override
    public String id() {
        return "durable";
    }

    @Override
    public String unblockedBy() {
        return "more voters up with their copies, so that every acknowledged write survives every outcome";
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
        boolean repair = judged.candidate().work() != WorkClass.VOLUNTARY;
        for (Voters before : outcomes.beginnings(known.value())) {
            for (Outcomes.Outcome outcome : outcomes.ofCandidate(before)) {
                boolean good = repair
                        ? outcome.voters().durabilitySurvives() >= before.durabilitySurvives()
                        : outcome.voters().durable();
                if (!good) {
                    return violated(outcome.name() + " an acknowledged write "
                            + (repair ? "survives fewer failures than before" : "may be lost")
                            + " (" + outcome.voters().describe() + ")");
                }
            }
        }
        return holds(
                repair ? "no outcome survives fewer failures than before" : "no outcome loses an acknowledged write");
    }
}
