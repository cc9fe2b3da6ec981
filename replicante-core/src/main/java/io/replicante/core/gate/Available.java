package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.ClusterView;
import io.replicante.spec.model.Evidence;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code available}: in every outcome writes are accepted, but for a pause within what the definition and the declaration allow. For a
 * repair: in no outcome do fewer further failures suffice to stop them than before. A newcomer that does not raise that number
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
        if (Touching.isFailover(judged)) {
            return holds("nobody takes writes as it is");
        }
        if (!(judged.touched() instanceof Evidence.Known<List<Shard>> known)) {
            return unknown(Touching.reason(judged.touched()));
        }
        if (known.value().isEmpty()) {
            return holds("no voter and no copy is touched");
        }
        Optional<Reason> stopped = stopsWrites(judged);
        if (stopped.isPresent()) {
            return stopped.get();
        }
        boolean repair = judged.candidate().work() != WorkClass.VOLUNTARY;
        for (Shard shard : known.value()) {
            boolean moves = !repair && Touching.movesPrimaryOf(judged, shard);
            Optional<String> against = moves ? Optional.empty() : against(judged, shard.state(), repair);
            if (against.isPresent()) {
                return violated(shard.prefix() + against.get())
                        .with("before", shard.state().describe())
                        .with("shards", known.value().size());
            }
        }
        Reason good = repair ? holds("no outcome survives fewer failures than before") : pause(judged, known.value());
        return good.with("shards", known.value().size());
    }

    /** Stopped writes go on by themselves; but they may be stopped for too long. */
    private Optional<Reason> stopsWrites(GateCase judged) {
        Duration asked = judged.effect().shift().pausesAtMost();
        Duration limit = Stream.concat(
                        judged.view().spec().declaration().maxPause().stream(),
                        judged.definition().map(each -> each.failover().unavailableAtMost()).stream())
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return asked.compareTo(limit) > 0
                ? Optional.of(violated("writes would stop for up to " + asked.toSeconds() + " s; allowed are at most "
                        + limit.toSeconds() + " s"))
                : Optional.empty();
    }

    private static Optional<String> against(GateCase judged, ShardState state, boolean repair) {
        Outcomes outcomes = new Outcomes(judged);
        for (ShardState before : outcomes.beginnings(state)) {
            Optional<String> against = (repair ? repairs(judged, outcomes, before) : stops(outcomes, before))
                    .or(() -> inVain(judged, outcomes, before));
            if (against.isPresent()) {
                return against;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> repairs(GateCase judged, Outcomes outcomes, ShardState before) {
        for (Outcomes.Outcome outcome : outcomes.ofCandidate(before)) {
            if (outcome.state().availabilitySurvives() < before.availabilitySurvives()) {
                return Optional.of(outcome.name() + " fewer failures suffice to stop writes than before ("
                        + outcome.state().describe() + ")");
            }
        }
        if (judged.takesAwayWhatAnswers()) {
            for (Outcomes.Outcome outcome : outcomes.ofCandidate(before)) {
                if (!outcome.state().available()) {
                    return Optional.of(
                            outcome.name() + " too few others take the writes, and the node may still serve ("
                                    + outcome.state().describe() + ")");
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> stops(Outcomes outcomes, ShardState before) {
        return outcomes.ofCandidate(before).stream()
                .filter(outcome -> !outcome.state().available())
                .findFirst()
                .map(outcome -> outcome.name() + " writes would stop ("
                        + outcome.state().describe() + ")");
    }

    private static Optional<String> inVain(GateCase judged, Outcomes outcomes, ShardState before) {
        return joinsInVain(judged, outcomes, before)
                ? Optional.of("one more voter would not let the cluster survive more failures, and not every voter"
                        + " is up (" + before.describe() + "): swap or forget the lost one")
                : Optional.empty();
    }

    /**
     * Whether a voter would join beside one that is down, though the cluster would survive no more failures then. Nobody can take
     * the responsibility for that: to replace the one that is down is never the worse choice.
     */
    static boolean joinsInVain(GateCase judged) {
        if (!(judged.touched() instanceof Evidence.Known<List<Shard>> known)) {
            return false;
        }
        Outcomes outcomes = new Outcomes(judged);
        return known.value().stream()
                .flatMap(shard -> outcomes.beginnings(shard.state()).stream())
                .anyMatch(before -> joinsInVain(judged, outcomes, before));
    }

    private static boolean joinsInVain(GateCase judged, Outcomes outcomes, ShardState before) {
        boolean joinsOnly = before instanceof Voters
                && judged.effect().voter().isPresent()
                && judged.effect().leaves().isEmpty();
        return joinsOnly
                && !before.allUp()
                && outcomes.ofCandidate(before).stream()
                        .noneMatch(outcome -> outcome.state().availabilitySurvives() > before.availabilitySurvives());
    }

    private Reason pause(GateCase judged, List<Shard> shards) {
        Optional<String> tooLong = tooLong(judged.view());
        Optional<String> gone = judged.effect()
                .away()
                .or(() -> judged.effect().shift().demoted())
                .or(() -> judged.effect().shift().yields());
        if (gone.isEmpty() || tooLong.isEmpty()) {
            return holds("a quorum stays up in every outcome");
        }
        boolean leads = Touching.leads(shards, gone.get());
        if (!leads && !judged.view().leadership().primary().isKnown()) {
            return unknown(
                    "it is not known who the primary is, and its change may pause writes for longer than declared");
        }
        if (leads || judged.view().leadership().isPrimary(gone.get())) {
            return violated(
                    tooLong.get(), "a declaration that lets writes pause for longer, or the primary elsewhere before");
        }
        return holds("a quorum stays up in every outcome");
    }

    /** Why the primary may not change at all, if so. */
    static Optional<String> tooLong(ClusterView view) {
        Duration pause = view.definition()
                .toOptional()
                .map(definition -> definition.failover().unavailableAtMost())
                .orElse(Duration.ZERO);
        return view.spec()
                .declaration()
                .maxPause()
                .filter(limit -> limit.compareTo(pause) < 0)
                .map(limit -> "a change of primary may pause writes for " + pause.toSeconds()
                        + " s; declared are at most " + limit.toSeconds() + " s");
    }
}
