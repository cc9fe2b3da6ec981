package io.replicante.core.gate;

import io.replicante.core.plan.Situation;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.NodeView;
import io.replicante.spec.cluster.ClusterDefinition;
import java.util.Optional;

/**
 * What a configuration that nobody reports, and that is only observed, is good for: growth, while every listed node answers; voluntary
 * work, if also as many nodes are declared as were observed; and never for taking a member out. Stateless.
 */
final class Observed {
    private Observed() {}

    /** Why the observed configuration does not serve this candidate; empty when it does, or when it is reported. */
    static Optional<String> against(GateCase judged) {
        Optional<Ensemble> ensemble = judged.view().ensemble().toOptional().filter(Ensemble::observed);
        return ensemble.flatMap(known -> against(judged, known)
                .map(reason -> "nobody reports the datastore's own configuration, and " + reason));
    }

    /** The same of voluntary work that takes nobody out. */
    static Optional<String> againstVoluntary(Situation situation) {
        Optional<Ensemble> ensemble = situation.ensemble().filter(Ensemble::observed);
        return ensemble.flatMap(known -> silent(situation, known)
                .or(() -> size(situation, known))
                .map(reason -> "nobody reports the datastore's own configuration, and " + reason));
    }

    private static Optional<String> against(GateCase judged, Ensemble ensemble) {
        if (judged.effect().leaves().isPresent()) {
            return Optional.of(
                    "who was only observed is not taken out: take it out by hand, then vouch for it as forgotten");
        }
        return silent(judged.situation(), ensemble)
                .or(() -> judged.candidate().work() == WorkClass.VOLUNTARY
                        ? size(judged.situation(), ensemble)
                        : Optional.empty());
    }

    private static Optional<String> silent(Situation judged, Ensemble ensemble) {
        if (!judged.view().discovery().isKnown()) {
            return Optional.of("it is not known which nodes exist");
        }
        Optional<String> silent = ensemble.members().stream()
                .flatMap(member -> member.nodeId().flatMap(judged.view()::node).stream())
                .filter(node -> !answers(node))
                .map(NodeView::nodeId)
                .findFirst();
        Optional<String> listed = judged.view().nodes().values().stream()
                .filter(node -> node.discovered().isPresent() && !answers(node))
                .map(NodeView::nodeId)
                .findFirst();
        return silent.or(() -> listed)
                .map(node -> "node " + node
                        + " does not answer, which may be a member: bring it back, or take it out by hand and vouch for it"
                        + " as forgotten");
    }

    private static boolean answers(NodeView node) {
        return !node.isSilent() && node.observation().node().isKnown();
    }

    private static Optional<String> size(Situation situation, Ensemble ensemble) {
        Optional<Integer> declared = situation.declared().map(ClusterDefinition::desiredNodes);
        int members = ensemble.members().size();
        return declared.filter(size -> size == members).isPresent()
                ? Optional.empty()
                : Optional.of(members + " members were observed, "
                        + declared.map(size -> size + " nodes are declared").orElse("and none is declared"));
    }
}
