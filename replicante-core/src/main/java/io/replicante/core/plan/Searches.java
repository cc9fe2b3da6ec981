package io.replicante.core.plan;

import io.replicante.core.view.NodeView;
import io.replicante.spec.cluster.NodeSearch;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.report.Node;
import io.replicante.spec.report.NodeAttributes;
import io.replicante.spec.report.NodeDetails;
import io.replicante.spec.report.Shard;
import io.replicante.spec.report.ShardStats;
import java.util.List;
import java.util.Optional;

/** Runs declared searches over the nodes of a cycle. Pure. */
record Searches(ClusterRef cluster) {
    Optional<NodeView> first(NodeSearch search, List<NodeView> nodes) {
        return search.select(nodes, this::attributes).stream().findFirst();
    }

    private NodeAttributes attributes(NodeView node) {
        NodeRef ref = new NodeRef(cluster, node.nodeId());
        Node shown = new Node(
                ref, node.status(), node.observation().node().toOptional().map(NodeDetails::of));
        Optional<ShardStats> stats = node.observation()
                .shards()
                .toOptional()
                .map(ShardsInfo::shards)
                .filter(shards -> !shards.isEmpty())
                .map(shards -> ShardStats.of(shards.stream()
                        .map(shard -> new Shard(
                                ref,
                                shard.id(),
                                shard.role().orElse(ShardRole.other("UNKNOWN")),
                                shard.commitOffset(),
                                shard.lag(),
                                true))
                        .toList()));
        return new NodeAttributes(shown, stats);
    }
}
