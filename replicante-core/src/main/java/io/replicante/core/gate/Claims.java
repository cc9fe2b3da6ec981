package io.replicante.core.gate;

import io.replicante.core.plan.Effects;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Shift;
import io.replicante.core.state.Target;
import io.replicante.core.view.ClusterView;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Footprint;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds the footprint that a candidate claims against the one that the definition gives: a remedy is not believed. */
final class Claims {
    private Claims() {}

    /** Whether the action touches nothing: by its kind, or because the definition says so. */
    static boolean isHarmless(Candidate candidate, Optional<DatastoreDefinition> definition) {
        if (candidate.onPlatform() || !candidate.effect().isNone()) {
            return false;
        }
        boolean defined = definition
                .filter(known -> known.footprint(candidate.kind()).isEmpty())
                .filter(known -> known.action(candidate.kind()).stream()
                        .flatMap(action -> action.variants().stream())
                        .allMatch(variant ->
                                variant.footprint().map(Footprint::isEmpty).orElse(true)))
                .isPresent();
        return ActionKinds.isTest(candidate.kind()) || defined;
    }

    /** Whether the effect is what the definition says of the action, on the nodes that the candidate names. */
    static boolean areTrue(Candidate candidate, ActionDefinition action, ClusterView view) {
        Footprint footprint = action.footprint();
        Effect effect = candidate.effect();
        List<String> targets = candidate.targets().stream().map(Target::nodeId).toList();
        boolean named = Stream.of(effect.away(), effect.learner(), effect.voter(), effect.lost())
                .flatMap(Optional::stream)
                .allMatch(targets::contains);
        boolean same = effect.away().isPresent() == footprint.awayAtMost().isPresent()
                && footprint
                        .awayAtMost()
                        .map(limit -> limit.equals(effect.awayAtMost()))
                        .orElse(true)
                && effect.learner().isPresent() == joins(footprint, Footprint.As.LEARNER)
                && effect.voter().isPresent()
                        == (joins(footprint, Footprint.As.VOTER) || joins(footprint, Footprint.As.VOTER_WHEN_CAUGHT_UP))
                && effect.leaves().isPresent() != footprint.leaves().isEmpty()
                && effect.forms() == footprint.forms()
                && !effect.provisions()
                && effect.shift().equals(shift(candidate, action, view));
        return named && same && (!effect.atomic() || footprint.atomic());
    }

    private static Shift shift(Candidate candidate, ActionDefinition action, ClusterView view) {
        return Effects.of(
                        view,
                        action.kind(),
                        action.footprint(),
                        candidate.subject().map(Target::nodeId).flatMap(view::node),
                        Optional.empty())
                .shift();
    }

    private static boolean joins(Footprint footprint, Footprint.As as) {
        return footprint.joins().stream().anyMatch(join -> join.as() == as);
    }
}
