package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.view.Facts;
import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Expression;
import io.replicante.spec.datastore.Truth;
import java.util.Optional;

/**
 * {@code definition-known}: a definition covers the software and its version, describes the action, and what it requires holds.
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
        Optional<String> beyond = Judgeable.beyond(definition.get(), judged.candidate());
        if (beyond.isPresent()) {
            return unknown(beyond.get());
        }
        if (judged.candidate().onPlatform()) {
            return holds("definition " + definition.get().name() + " covers the software");
        }
        Optional<ActionDefinition> action =
                definition.get().action(judged.candidate().kind());
        if (action.isEmpty()) {
            return violated("definition " + definition.get().name() + " does not describe "
                    + judged.candidate().kind());
        }
        if (!Claims.areTrue(judged.candidate(), definition.get())) {
            return violated("the footprint of " + judged.candidate().kind() + " here is not the one that definition "
                    + definition.get().name() + " gives it");
        }
        return argumentsKnown(judged).orElseGet(() -> requirements(judged, action.get()));
    }

    private Optional<Reason> argumentsKnown(GateCase judged) {
        return judged.candidate().request().isPresent()
                ? Optional.empty()
                : judged.candidate().args().properties().stream()
                        .filter(argument -> argument.getValue().isNull())
                        .map(argument -> unknown("the argument " + argument.getKey() + " cannot be told"))
                        .findFirst();
    }

    private Reason requirements(GateCase judged, ActionDefinition action) {
        Facts facts = Facts.of(judged.view());
        judged.subject()
                .ifPresent(node -> facts.subject(
                        node,
                        Facts.caughtUp(
                                node,
                                judged.view().now().minus(judged.settings().caughtUpMax()))));
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
