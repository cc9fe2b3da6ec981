package io.replicante.core.check;

import io.replicante.core.state.Intent;
import io.replicante.core.state.Retry;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.platform.DiscoveredNode;
import java.util.Optional;

/** Which nodes were asked to learn, and which of them are lost. */
public final class Learners {
    private Learners() {}

    /**
     * Whether a node was asked to learn and is lost before it ever was a member. Nothing is known of it but what the voters have: what
     * it held it had from them. A machine that nobody asked for anything is not meant; it may still be starting, or be somebody's.
     *
     * @param view the cluster
     * @param node the node
     * @return true when it does not answer; false while membership is not known, or while an action of ours explains its silence
     */
    public static boolean isLost(ClusterView view, NodeView node) {
        boolean unconfigured = view.ensemble()
                .toOptional()
                .filter(known -> known.version() >= 0)
                .filter(known -> known.ofNode(node.nodeId()).isEmpty())
                .isPresent();
        return unconfigured
                && node.isSilent()
                && !node.everMember()
                && node.discovered().isPresent()
                && wasAsked(view, node)
                && !wasPrimary(node)
                && !DeclaredGroups.isExpectedAway(view, node.nodeId());
    }

    private static boolean wasAsked(ClusterView view, NodeView node) {
        String key = Retry.key(ActionKinds.CLUSTER_LEARN, node.nodeId());
        return view.state().retries().containsKey(key)
                || view.inFlight().stream().anyMatch(intent -> teaches(intent, node));
    }

    private static boolean teaches(Intent intent, NodeView node) {
        return intent.candidate().effect().learner().equals(Optional.of(node.nodeId()))
                && intent.candidate().targets().stream()
                        .anyMatch(target ->
                                target.machine().equals(node.discovered().map(DiscoveredNode::machine)));
    }

    /** Then it was a cluster of its own at some time, and may hold what nobody else has. */
    private static boolean wasPrimary(NodeView node) {
        return node.remembered().stream()
                .flatMap(record -> record.shards().stream())
                .anyMatch(shard -> shard.is(ShardRole.PRIMARY));
    }
}
