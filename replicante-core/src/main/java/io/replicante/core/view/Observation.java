package io.replicante.core.view;

import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import java.time.Instant;
import java.util.Objects;

/**
 * What was read of one node in one cycle. Action lists are read first, then node, store and shards, so that facts never are
 * older than the news of an action's end. A reading that failed is {@code Unknown} with the reason.
 *
 * @param nodeId the node
 * @param startedAt when the first reading began
 * @param endedAt when the last reading ended
 * @param actions the action lists and the actions looked up
 * @param node the node; {@code observedAt} is when its reading began
 * @param store the extras
 * @param shards the copies
 */
public record Observation(
        String nodeId,
        Instant startedAt,
        Instant endedAt,
        Evidence<ActionsReading> actions,
        Evidence<AgentNode> node,
        Evidence<StoreExtras> store,
        Evidence<ShardsInfo> shards) {
    /** Refuses nulls. */
    public Observation {
        Objects.requireNonNull(nodeId, "nodeId");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(endedAt, "endedAt");
        Objects.requireNonNull(actions, "actions");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(shards, "shards");
    }

    /**
     * A node of which nothing could be read.
     *
     * @param nodeId the node
     * @param startedAt when that was tried
     * @param endedAt when that was given up
     * @param reason why
     * @return the observation
     */
    public static Observation failed(String nodeId, Instant startedAt, Instant endedAt, String reason) {
        return new Observation(
                nodeId,
                startedAt,
                endedAt,
                Evidence.unknown(reason),
                Evidence.unknown(reason),
                Evidence.unknown(reason),
                Evidence.unknown(reason));
    }
}
