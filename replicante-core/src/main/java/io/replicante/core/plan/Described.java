package io.replicante.core.plan;

import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.Facts;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.NodeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Actions as their definition describes them for one cluster: of several variants the first that applies. Stateless. */
public final class Described {
    /** A member that is no node which we know counts as lost. */
    private static final Map<String, Object> NOBODY = Map.of("status", NodeStatus.Code.UNREACHABLE.name());

    private Described() {}

    /**
     * What a kind of action is here.
     *
     * @param view the cluster
     * @param kind the kind of action
     * @param subject the node that it is about
     * @param lost the member that is lost, when it is about one
     * @return the action without variants, or why it cannot be told
     */
    public static Evidence<ActionDefinition> action(
            ClusterView view, String kind, Optional<NodeView> subject, Optional<Ensemble.Member> lost) {
        Optional<ActionDefinition> described =
                view.definition().toOptional().flatMap(definition -> definition.action(kind));
        return described
                .map(action -> variant(view, action, subject, lost))
                .orElseGet(() -> Evidence.unknown("no known definition describes " + kind));
    }

    /** What holds of an action here; where that cannot be told, what it says of all its variants: the gate refuses it then. */
    static ActionDefinition asFarAsKnown(
            ClusterView view, ActionDefinition action, Optional<NodeView> subject, Optional<Ensemble.Member> lost) {
        return variant(view, action, subject, lost).toOptional().orElse(action);
    }

    private static Evidence<ActionDefinition> variant(
            ClusterView view, ActionDefinition action, Optional<NodeView> subject, Optional<Ensemble.Member> lost) {
        List<String> versions = view.nodes().values().stream()
                .flatMap(node -> node.lastAgent().stream())
                .map(AgentNode::storeVersion)
                .map(version -> version.number())
                .toList();
        Facts facts = Facts.of(view);
        Optional<NodeView> about =
                subject.or(() -> lost.flatMap(Ensemble.Member::nodeId).flatMap(view::node));
        about.ifPresent(node -> facts.subject(node, Optional.empty()));
        lost.ifPresent(member -> facts.lost(member.id(), member.nodeId()));
        Map<String, Object> variables = facts.variables();
        if (about.isEmpty() && lost.isPresent()) {
            variables.put("subject", NOBODY);
        }
        return action.in(versions, variables)
                .map(found -> Evidence.known(found, Instant.EPOCH, "the definition"))
                .orElseGet(() -> Evidence.unknown("which variant of " + action.kind() + " applies is not known"));
    }
}
