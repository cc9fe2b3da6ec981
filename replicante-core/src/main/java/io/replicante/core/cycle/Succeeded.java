package io.replicante.core.cycle;

import io.replicante.core.state.Fence;
import io.replicante.core.state.Intent;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.Failover;
import io.replicante.spec.datastore.ShardClass;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.ShardRole;
import java.util.List;
import java.util.Optional;

/**
 * Old primaries that another one has taken the place of. By what proof that was admitted may change later: what they may still hold,
 * and that they would come back as primaries, does not.
 */
record Succeeded(ClusterView view, List<Intent> ended) {
    Optional<Fence> of(NodeView node) {
        Optional<Fence> before = node.remembered().flatMap(NodeRecord::succeeded);
        Optional<NodeView> primary = view.leadership().primary().toOptional().flatMap(view::node);
        if (primary.isEmpty()) {
            return before.map(old -> settled(node, old));
        }
        if (primary.get().nodeId().equals(node.nodeId())) {
            return before.filter(old -> !isAutomatic() && !isMadePrimary(node, old));
        }
        return follows(node, primary.get())
                ? Optional.empty()
                : before.or(() -> begun(node)).map(old -> settled(node, old));
    }

    private Optional<Fence> begun(NodeView node) {
        return node.remembered()
                .filter(known -> isCommanded() || isLedWithoutQuorum())
                .flatMap(known -> known.fence().or(() -> claimed(known)));
    }

    private boolean isCommanded() {
        return is(Failover.Mode.COMMANDED);
    }

    private boolean isAutomatic() {
        return is(Failover.Mode.AUTOMATIC);
    }

    private boolean is(Failover.Mode mode) {
        return view.definition()
                .toOptional()
                .filter(definition -> definition.failover().mode() == mode)
                .isPresent();
    }

    /** The datastore itself chooses, and whom it chooses may lack what the one before acknowledged. */
    private boolean isLedWithoutQuorum() {
        return view.definition().toOptional().stream()
                .flatMap(definition -> definition.shardClasses().stream())
                .filter(shards -> shards.layout() == ShardClass.Layout.SINGLE
                        && shards.primaries().max() > 0)
                .anyMatch(shards -> !(shards.durability() instanceof Durability.Quorum));
    }

    /** Nothing of ours took it out of its place: a person vouched for it, or moved it. */
    private Optional<Fence> claimed(NodeRecord known) {
        return known.shards().stream()
                .filter(copy -> copy.is(ShardRole.PRIMARY))
                .map(copy -> new Fence(
                        view.now(), copy.term().orElse(0L), Optional.empty(), Fence.Proof.SUCCEEDED, List.of()))
                .findFirst();
    }

    /** While it runs it may add to its copy. */
    private Fence settled(NodeView node, Fence old) {
        return node.observation().node().isKnown() && !node.isStopped()
                ? new Fence(old.since(), old.term(), Optional.empty(), Fence.Proof.SUCCEEDED, List.of())
                : Fencing.read(view, node, old);
    }

    private boolean isMadePrimary(NodeView node, Fence old) {
        boolean promoted = ended.stream()
                .filter(intent -> intent.phase() == Intent.Phase.COMPLETE)
                .anyMatch(
                        intent -> intent.candidate().effect().shift().promoted().equals(Optional.of(node.nodeId())));
        return promoted || term(node) > old.term();
    }

    private static boolean follows(NodeView node, NodeView primary) {
        return node.copiesRead()
                && !node.isStopped()
                && node.copy()
                        .flatMap(AgentShard::role)
                        .filter(role -> !role.equals(ShardRole.PRIMARY))
                        .isPresent()
                && term(node) == term(primary);
    }

    private static long term(NodeView node) {
        return node.copy().flatMap(AgentShard::term).orElse(0L);
    }
}
