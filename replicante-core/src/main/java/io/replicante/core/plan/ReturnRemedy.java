package io.replicante.core.plan;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Retry;
import io.replicante.core.view.Fences;
import io.replicante.core.view.NodeView;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.datastore.ActionDefinition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings an old primary back as a follower of the one that took its place. One that still claims it is stopped first, so that
 * nothing is added to its copy; then it follows, or, where that fails or would empty it anyway, its copy is built anew.
 */
final class ReturnRemedy implements Remedy {
    @Override
    public String name() {
        return "return";
    }

    @Override
    public List<Candidate> propose(Situation situation) {
        Optional<Succession> succession = Succession.of(situation.view());
        Optional<String> primary = situation.view().leadership().primary().toOptional();
        if (succession.isEmpty() || primary.isEmpty()) {
            return List.of();
        }
        Fences fences = new Fences(situation.view());
        Stream<Candidate> stops = situation.of(FindingCodes.STALE_PRIMARY_CLAIM).stream()
                .flatMap(finding -> succession.get().revoke().stream()
                        .flatMap(action ->
                                candidate(situation, action, finding.subject().id(), List.of(finding))));
        Stream<Candidate> returns = situation.view().nodes().values().stream()
                .filter(node -> fences.of(node).isPresent()
                        || (node.isStopped() && fences.left(node).isPresent()))
                .filter(node -> !primary.get().equals(node.nodeId()))
                .flatMap(node -> back(situation, succession.get(), node).stream()
                        .flatMap(action -> candidate(situation, action, node.nodeId(), down(situation, node))));
        return Stream.concat(stops, returns).toList();
    }

    private static Optional<ActionDefinition> back(Situation situation, Succession succession, NodeView node) {
        Optional<ActionDefinition> follow = succession
                .action(succession.commands().follow())
                .filter(action -> !action.footprint().rebuilds())
                .filter(action -> !hasFailed(situation, action, node));
        return follow.or(() -> succession.action(Optional.of(ActionKinds.STORE_REBUILD)))
                .or(() -> succession.action(succession.commands().follow()));
    }

    private static boolean hasFailed(Situation situation, ActionDefinition action, NodeView node) {
        Retry retry = situation.view().state().retries().get(Retry.key(action.kind(), node.nodeId()));
        return retry != null && retry.failures() > 0;
    }

    private static List<Finding> down(Situation situation, NodeView node) {
        return situation.of(FindingCodes.PROCESS_DOWN_HOST_UP).stream()
                .filter(finding -> finding.subject().id().equals(node.nodeId()))
                .toList();
    }

    private Stream<Candidate> candidate(
            Situation situation, ActionDefinition action, String nodeId, List<Finding> findings) {
        return situation.view().node(nodeId).stream()
                .map(node ->
                        Candidates.of(situation, name()).action(action, Optional.of(node), Optional.empty(), findings));
    }
}
