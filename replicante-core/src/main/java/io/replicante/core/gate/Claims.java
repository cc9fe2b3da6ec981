package io.replicante.core.gate;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.core.plan.Effects;
import io.replicante.core.plan.Execution;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Shift;
import io.replicante.core.state.Target;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.NodeView;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Footprint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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

    /** Whether what is asked of the platform does what it says: give back the machine that it is aimed at, or start one. */
    static boolean areTrueOfPlatform(Candidate candidate) {
        Effect effect = candidate.effect();
        return candidate.kind().equals(Candidate.PROVISION)
                ? candidate.targets().isEmpty() && effect.equals(Effect.provisioning(effect.forms()))
                : candidate
                        .subject()
                        .map(node -> effect.equals(Effect.losing(node.nodeId())))
                        .orElse(false);
    }

    /**
     * Whether it is run by whom the definition says, and says to that one what it says here. An agent does what it is told where it
     * runs, whatever the candidate is aimed at.
     */
    static boolean areCarriedOut(Candidate candidate, ActionDefinition action, ClusterView view) {
        Optional<NodeView> subject = candidate.subject().map(Target::nodeId).flatMap(view::node);
        Optional<Ensemble.Member> lost = candidate
                .effect()
                .leaves()
                .flatMap(member -> view.ensemble().toOptional().flatMap(ensemble -> ensemble.byId(member)));
        // What is only about a lost member is aimed at that one, and has no other subject.
        boolean onlyLost = lost.isPresent() && candidate.targets().size() == 1;
        return isDeclared(candidate, view)
                || isBy(candidate, action, view, subject, lost)
                || (onlyLost && isBy(candidate, action, view, Optional.empty(), lost));
    }

    private static boolean isBy(
            Candidate candidate,
            ActionDefinition action,
            ClusterView view,
            Optional<NodeView> subject,
            Optional<Ensemble.Member> lost) {
        return candidate.executor().equals(Execution.executor(view, action, subject, lost))
                && (candidate.request().isPresent()
                        || texts(candidate.args()).equals(texts(Execution.args(view, action, subject, lost))));
    }

    /** A number that was stored is read as another type of number. */
    private static Map<String, String> texts(JsonNode args) {
        return args.properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, argument -> text(argument.getValue())));
    }

    private static String text(JsonNode argument) {
        return argument.isContainerNode() ? argument.toString() : argument.asText();
    }

    /** How a cluster is formed and grown may be declared: then the declaration says whose agent does it, and with what. */
    private static boolean isDeclared(Candidate candidate, ClusterView view) {
        Declaration declaration = view.spec().declaration();
        Optional<String> subject = candidate.subject().map(Target::nodeId);
        Optional<NodeView> executor = candidate.executor().flatMap(view::node);
        return switch (candidate.kind()) {
            case ActionKinds.CLUSTER_INIT ->
                declaration.initialise().mode() == Declaration.Initialise.Mode.SINGLE_NODE
                        && candidate.executor().equals(subject);
            case ActionKinds.CLUSTER_JOIN ->
                declaration.expand().mode() == Declaration.Expand.Mode.JOIN
                        && candidate.executor().equals(subject);
            case ActionKinds.CLUSTER_ADD ->
                declaration.expand().mode() == Declaration.Expand.Mode.ADD
                        && !candidate.executor().equals(subject)
                        && executor.filter(node -> !node.isIdle()).isPresent();
            default -> false;
        };
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
