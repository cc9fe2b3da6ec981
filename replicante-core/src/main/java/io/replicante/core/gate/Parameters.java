package io.replicante.core.gate;

import io.replicante.core.gate.Holders.Holder;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Facts;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.Expression;
import io.replicante.spec.datastore.Outcome;
import io.replicante.spec.model.ShardRole;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The parameters of a durability model, each asked of the nodes that hold a copy. Thread-safe: what it keeps it only computes once. */
final class Parameters {
    private final Facts cluster;
    private final Map<String, Map<String, Object>> facts = new ConcurrentHashMap<>();
    private final Map<Question, Outcome> answers = new ConcurrentHashMap<>();

    /** The same question, asked of a node for another of its shards, has the same answer. */
    private record Question(String nodeId, Expression expression) {}

    Parameters(ClusterView view) {
        cluster = Facts.of(view);
    }

    long number(String name, Expression expression, List<Holder> holders) {
        boolean asked = false;
        long agreed = 0;
        for (Holder holder : holders) {
            if (holder.fresh()) {
                long answer = whole(name, expression, holder.node());
                if (asked && answer != agreed) {
                    throw new UnknownParameterException(
                            name + " is " + distinct(name, expression, holders) + ": the nodes do not agree");
                }
                asked = true;
                agreed = answer;
            }
        }
        if (!asked) {
            throw new UnknownParameterException(name + " is not known: no node that holds a copy could be read");
        }
        return agreed;
    }

    /** Whether every node that holds a copy and was read says so. */
    boolean isTrue(Expression condition, List<Holder> holders) {
        List<Holder> asked = holders.stream().filter(Holder::fresh).toList();
        return !asked.isEmpty()
                && asked.stream()
                        .allMatch(
                                holder -> condition.test(factsOf(holder.node())).isTrue());
    }

    private List<Long> distinct(String name, Expression expression, List<Holder> holders) {
        return holders.stream()
                .filter(Holder::fresh)
                .map(holder -> whole(name, expression, holder.node()))
                .distinct()
                .toList();
    }

    private long whole(String name, Expression expression, NodeView node) {
        if (ask(expression, node) instanceof Outcome.Value value && value.value() instanceof Long number) {
            return number;
        }
        throw new UnknownParameterException(
                name + " is not known: node " + node.nodeId() + " does not report what " + expression + " asks for");
    }

    boolean isIn(Durability.InSync inSync, Holder holder) {
        boolean leads = CopiesReading.isRole(holder.shard(), ShardRole.Kind.PRIMARY);
        boolean follows = CopiesReading.isRole(holder.shard(), ShardRole.Kind.SECONDARY);
        return leads || inSync.set().map(set -> isListed(set, holder.node())).orElse(follows);
    }

    private boolean isListed(Expression set, NodeView node) {
        if (!(ask(set, node) instanceof Outcome.Value value)) {
            throw new UnknownParameterException("the set is not known: " + set + " is not reported");
        }
        String id = node.memberId().orElse(node.nodeId());
        return value.value() instanceof List<?> list
                ? list.contains(id)
                : List.of(value.value().toString().split("\\s*,\\s*", -1)).contains(id);
    }

    private Outcome ask(Expression expression, NodeView node) {
        Question question = new Question(node.nodeId(), expression);
        Outcome before = answers.get(question);
        return before == null ? answers.computeIfAbsent(question, each -> expression.evaluate(factsOf(node))) : before;
    }

    private Map<String, Object> factsOf(NodeView node) {
        return facts.computeIfAbsent(
                node.nodeId(), each -> cluster.copy().node(node).variables());
    }
}
