package io.replicante.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.Facts;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.datastore.Expression;
import io.replicante.spec.datastore.Outcome;
import io.replicante.spec.datastore.ShardClass;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Whose agent runs an action, and with which arguments, as its definition has it. Stateless. */
public final class Execution {
    private Execution() {}

    /**
     * The node whose agent is to run an action.
     *
     * @param view the cluster
     * @param action what holds of the action here
     * @param subject the node that it is about
     * @param lost the member that is lost, when it is about one
     * @return the node; empty while there is none that may
     */
    public static Optional<String> executor(
            ClusterView view, ActionDefinition action, Optional<NodeView> subject, Optional<Ensemble.Member> lost) {
        Optional<String> primary = view.leadership().primary().toOptional();
        return switch (action.runsOn()) {
            case SUBJECT -> subject.map(NodeView::nodeId);
            case PRIMARY -> primary;
            case MEMBER_OTHER_THAN_SUBJECT ->
                primary.filter(id -> isOther(id, subject, lost)).or(() -> anyMember(view, subject, lost));
        };
    }

    /** Where no shard is common to all there is no primary of the cluster: each of its members speaks for it. */
    private static Optional<String> anyMember(
            ClusterView view, Optional<NodeView> subject, Optional<Ensemble.Member> lost) {
        boolean common = view.definition().toOptional().stream()
                .flatMap(definition -> definition.shardClasses().stream())
                .anyMatch(shards -> shards.layout() == ShardClass.Layout.SINGLE);
        return common
                ? Optional.empty()
                : view.ensemble().toOptional().stream()
                        .flatMap(ensemble -> ensemble.voters().stream())
                        .flatMap(member -> member.nodeId().stream())
                        .filter(id -> isOther(id, subject, lost))
                        .filter(id -> view.node(id).filter(NodeView::isUp).isPresent())
                        .min(Comparator.naturalOrder());
    }

    private static boolean isOther(String id, Optional<NodeView> subject, Optional<Ensemble.Member> lost) {
        return !Optional.of(id).equals(subject.map(NodeView::nodeId))
                && !Optional.of(id).equals(lost.flatMap(Ensemble.Member::nodeId));
    }

    /**
     * The arguments of an action.
     *
     * @param view the cluster
     * @param action what holds of the action here
     * @param subject the node that it is about
     * @param lost the member that is lost, when it is about one
     * @return each argument by its name; a JSON null for one that cannot be told
     */
    public static JsonNode args(
            ClusterView view, ActionDefinition action, Optional<NodeView> subject, Optional<Ensemble.Member> lost) {
        Facts facts = Facts.of(view);
        subject.ifPresent(node -> facts.subject(node, Optional.empty()));
        lost.ifPresent(member -> facts.lost(member.id(), member.nodeId()));
        Map<String, Object> variables = facts.variables();
        if (subject.isEmpty() && lost.isPresent()) {
            variables.put("subject", variables.get("lost"));
        }
        ObjectNode args = JsonNodeFactory.instance.objectNode();
        action.args().forEach((name, expression) -> args.set(name, value(expression, variables)));
        return args;
    }

    private static JsonNode value(Expression expression, Map<String, Object> facts) {
        if (expression.evaluate(facts) instanceof Outcome.Value value) {
            Object plain = value.value();
            if (plain instanceof Long number) {
                return JsonNodeFactory.instance.numberNode(number);
            }
            if (plain instanceof Boolean bool) {
                return JsonNodeFactory.instance.booleanNode(bool);
            }
            return JsonNodeFactory.instance.textNode(plain.toString());
        }
        return JsonNodeFactory.instance.nullNode();
    }
}
