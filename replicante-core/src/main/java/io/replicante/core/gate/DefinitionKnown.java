package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.Facts;
import io.replicante.core.view.Fences;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Expression;
import io.replicante.spec.datastore.Truth;
import io.replicante.spec.model.Evidence;
import java.util.Optional;

/**
 * {@code definition-known}: a definition covers the software and its version and describes the action, which does what it says to whom it
 * says, and what it requires holds.
 *
 * <p>Evidence: the software that nodes report, now or last; the conditions that the definition requires, over facts of this cycle.
 */
final class DefinitionKnown implements SafetyRule {
    @Override
    public String id() {
        return "definition-known";
    }

    @Override
    public String unblockedBy() {
        return "a definition for this software and version that describes the action, and readings on which its conditions hold";
    }

    @Override
    public Reason judge(GateCase judged) {
        Optional<DatastoreDefinition> definition = judged.definition();
        if (definition.isEmpty()) {
            return unknown("no definition covers the software of this cluster");
        }
        if (judged.candidate().onPlatform()) {
            return Claims.areTrueOfPlatform(judged.candidate())
                    ? holds("definition " + definition.get().name() + " covers the software")
                    : violated("the footprint of " + judged.candidate().kind()
                            + " here is not what the platform would do");
        }
        if (definition.get().action(judged.candidate().kind()).isEmpty()) {
            return violated("definition " + definition.get().name() + " does not describe "
                    + judged.candidate().kind());
        }
        if (!(judged.described() instanceof Evidence.Known<ActionDefinition> action)) {
            return unknown(Touching.reason(judged.described()));
        }
        Optional<String> beyond = Judgeable.beyond(definition.get(), action.value());
        if (beyond.isPresent()) {
            return unknown(beyond.get());
        }
        if (!Claims.areTrue(judged.candidate(), action.value(), judged.view())) {
            return violated("the footprint of " + judged.candidate().kind() + " here is not the one that definition "
                    + definition.get().name() + " gives it");
        }
        if (!Claims.areCarriedOut(judged.candidate(), action.value(), judged.view())) {
            return violated(judged.candidate().kind() + " would not be run by whom definition "
                    + definition.get().name() + " says, or not do there what it is judged for");
        }
        return argumentsKnown(judged)
                .or(() -> electable(judged))
                .or(() -> donorsKnown(judged, action.value()))
                .orElseGet(() -> requirements(judged, action.value()));
    }

    private Optional<Reason> electable(GateCase judged) {
        Optional<NodeView> next = judged.effect().shift().promoted().flatMap(judged.view()::node);
        Optional<Boolean> may = next.flatMap(node -> new Fences(judged.view()).isElectable(node));
        if (next.isEmpty() || may.equals(Optional.of(true))) {
            return Optional.empty();
        }
        return Optional.of(
                may.isPresent()
                        ? violated(
                                next.get().nodeId()
                                        + " may not become the primary: its definition does not let it, or its copy is being built anew")
                        : unknown("whether " + next.get().nodeId() + " may become the primary is not known"));
    }

    /** Whoever it is that is copied from: somebody has to be there. */
    private Optional<Reason> donorsKnown(GateCase judged, ActionDefinition action) {
        return action.footprint()
                .donors()
                .filter(condition -> judged.view().nodes().values().stream()
                        .filter(node -> judged.candidate().targets().stream()
                                .noneMatch(target -> target.nodeId().equals(node.nodeId())))
                        .noneMatch(node -> node.isUp()
                                && condition
                                        .test(Facts.of(judged.view()).node(node).variables())
                                        .isTrue()))
                .map(condition -> unknown("it is not known from whom data would be copied"));
    }

    private Optional<Reason> argumentsKnown(GateCase judged) {
        return judged.candidate().request().isPresent()
                ? Optional.empty()
                : judged.candidate().args().properties().stream()
                        .filter(argument -> argument.getValue().isNull())
                        .map(argument -> unknown("the argument " + argument.getKey() + " cannot be told"))
                        .findFirst();
    }

    /** Taking a voter out leaves as many as the datastore wants, as far as it is known. */
    private Optional<Reason> tooSmall(GateCase judged) {
        int smallest =
                judged.definition().map(known -> known.membership().smallest()).orElse(1);
        boolean leaves =
                judged.effect().leaves().isPresent() && judged.effect().voter().isEmpty();
        long left = judged.view().ensemble().toOptional().stream()
                .flatMap(ensemble -> ensemble.voters().stream())
                .filter(voter -> !judged.effect().leaves().equals(Optional.of(voter.id())))
                .count();
        return leaves && left > 0 && left < smallest
                ? Optional.of(violated(left + " voters would be left, and the datastore wants at least " + smallest))
                : Optional.empty();
    }

    private Reason requirements(GateCase judged, ActionDefinition action) {
        Facts facts = Facts.of(judged.view());
        judged.subject()
                .ifPresent(node -> facts.subject(
                        node,
                        Facts.caughtUp(
                                node,
                                judged.view().now().minus(judged.settings().caughtUpMax()))));
        judged.effect()
                .leaves()
                .ifPresent(member -> facts.lost(
                        member,
                        judged.view()
                                .ensemble()
                                .toOptional()
                                .flatMap(ensemble -> ensemble.byId(member))
                                .flatMap(Ensemble.Member::nodeId)));
        Optional<Reason> tooSmall = tooSmall(judged);
        if (tooSmall.isPresent()) {
            return tooSmall.get();
        }
        for (Expression required : action.requires()) {
            Truth truth = required.test(facts.variables());
            if (truth.isFalse()) {
                return violated("required and not so: " + required);
            }
            if (truth.isUnknown()) {
                return unknown("required and not known: " + required + " (" + truth.reason() + ")");
            }
        }
        return holds("the definition describes " + action.kind() + ", and what it requires holds");
    }
}
