package io.replicante.spec.report;

import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.model.ShardRole;
import java.util.Objects;
import java.util.Optional;

/**
 * What is shown of a node's copy of a shard.
 *
 * @param node the node
 * @param shardId the shard
 * @param role what the copy does
 * @param commitOffset how far it has come; empty is unknown, never zero
 * @param lag how far behind the primary; empty is unknown, never zero
 * @param fresh whether the last cycle read it
 */
public record Shard(
        NodeRef node,
        String shardId,
        ShardRole role,
        Optional<CommitOffset> commitOffset,
        Optional<CommitOffset> lag,
        boolean fresh) {
    /** Refuses nulls. */
    public Shard {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(shardId, "shard_id");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(commitOffset, "commit_offset");
        Objects.requireNonNull(lag, "lag");
    }
}
