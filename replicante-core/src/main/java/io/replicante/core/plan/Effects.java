package io.replicante.core.plan;

import io.replicante.core.state.Effect;
import io.replicante.core.state.Shift;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.Facts;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.Failover;
import io.replicante.spec.datastore.Footprint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The footprint of a kind of action on particular nodes. Stateless. */
public final class Effects {
    private static final Duration FOR_EVER = Duration.ofSeconds(-1);

    /** What becomes of the primary's place, for the subject. */
    private enum Place {
        KEPT,
        GIVEN,
        TAKEN,
        HANDED_OVER
    }

    private Effects() {}

    /**
     * What an action does to whom.
     *
     * @param view the cluster
     * @param kind the kind of action: a definition's failover says which of them take the primary's place, and which give it
     * @param footprint what the definition says of it
     * @param subject the node that it is about
     * @param lost the member that is lost, when it is about one
     * @return the effect
     */
    public static Effect of(
            ClusterView view,
            String kind,
            Footprint footprint,
            Optional<NodeView> subject,
            Optional<Ensemble.Member> lost) {
        if (footprint.isEmpty()) {
            return Effect.NONE;
        }
        Optional<String> node = subject.map(NodeView::nodeId);
        if (footprint.worst()) {
            return new Effect(
                    node, FOR_EVER, Optional.empty(), Optional.empty(), Optional.empty(), node, false, false, false);
        }
        Place place = place(view, kind, footprint);
        boolean later = joins(footprint, Footprint.As.VOTER_WHEN_CAUGHT_UP);
        return new Effect(
                        footprint.awayAtMost().flatMap(limit -> node),
                        footprint.awayAtMost().orElse(Duration.ZERO),
                        joins(footprint, Footprint.As.LEARNER) ? node : Optional.empty(),
                        later || joins(footprint, Footprint.As.VOTER) ? node : Optional.empty(),
                        leaves(footprint, subject, lost),
                        Optional.empty(),
                        footprint.forms(),
                        false,
                        footprint.atomic())
                .shifting(new Shift(
                        place == Place.GIVEN ? node : Optional.empty(),
                        place == Place.TAKEN ? node : Optional.empty(),
                        place == Place.HANDED_OVER
                                ? Optional.empty()
                                : footprint.stopsWritesAtMost().flatMap(limit -> pauses(view, footprint, node)),
                        footprint.stopsWritesAtMost().orElse(Duration.ZERO),
                        footprint.rebuilds() ? node : Optional.empty(),
                        blocked(view, footprint, subject),
                        place == Place.HANDED_OVER ? node : Optional.empty(),
                        later));
    }

    private static boolean joins(Footprint footprint, Footprint.As as) {
        return footprint.joins().stream().anyMatch(join -> join.as() == as);
    }

    private static Optional<String> leaves(
            Footprint footprint, Optional<NodeView> subject, Optional<Ensemble.Member> lost) {
        if (footprint.leaves().contains(Footprint.Who.LOST)) {
            return lost.map(Ensemble.Member::id);
        }
        if (footprint.leaves().contains(Footprint.Who.SUBJECT)) {
            return subject.flatMap(NodeView::memberId).or(() -> lost.map(Ensemble.Member::id));
        }
        return Optional.empty();
    }

    private static Place place(ClusterView view, String kind, Footprint footprint) {
        if (!footprint.movesPrimary()) {
            return Place.KEPT;
        }
        Optional<Failover.Commands> commands = view.definition()
                .toOptional()
                .map(definition -> definition.failover().commands());
        if (commands.flatMap(Failover.Commands::revoke)
                .map(Failover.Revoke::action)
                .equals(Optional.of(kind))) {
            return Place.TAKEN;
        }
        return commands.flatMap(Failover.Commands::stepDown).equals(Optional.of(kind))
                ? Place.HANDED_OVER
                : Place.GIVEN;
    }

    /** Where an action both stops writes and moves the primary, they are stopped on the primary of before. */
    private static Optional<String> pauses(ClusterView view, Footprint footprint, Optional<String> subject) {
        return footprint.movesPrimary()
                ? view.leadership().primary().toOptional().or(() -> subject)
                : subject;
    }

    /** Any node of which it is not certain that nothing is copied from it. */
    private static List<String> blocked(ClusterView view, Footprint footprint, Optional<NodeView> subject) {
        if (footprint.donors().isEmpty() || footprint.donorsServe()) {
            return List.of();
        }
        return view.nodes().values().stream()
                .filter(node -> !subject.map(NodeView::nodeId).equals(Optional.of(node.nodeId())))
                .filter(node -> !isSpared(view, footprint, node))
                .map(NodeView::nodeId)
                .toList();
    }

    private static boolean isSpared(ClusterView view, Footprint footprint, NodeView node) {
        return footprint
                .donors()
                .orElseThrow()
                .test(Facts.of(view).node(node).variables())
                .isFalse();
    }
}
