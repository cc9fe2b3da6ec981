package io.replicante.core.gate;

import io.replicante.core.gate.Holders.Holder;
import io.replicante.core.gate.Holders.Host;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Facts;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.Expression;
import io.replicante.spec.datastore.Outcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The parameters of a durability model, each asked of the nodes that hold a copy. Thread-safe: to ask twice comes to the same. */
final class Parameters {
    private final Facts cluster;
    private final int nodes;
    private final Map<String, Map<String, Object>> facts = new ConcurrentHashMap<>();

    /** By the node's number: the same question, asked of a node for another of its thousands of copies, has the same answer. */
    private final Map<Expression, AtomicReferenceArray<@Nullable Outcome>> answers = new ConcurrentHashMap<>();

    Parameters(ClusterView view) {
        cluster = Facts.of(view);
        nodes = view.nodes().size();
    }

    long number(String name, Expression expression, List<Holder> holders) {
        AtomicReferenceArray<@Nullable Outcome> said = answers(expression);
        boolean asked = false;
        long agreed = 0;
        for (Holder holder : holders) {
            if (holder.fresh()) {
                long answer = whole(name, expression, holder.host(), said);
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
                .map(holder -> whole(name, expression, holder.host(), answers(expression)))
                .distinct()
                .toList();
    }

    private long whole(String name, Expression expression, Host host, AtomicReferenceArray<@Nullable Outcome> said) {
        if (ask(expression, host, said) instanceof Outcome.Value value && value.value() instanceof Long number) {
            return number;
        }
        throw new UnknownParameterException(name + " is not known: node "
                + host.node().nodeId() + " does not report what " + expression + " asks for");
    }

    boolean isIn(Durability.InSync inSync, Holder holder) {
        return holder.leads()
                || inSync.set().map(set -> isListed(set, holder.host())).orElse(holder.follows());
    }

    private boolean isListed(Expression set, Host host) {
        if (!(ask(set, host, answers(set)) instanceof Outcome.Value value)) {
            throw new UnknownParameterException("the set is not known: " + set + " is not reported");
        }
        NodeView node = host.node();
        String id = node.memberId().orElse(node.nodeId());
        return value.value() instanceof List<?> list
                ? list.contains(id)
                : List.of(value.value().toString().split("\\s*,\\s*", -1)).contains(id);
    }

    private Outcome ask(Expression expression, Host host, AtomicReferenceArray<@Nullable Outcome> said) {
        Outcome before = said.get(host.number());
        if (before == null) {
            before = expression.evaluate(factsOf(host.node()));
            said.set(host.number(), before);
        }
        return before;
    }

    private AtomicReferenceArray<@Nullable Outcome> answers(Expression expression) {
        AtomicReferenceArray<@Nullable Outcome> said = answers.get(expression);
        return said == null ? answers.computeIfAbsent(expression, each -> new AtomicReferenceArray<>(nodes)) : said;
    }

    private Map<String, Object> factsOf(NodeView node) {
        return facts.computeIfAbsent(
                node.nodeId(), each -> cluster.copy().node(node).variables());
    }
}
