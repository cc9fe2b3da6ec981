package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.Facts;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.Expression;
import io.replicante.spec.datastore.Outcome;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code capacity}: what joins has room for the data.
 *
 * <p>Evidence: the facts that the definition names, of the node that joins ({@code node}) and of the primary ({@code subject}), or where nobody leads
 * of the fullest node that is up. Named
 * and unknown refuses what moves data; where none is named the rule holds, and says so.
 */
final class Capacity implements SafetyRule {
    @Override
    public String id() {
        return "capacity";
    }

    @Override
    public String unblockedBy() {
        return "more room on the node that joins";
    }

    @Override
    public Set<WorkClass> appliesTo() {
        return EnumSet.of(WorkClass.VOLUNTARY, WorkClass.REDUNDANCY);
    }

    @Override
    public Reason judge(GateCase judged) {
        Optional<String> joins =
                judged.effect().learner().or(() -> judged.effect().voter());
        if (joins.isEmpty()) {
            return holds("no data is moved");
        }
        return judged.definition()
                .map(definition -> room(judged, joins.get(), definition.capacity()))
                .orElseGet(() -> unknown("no definition says whether there is room", "a definition of the software"));
    }

    private Reason room(GateCase judged, String joins, io.replicante.spec.datastore.Capacity known) {
        if (known instanceof io.replicante.spec.datastore.Capacity.Facts facts) {
            return compare(judged, joins, facts);
        }
        return known instanceof io.replicante.spec.datastore.Capacity.StoreRefuses
                ? holds("by its definition the datastore refuses what it has no room for")
                : holds("the definition does not say how room could be told: nobody looked");
    }

    private Reason compare(GateCase judged, String joins, io.replicante.spec.datastore.Capacity.Facts facts) {
        Optional<NodeView> primary =
                judged.view().leadership().primary().toOptional().flatMap(judged.view()::node);
        Optional<Double> free = number(judged, joins, primary, facts.free());
        Optional<Double> needed = primary.isPresent()
                ? number(judged, joins, primary, facts.needed())
                : most(judged, joins, facts.needed());
        if (free.isEmpty() || needed.isEmpty()) {
            return unknown(
                    "it is not known how much room " + joins + " has, or needs",
                    "nodes that report what the definition names");
        }
        return free.get() >= needed.get()
                ? holds(joins + " has room: " + free.get() + " of " + needed.get() + " needed")
                : violated(joins + " has room for " + free.get() + ", " + needed.get() + " are needed");
    }

    /** Where nobody leads, what the fullest of the nodes that are up holds; unknown while one of them does not tell. */
    private static Optional<Double> most(GateCase judged, String joins, Expression needed) {
        Optional<Double> most = Optional.empty();
        for (NodeView node : judged.view().nodes().values()) {
            if (node.isUp() && !node.nodeId().equals(joins)) {
                Optional<Double> own = number(judged, joins, Optional.of(node), needed);
                if (own.isEmpty()) {
                    return Optional.empty();
                }
                most = Optional.of(Math.max(most.orElse(0.0), own.get()));
            }
        }
        return most;
    }

    private static Optional<Double> number(
            GateCase judged, String joins, Optional<NodeView> subject, Expression expression) {
        Facts facts = Facts.of(judged.view());
        subject.ifPresent(node -> facts.subject(node, Optional.empty()));
        judged.view().node(joins).ifPresent(facts::node);
        Map<String, Object> variables = facts.variables();
        return expression.evaluate(variables) instanceof Outcome.Value value && value.value() instanceof Number number
                ? Optional.of(number.doubleValue())
                : Optional.empty();
    }
}
