package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.spec.model.Evidence;
import java.util.List;

/**
 * {@code durable}: in no outcome is an acknowledged write lost. For a repair: in no outcome do fewer further failures suffice to lose
 * one than before.
 *
 * <p>Evidence: for each shard that is touched, its copies and what the definition says of where an acknowledged write is: of a quorum
 * the datastore's own configuration and the health of every voter, of others the copies that nodes report, now or last. Who could not
 * be read is lost. Every other action in flight counts with all its outcomes. An action that touches no copy needs none of it.
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
        if (Touching.isFailover(judged)) {
            return holds("the primary is lost: no-data-loss-failover says what that may lose");
        }
        if (!(judged.touched() instanceof Evidence.Known<List<Shard>> known)) {
            return unknown(Touching.reason(judged.touched()));
        }
        if (known.value().isEmpty()) {
            return holds("no voter and no copy is touched");
        }
        Outcomes outcomes = new Outcomes(judged);
        boolean repair = judged.candidate().work() != WorkClass.VOLUNTARY;
        List<Shard> asked = known.value().stream()
                .filter(shard -> !Touching.movesPrimaryOf(judged, shard))
                .toList();
        if (asked.isEmpty()) {
            return holds("the primary moves: "
                    + (repair ? "no-data-loss-failover" : "target-caught-up")
                    + " says what that may lose");
        }
        for (Shard shard : asked) {
            for (ShardState before : outcomes.beginnings(shard.state())) {
                for (Outcomes.Outcome outcome : outcomes.ofCandidate(before)) {
                    boolean good = repair
                            ? outcome.state().durabilitySurvives() >= before.durabilitySurvives()
                                    && (!judged.takesAwayWhatAnswers()
                                            || outcome.state().durable())
                            : outcome.state().durable();
                    if (!good) {
                        return violated(shard.prefix() + outcome.name() + " an acknowledged write "
                                        + (repair ? "survives fewer failures than before" : "may be lost")
                                        + " (" + outcome.state().describe() + ")")
                                .with("before", before.describe())
                                .with("shards", known.value().size());
                    }
                }
            }
        }
        return holds(
                        repair
                                ? "no outcome survives fewer failures than before"
                                : "no outcome loses an acknowledged write")
                .with("shards", known.value().size());
    }
}
