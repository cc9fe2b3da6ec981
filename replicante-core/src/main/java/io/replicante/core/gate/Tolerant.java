package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.Ensemble;
import io.replicante.spec.model.Evidence;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * {@code tolerant}: while voluntary work is under way, the declared number of further failures is survived.
 *
 * <p>Durability: by default one failure, or what the declared size gives with everything up if that is less; that the node does not
 * come back is such a failure, not one more. Availability: by default one failure, or none for a bounded absence when every other
 * voter is up and caught up, nothing else is away, and the declared size could not give more while one is absent. Once a member has left:
 * one failure, or none where that is what the declared size gives.
 *
 * <p>Evidence: as of {@code durable}; whether the other voters are caught up; the declared size.
 */
final class Tolerant implements SafetyRule {
    private static final int NOTHING = Integer.MIN_VALUE;

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
        if (!(judged.touched() instanceof Evidence.Known<List<Shard>> known)) {
            return unknown(Touching.reason(judged.touched()));
        }
        if (known.value().isEmpty()) {
            return holds("no voter and no copy is touched");
        }
        int least = Integer.MAX_VALUE;
        for (Shard shard : known.value()) {
            if (Touching.movesPrimaryOf(judged, shard)) {
                continue;
            }
            int durability = durability(judged, shard);
            Optional<Reason> against = against(judged, shard, durability, availability(judged, shard));
            if (against.isPresent()) {
                return against.get();
            }
            least = durability == NOTHING ? least : Math.min(least, durability);
        }
        return holds("survives the further failures that are asked for, meanwhile")
                .with("shards", known.value().size())
                .with("durability", least == Integer.MAX_VALUE ? "not asked" : least);
    }

    private Optional<Reason> against(GateCase judged, Shard shard, int durability, int availability) {
        for (ShardState before : new Outcomes(judged).beginnings(shard.state())) {
            Optional<Reason> against = against(judged, shard.prefix(), before, durability, availability);
            if (against.isPresent()) {
                return against;
            }
        }
        return Optional.empty();
    }

    private Optional<Reason> against(
            GateCase judged, String prefix, ShardState before, int durability, int availability) {
        ShardState kept = judged.effect()
                .shift()
                .rebuilt()
                .map(node -> before.down(node, false))
                .orElse(before);
        if (kept.durabilitySurvives() < durability) {
            return Optional.of(violated(prefix + "acknowledged writes survive " + kept.durabilitySurvives()
                    + " further failures, " + durability + " asked for (" + kept.describe() + ")"));
        }
        for (ShardState during : new Outcomes(judged).meanwhile(before)) {
            if (during.availabilitySurvives() < availability) {
                return Optional.of(stops(judged, prefix, before, during, availability));
            }
        }
        return Optional.empty();
    }

    private Reason stops(GateCase judged, String prefix, ShardState before, ShardState during, int availability) {
        String why = prefix + "meanwhile " + during.availabilitySurvives() + " further failures stop no writes, "
                + availability + " asked for (" + during.describe() + ")";
        List<String> unready = couldBeNone(judged, before) ? unready(judged, before) : List.of();
        return unready.isEmpty()
                ? violated(why)
                : violated(
                        why + "; none would be asked for, but " + String.join(", ", unready),
                        "every other copy up and caught up, or a declaration that tolerates less");
    }

    /** Of what a person takes the responsibility for, no reserve is asked. */
    private static int durability(GateCase judged, Shard shard) {
        return Overriding.forgives(judged, "durable", shard) ? NOTHING : durability(judged, shard.state());
    }

    private static int availability(GateCase judged, Shard shard) {
        return Overriding.forgives(judged, "available", shard) ? NOTHING : availability(judged, shard.state());
    }

    private static int durability(GateCase judged, ShardState state) {
        int best = state instanceof Voters voters
                ? majority(size(judged, voters)) - 1
                : ((Copies) state).atBest().durabilitySurvives();
        return judged.view().spec().declaration().tolerate().durability().orElse(Math.min(1, best));
    }

    private static int availability(GateCase judged, ShardState state) {
        OptionalInt declared = judged.view().spec().declaration().tolerate().availability();
        if (declared.isPresent()) {
            return declared.getAsInt();
        }
        return couldBeNone(judged, state) && unready(judged, state).isEmpty()
                ? 0
                : judged.effect()
                        .leaves()
                        .map(leaver -> kept(judged, state, leaver))
                        .orElse(1);
    }

    /** Whether no further failure has to be survived, if everybody else is ready. */
    private static boolean couldBeNone(GateCase judged, ShardState state) {
        boolean bounded = judged.effect().shift().pauses().isPresent()
                || judged.effect().shift().yields().isPresent()
                || (judged.effect().away().isPresent()
                        && !judged.effect().awayAtMost().isNegative());
        boolean nothingElse = judged.others().stream()
                .noneMatch(other -> other.candidate().effect().disrupts());
        return bounded
                && nothingElse
                && judged.view().spec().declaration().tolerate().availability().isEmpty()
                && mostWhileOneIsAway(judged, state) < 1;
    }

    /** Who leaves may leave as little as is declared, and otherwise not less than there was. */
    private static int kept(GateCase judged, ShardState state, String leaver) {
        boolean asDeclared = judged.effect().voter().isEmpty()
                && judged.situation()
                        .declared()
                        .filter(declared -> declared.desiredNodes() <= remaining(judged, leaver))
                        .isPresent();
        ShardState rest = asDeclared ? state.without(leaver) : state;
        return Math.min(1, Math.max(0, rest.atBest().availabilitySurvives()));
    }

    /** How many members of its like there are beside one that leaves. */
    private static long remaining(GateCase judged, String leaver) {
        Optional<Ensemble> ensemble = judged.view().ensemble().toOptional();
        boolean votes = ensemble.flatMap(known -> known.byId(leaver))
                .filter(member -> member.votes() > 0)
                .isPresent();
        return ensemble.stream()
                .flatMap(known -> (votes ? known.voters() : known.members()).stream())
                .filter(member -> !member.id().equals(leaver))
                .count();
    }

    private static int mostWhileOneIsAway(GateCase judged, ShardState state) {
        if (state instanceof Voters voters) {
            return voters.mostWhileOneIsAway(size(judged, voters));
        }
        return ((Copies) state).atBest().mostWhileOneIsAway();
    }

    /** What the others lack, beside the one that goes away. */
    private static List<String> unready(GateCase judged, ShardState state) {
        Optional<String> away = judged.effect().away();
        if (state instanceof Copies copies) {
            return copies.list().stream()
                    .filter(copy -> !Optional.of(copy.nodeId()).equals(away))
                    .filter(copy -> !copy.up() || !copy.counts())
                    .map(copy -> copy.nodeId() + (copy.up() ? " has not all that it should" : " is not up"))
                    .toList();
        }
        return ((Voters) state)
                .list().stream()
                        .filter(voter -> !voter.nodeId().equals(away))
                        .flatMap(voter -> lacks(judged, voter).stream())
                        .toList();
    }

    private static Optional<String> lacks(GateCase judged, Voters.Voter voter) {
        String name = voter.nodeId().orElse("member:" + voter.memberId());
        if (!voter.up()) {
            return Optional.of(name + " is not up");
        }
        return voter.nodeId()
                        .filter(node -> Outcomes.isCaughtUp(judged.situation(), node, judged.settings()))
                        .isPresent()
                ? Optional.empty()
                : Optional.of(name + " is not known to be caught up");
    }

    private static int size(GateCase judged, Voters voters) {
        return judged.situation()
                .declared()
                .map(declared -> declared.desiredNodes())
                .orElse(voters.list().size());
    }

    private static int majority(int size) {
        return size / 2 + 1;
    }
}
