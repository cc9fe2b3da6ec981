package io.replicante.core.view;

import io.replicante.core.state.NodeRecord;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.platform.DiscoveredNode;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One node in a view: what was read in this cycle, and beside it what was last known.
 *
 * @param nodeId the node
 * @param discovered as the discovery record lists it; empty when it does not
 * @param remembered what was known before this cycle
 * @param observation what was read, or tried, in this cycle
 * @param status what follows from it
 * @param incarnation the incarnation of the datastore process, read in this cycle
 * @param memberId the node's name in the datastore's own configuration; its last known one while it cannot be read
 * @param copy the node's copy, read in this cycle, with a role
 * @param caughtUpAsOf the latest moment at which the node certainly had everything that its primary had
 * @param domain the failure domain, as last known; empty when it is not known
 */
public record NodeView(
        String nodeId,
        Optional<DiscoveredNode> discovered,
        Optional<NodeRecord> remembered,
        Observation observation,
        NodeStatus status,
        Evidence<String> incarnation,
        Optional<String> memberId,
        Optional<AgentShard> copy,
        Optional<Instant> caughtUpAsOf,
        Optional<String> domain) {
    /** Refuses nulls. */
    public NodeView {
        Objects.requireNonNull(nodeId, "nodeId");
        Objects.requireNonNull(discovered, "discovered");
        Objects.requireNonNull(remembered, "remembered");
        Objects.requireNonNull(observation, "observation");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(incarnation, "incarnation");
        Objects.requireNonNull(memberId, "memberId");
        Objects.requireNonNull(copy, "copy");
        Objects.requireNonNull(caughtUpAsOf, "caughtUpAsOf");
        Objects.requireNonNull(domain, "domain");
    }

    /**
     * Whether the node was read completely in this cycle and does its work.
     *
     * @return true when healthy
     */
    public boolean isUp() {
        return status.is(NodeStatus.Code.HEALTHY);
    }

    /**
     * Whether the node says, freshly, that it belongs to no cluster.
     *
     * @return true when idle
     */
    public boolean isIdle() {
        return status.is(NodeStatus.Code.NOT_IN_CLUSTER);
    }

    /**
     * Whether nobody can use the node: its agent or its process does not answer.
     *
     * @return true when dead, as far as can be seen
     */
    public boolean isSilent() {
        return status.is(NodeStatus.Code.UNREACHABLE) || status.is(NodeStatus.Code.UNAVAILABLE);
    }

    /**
     * Whether its agent was read in this cycle and says that the datastore process does not run.
     *
     * @return true when it is stopped
     */
    public boolean isStopped() {
        return observation.node().isKnown() && status.is(NodeStatus.Code.UNAVAILABLE) && !incarnation.isKnown();
    }

    /**
     * Whether the datastore's own configuration ever listed the node.
     *
     * @return true when it may hold, or have held, acknowledged data
     */
    public boolean everMember() {
        return remembered.map(NodeRecord::everMember).orElse(false);
    }

    /**
     * This node, remembered otherwise.
     *
     * @param record what is remembered of it
     * @return the node
     */
    public NodeView remembering(NodeRecord record) {
        return new NodeView(
                nodeId,
                discovered,
                Optional.of(record),
                observation,
                status,
                incarnation,
                memberId,
                copy,
                caughtUpAsOf,
                domain);
    }

    /**
     * The node as its agent described it, now or when it last did.
     *
     * @return the description, if there ever was one
     */
    public Optional<io.replicante.spec.model.AgentNode> lastAgent() {
        return observation.node().toOptional().or(() -> remembered.flatMap(NodeRecord::agent));
    }

    /**
     * What the datastore process said, now or when it last did.
     *
     * @return the extras, if there ever were any
     */
    public Optional<io.replicante.spec.model.StoreExtras> lastExtras() {
        return observation.store().toOptional().or(() -> remembered.flatMap(NodeRecord::extras));
    }
}
