package io.replicante.core.view;

import io.replicante.core.state.ClusterRecord;
import io.replicante.core.state.NodeRecord;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.platform.DiscoveredNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * @param complete whether the copies read in this cycle are as many as there have to be, each with its role
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
        Optional<String> domain,
        boolean complete) {
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
     * Whether the node waits to be used: it says, freshly, that it belongs to no cluster, and never was a member of this one.
     *
     * @return true when it does
     */
    public boolean isSpare() {
        return isIdle() && !everMember();
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
     * Whether the node, its store read in this cycle, says that it is, becomes or stops being a member of a cluster: then there is one.
     *
     * @param record the cluster, which its store has to name if its name is known
     * @return true when it says so
     */
    public boolean isMemberByItself(ClusterRecord record) {
        boolean ours = observation
                .store()
                .toOptional()
                .filter(store -> record.storeClusterId()
                        .map(known -> known.equals(store.clusterId()))
                        .orElse(true))
                .isPresent();
        return ours
                && switch (status.code()) {
                    case HEALTHY, UNHEALTHY, INCOMPLETE, JOINING_CLUSTER, LEAVING_CLUSTER -> true;
                    default -> false;
                };
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
                domain,
                complete);
    }

    /**
     * Whether its copies were read in this cycle: all there have to be, each with its role. That a stopped process lists none says
     * nothing of those on its disk.
     *
     * @return true when nothing else is known better
     */
    public boolean copiesRead() {
        boolean none = observation
                .shards()
                .toOptional()
                .map(ShardsInfo::shards)
                .filter(List::isEmpty)
                .isPresent();
        return complete && !(none && isStopped());
    }

    /**
     * Its copies as it reports them in this cycle. While it does not, or not completely, or is stopped, they are as it reported them
     * last, with what an incomplete answer adds to that.
     *
     * @return the copies; empty when they were never read
     */
    public Optional<List<AgentShard>> lastCopies() {
        Optional<List<AgentShard>> now = observation.shards().toOptional().map(ShardsInfo::shards);
        Optional<List<AgentShard>> before = remembered.flatMap(NodeRecord::copies);
        if (copiesRead() && (!isStopped() || before.isEmpty())) {
            return now;
        }
        if (isStopped() || now.isEmpty()) {
            return before;
        }
        Map<String, AgentShard> all = new LinkedHashMap<>();
        before.orElse(List.of()).forEach(copy -> all.put(copy.id(), copy));
        now.get().forEach(copy -> all.merge(copy.id(), copy, NodeView::claimed));
        return all.isEmpty() ? before : Optional.of(List.copyOf(all.values()));
    }

    /** An incomplete answer may add a claim, and takes none back. */
    private static AgentShard claimed(AgentShard before, AgentShard now) {
        boolean claims = now.role().equals(Optional.of(ShardRole.PRIMARY));
        return claims || before.role().isEmpty() ? now : before;
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
