package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.FleetFacts;
import io.replicante.spec.model.Evidence;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * {@code mass-failure}: not so many nodes of the cluster, or of its namespace, went bad at once that a common cause is likelier than
 * their own failure. Nodes that were never healthy do not count, and neither do those that most of their peers have lost, too.
 *
 * <p>Evidence: which nodes do not answer, since when, and what their peers say of them; once there is such a node, also what is known of
 * the other clusters of the namespace, which must not be old. Dead nodes are what is counted.
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
        Losses own = Losses.of(judged.view(), judged.situation().findings());
        if (own.lost().isEmpty()) {
            return holds("none of " + own.seen() + " nodes went bad that most peers do not miss, too");
        }
        return against(judged, own, own, "nodes")
                .or(() -> inNamespace(judged, own))
                .orElseGet(() -> holds(counted(judged, own, own, "nodes")));
    }

    private Optional<Reason> inNamespace(GateCase judged, Losses own) {
        Evidence<FleetFacts> fleet = judged.fleet();
        if (fleet instanceof Evidence.Unknown<FleetFacts> unknown) {
            return Optional.of(unknown("whether other clusters lost nodes, too: " + unknown.reason()));
        }
        Losses all = fleet.toOptional()
                .map(facts -> own.and(facts.namespaceBeside(judged.view().ref())))
                .orElse(own);
        return against(judged, own, all, "nodes of the namespace");
    }

    private Optional<Reason> against(GateCase judged, Losses own, Losses all, String what) {
        SafetySettings settings = judged.settings();
        long bad = all.atOnceWith(own, settings.lossWindow());
        return bad >= settings.lossNodes() && bad >= Math.ceil(all.seen() * settings.lossShare())
                ? Optional.of(violated(counted(judged, own, all, what) + ": a common cause is likelier"))
                : Optional.empty();
    }

    private static String counted(GateCase judged, Losses own, Losses all, String what) {
        return all.atOnceWith(own, judged.settings().lossWindow()) + " of " + all.seen() + " " + what
                + " went bad at once";
    }
}
