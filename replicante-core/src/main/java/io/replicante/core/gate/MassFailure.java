package io.replicante.core.gate;

import io.replicante.core.state.ClusterFacts;
import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.FleetFacts;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.Evidence;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code mass-failure}: not so many nodes of the cluster, or of its namespace, went bad at once that a common cause is likelier than
 * their own failure. Nodes that were never healthy do not count, and neither do those that most of their peers have lost, too.
 *
 * <p>Evidence: which nodes do not answer, since when, and what their peers say of them; once there is such a node, also what is known of
 * the other clusters of the namespace, which must not be old. A cluster that nobody looks at any more is left out, and the answer says so; one
 * that is looked at and does not tell, or not yet since the last loss here, is a refusal. Dead nodes are what is counted.
 */
final class MassFailure implements SafetyRule {
    @Override
    public String id() {
        return "mass-failure";
    }

    @Override
    public String unblockedBy() {
        return "most nodes answering again, most peers that have lost them, too, or a person who looks";
    }

    @Override
    public Set<WorkClass> appliesTo() {
        return EnumSet.of(WorkClass.REDUNDANCY, WorkClass.AVAILABILITY);
    }

    @Override
    public Reason judge(GateCase judged) {
        if (judged.effect().forms()) {
            return holds("nothing is repaired");
        }
        Evidence<Losses> found = Losses.of(judged.view(), judged.situation().findings());
        if (!(found instanceof Evidence.Known<Losses> known)) {
            return unknown(Touching.reason(found), "a check that answers");
        }
        Losses own = known.value();
        if (own.lost().isEmpty()) {
            return holds("none of " + own.seen() + " nodes went bad that most peers do not miss, too");
        }
        LossesAround alone = around(judged, own, List.of());
        return against(judged, alone, "nodes")
                .or(() -> inNamespace(judged, own))
                .orElseGet(() -> holds(counted(judged, alone, "nodes") + leftOut(judged)));
    }

    private static LossesAround around(GateCase judged, Losses own, Collection<ClusterFacts> others) {
        return LossesAround.of(own, judged.view().spec().interval(), others);
    }

    private Optional<Reason> inNamespace(GateCase judged, Losses own) {
        Evidence<FleetFacts> fleet = judged.fleet();
        if (fleet instanceof Evidence.Unknown<FleetFacts> unknown) {
            return Optional.of(unknown(
                    "whether other clusters lost nodes, too: " + unknown.reason(),
                    "a fresh look at the other clusters"));
        }
        NavigableMap<ClusterRef, ClusterFacts> others = recent(judged, true);
        return untold(judged)
                .or(() -> against(judged, around(judged, own, others.values()), "nodes of the namespace"))
                .or(() -> unseen(judged, own, others));
    }

    /** What was true before the loss says nothing of a common cause. It matters only where there are nodes enough to be lost. */
    private Optional<Reason> unseen(GateCase judged, Losses own, NavigableMap<ClusterRef, ClusterFacts> others) {
        Instant loss = own.latest().orElseThrow();
        LossesAround worst = LossesAround.atWorst(
                own,
                judged.view().spec().interval(),
                others.values(),
                loss,
                judged.view().now());
        return !isMassFailure(judged, worst)
                ? Optional.empty()
                : others.entrySet().stream()
                        .filter(other -> !other.getValue()
                                .wasSeenSince(loss, judged.view().now()))
                        .findFirst()
                        .map(other -> unknown(
                                "whether cluster " + other.getKey() + " lost nodes, too: it was not looked at since "
                                        + loss,
                                "a cycle of cluster " + other.getKey() + ", which is due"));
    }

    /** A cluster that is looked at, and of which it is not known what it lost. */
    private Optional<Reason> untold(GateCase judged) {
        return recent(judged, true).entrySet().stream()
                .flatMap(other -> other.getValue().unknown().stream()
                        .map(reason -> unknown(
                                "whether cluster " + other.getKey() + " lost nodes, too: " + reason,
                                "a cycle of cluster " + other.getKey() + " that tells, or that cluster set inactive")))
                .findFirst();
    }

    /** What nobody looks at any more says nothing, and must not stand in the way of the others for ever. */
    private static String leftOut(GateCase judged) {
        int count = recent(judged, false).size();
        return count == 0
                ? ""
                : "; " + count + " other clusters of the namespace were not looked at of late, and are left out";
    }

    private static NavigableMap<ClusterRef, ClusterFacts> recent(GateCase judged, boolean recent) {
        NavigableMap<ClusterRef, ClusterFacts> beside = judged.fleet()
                .toOptional()
                .map(facts -> facts.namespaceBeside(judged.view().ref()))
                .orElseGet(TreeMap::new);
        beside.values()
                .removeIf(facts ->
                        facts.areRecent(judged.view().now(), judged.settings().fleetMax()) != recent);
        return beside;
    }

    private Optional<Reason> against(GateCase judged, LossesAround all, String what) {
        return isMassFailure(judged, all)
                ? Optional.of(violated(counted(judged, all, what) + ": a common cause is likelier"))
                : Optional.empty();
    }

    private static boolean isMassFailure(GateCase judged, LossesAround all) {
        SafetySettings settings = judged.settings();
        long bad = all.atOnce(settings.lossWindow());
        return bad >= settings.lossNodes() && bad >= Math.ceil(all.seen() * settings.lossShare());
    }

    private static String counted(GateCase judged, LossesAround all, String what) {
        return all.atOnce(judged.settings().lossWindow()) + " of " + all.seen() + " " + what + " went bad at once";
    }
}
