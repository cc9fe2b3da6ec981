package io.replicante.core.check;

import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Facts;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.Expression;
import io.replicante.spec.datastore.Outcome;
import io.replicante.spec.datastore.Signs;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What nodes show of themselves, by what their definition says; empty for what is not said or not known. Confined to one run. */
final class ShownSigns {
    private final Facts facts;
    private final Signs signs;
    private final Map<String, Map<String, Object>> byNode = new HashMap<>();

    ShownSigns(ClusterView view, Signs signs) {
        this.facts = Facts.of(view);
        this.signs = signs;
    }

    Optional<Boolean> readOnly(NodeView node) {
        return ask(signs.readOnly(), node, Boolean.class);
    }

    Optional<Boolean> replicates(NodeView node) {
        return ask(signs.replicates(), node, Boolean.class);
    }

    Optional<String> follows(NodeView node) {
        return ask(signs.follows(), node, Object.class).map(Object::toString);
    }

    Optional<String> leader(NodeView node) {
        return ask(signs.leader(), node, Object.class).map(Object::toString);
    }

    Optional<Long> delay(NodeView node) {
        return ask(signs.delay(), node, Long.class);
    }

    Optional<Double> diskUsed(NodeView node) {
        return ask(signs.diskUsedPercent(), node, Number.class).map(Number::doubleValue);
    }

    Optional<Boolean> diskFailed(NodeView node) {
        return ask(signs.diskFailed(), node, Boolean.class);
    }

    Optional<String> settings(NodeView node) {
        return ask(signs.settings(), node, Object.class).map(Object::toString);
    }

    Optional<Long> clock(NodeView node) {
        return ask(signs.clock(), node, Long.class);
    }

    private <T> Optional<T> ask(Optional<Expression> sign, NodeView node, Class<T> type) {
        return sign.map(each -> each.evaluate(variables(node)))
                .flatMap(outcome -> outcome instanceof Outcome.Value value && type.isInstance(value.value())
                        ? Optional.of(type.cast(value.value()))
                        : Optional.empty());
    }

    private Map<String, Object> variables(NodeView node) {
        return byNode.computeIfAbsent(
                node.nodeId(), each -> facts.copy().node(node).variables());
    }
}
