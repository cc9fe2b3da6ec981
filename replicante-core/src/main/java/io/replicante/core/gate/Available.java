package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.spec.model.Evidence;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code available}: in every outcome writes are accepted, but for a pause within what the definition and the declaration allow. For a
 * repair: in no outcome do fewer further failures suffice to stop them than before, and a newcomer that does not raise that number
 * joins only while every voter is up.
 *
 * <p>Evidence: as of {@code durable}, and the pause that the definition and the declaration allow.
 */
final class Available implements SafetyRule {
    @Override
    public String id() {
        return "available";
    }

    @Override
    public String unblockedBy() {
        return "more voters up, so that a quorum stays in every outcome";
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
            Optional<Reason> against = repair
                    ? repairs(judged, outcomes, before)
                    : outcomes.ofCandidate(before).stream()
                            .filter(outcome -> !outcome.voters().available())
                            .findFirst()
                            .map(outcome -> violated(outcome.name() + " writes would stop ("
                                    + outcome.voters().describe() + ")"));
            if (against.isPresent()) {
                return against.get();
            }
        }
        return repair ? holds("no outcome survives fewer failures than before") : pause(judged);
    }

    private Optional<Reason> repairs(GateCase judged, Outcomes outcomes, Voters before) {
        for (Outcomes.Outcome outcome : outcomes.ofCandidate(before)) {
            if (outcome.voters().availabilitySurvives() < before.availabilitySurvives()) {
                return Optional.of(violated(outcome.name() + " fewer failures suffice to stop writes than before ("
                        + outcome.voters().describe() + ")"));
            }
        }
        boolean joinsOnly =
                judged.effect().voter().isPresent() && judged.effect().leaves().isEmpty();
        boolean raises = outcomes.ofCandidate(before).stream()
                .anyMatch(outcome -> outcome.voters().availabilitySurvives() > before.availabilitySurvives());
        if (joinsOnly && !raises && !before.allUp()) {
            return Optional.of(
                    violated("one more voter would not let the cluster survive more failures, and not every voter"
                            + " is up (" + before.describe() + "): swap or forget the lost one"));
        }
        return Optional.empty();
    }

    private Reason pause(GateCase judged) {
        Optional<Duration> limit = judged.view().spec().declaration().maxPause();
        Duration pause = judged.definition()
                .map(definition -> definition.failover().unavailableAtMost())
                .orElse(Duration.ZERO);
        boolean tooLong = limit.isPresent() && limit.get().compareTo(pause) < 0;
        if (judged.effect().away().isEmpty() || !tooLong) {
            return holds("a quorum stays up in every outcome");
        }
        if (!judged.view().leadership().primary().isKnown()) {
            return unknown(
                    "it is not known who the primary is, and its change may pause writes for longer than declared");
        }
        if (judged.view().leadership().isPrimary(judged.effect().away().get())) {
            return violated("a change of primary may pause writes for " + pause.toSeconds()
                    + " s; declared are at most " + limit.get().toSeconds() + " s");
        }
        return holds("a quorum stays up in every outcome");
    }
}
