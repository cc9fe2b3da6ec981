package io.replicante.core.check;

import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Facts;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.Expression;
import io.replicante.spec.datastore.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What nodes say of a durability model's numbers. An expression is asked of each node once. Confined to one run of a check. */
final class Numbers {
    private final Facts facts;
    private final Map<Expression, Map<String, Outcome>> answers = new HashMap<>();
    private final Map<ShardHost.Said, ShardHost.Said> sayings = new HashMap<>();

    Numbers(ClusterView view) {
        this.facts = Facts.of(view);
    }

    /** A number that the node reports, if it does. */
    Optional<Long> number(Expression expression, NodeView node) {
        return ask(expression, node) instanceof Outcome.Value value && value.value() instanceof Long number
                ? Optional.of(number)
                : Optional.empty();
    }

    /** Whether a node is among those that the set lists, if it lists any. */
    Optional<Boolean> lists(Expression set, NodeView node) {
        if (!(ask(set, node) instanceof Outcome.Value value)) {
            return Optional.empty();
        }
        String id = node.memberId().orElse(node.nodeId());
        return Optional.of(
                value.value() instanceof List<?> list
                        ? list.contains(id)
                        : List.of(value.value().toString().split("\\s*,\\s*", -1))
                                .contains(id));
    }

    /** The same object for all who say the same, so that comparing them is done at once. */
    ShardHost.Said shared(ShardHost.Said said) {
        ShardHost.Said before = sayings.putIfAbsent(said, said);
        return before == null ? said : before;
    }

    private Outcome ask(Expression expression, NodeView node) {
        return answers.computeIfAbsent(expression, each -> new HashMap<>())
                .computeIfAbsent(
                        node.nodeId(),
                        each -> expression.evaluate(facts.node(node).variables()));
    }
}
