package io.replicante.spec.model;

import java.util.List;

/**
 * All copies on one node.
 *
 * @param shards the copies
 */
public record ShardsInfo(List<AgentShard> shards) {
    /** Copies the list. */
    public ShardsInfo {
        shards = List.copyOf(shards);
    }
}
