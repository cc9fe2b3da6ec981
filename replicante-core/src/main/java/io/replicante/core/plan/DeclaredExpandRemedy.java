package io.replicante.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Candidate;
import io.replicante.core.view.NodeView;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.Declaration.Expand;
import io.replicante.spec.cluster.NodeSearch;
import io.replicante.spec.model.AgentNode;
import java.util.List;
import java.util.Optional;

/**
 * Makes members of machines that are in no cluster, where the declaration says how: a member adopts the newcomer, or the newcomer
 * joins a member.
 */
final class DeclaredExpandRemedy implements Remedy {
    @Override
    public String name() {
        return "cluster-expand";
    }

    static boolean isDeclared(Situation situation) {
        return expand(situation).mode() != Expand.Mode.AUTO;
    }

    private static Expand expand(Situation situation) {
        return situation.view().spec().declaration().expand();
    }

    @Override
    public List<Candidate> propose(Situation situation) {
        if (!isDeclared(situation) || !isFormed(situation) || situation.isFull()) {
            return List.of();
        }
        Optional<NodeView> member = member(situation);
        return situation.idle().stream()
                .limit(1)
                .flatMap(newcomer -> member.map(target -> candidate(situation, newcomer, target)).stream())
                .toList();
    }

    @Override
    public List<String> lacks(Situation situation) {
        boolean stuck = isDeclared(situation)
                && isFormed(situation)
                && !situation.isFull()
                && !situation.idle().isEmpty()
                && member(situation).isEmpty();
        return stuck
                ? List.of("no member is found by expand.target_member, so no node is added to the cluster")
                : List.of();
    }

    private static boolean isFormed(Situation situation) {
        return situation.view().nodes().values().stream()
                .anyMatch(node -> !node.isIdle() && node.observation().node().isKnown());
    }

    private static Optional<NodeView> member(Situation situation) {
        NodeSearch search = expand(situation).targetMember().orElse(NodeSearch.EXPANSION_TARGET);
        List<NodeView> members = situation.view().nodes().values().stream()
                .filter(node -> !node.isIdle())
                .toList();
        return new Searches(situation.view().ref()).first(search, members);
    }

    private Candidate candidate(Situation situation, NodeView newcomer, NodeView member) {
        boolean add = expand(situation).mode() == Expand.Mode.ADD;
        return Candidates.of(situation, name())
                .declared(
                        add ? ActionKinds.CLUSTER_ADD : ActionKinds.CLUSTER_JOIN,
                        newcomer,
                        add ? member : newcomer,
                        address(add ? newcomer : member),
                        situation.of(FindingCodes.UNDER_REPLICATED));
    }

    private static JsonNode address(NodeView node) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(
                        "node",
                        node.lastAgent()
                                .map(AgentNode::address)
                                .flatMap(address -> address.member())
                                .orElse(null));
    }
}
