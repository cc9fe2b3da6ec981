package io.replicante.core.state;

import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.StoreExtras;
import io.replicante.spec.platform.DiscoveredNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What was last known of a node. Facts of an earlier cycle: that something is safe now they never prove; that it may not be, and what
 * was proven of old primaries, they tell.
 *
 * @param nodeId the node
 * @param discovered as discovery last listed it; empty when it does not list it any more
 * @param machine what the platform calls the incarnation of its machine, once it told; an address may change and is none
 * @param agent as its agent last described it
 * @param extras what the datastore process last said
 * @param shards its copies when last read, without offsets
 * @param status its state in the last cycle
 * @param everMember whether the datastore's own configuration ever listed it
 * @param seenAt since when its agent answers with this status; while it does not answer, as it was before
 * @param upAt when it was last seen healthy
 * @param lackingSince since when its copies may lack writes, of replicated data or because a voter may have come back empty; empty when
 *     they lack none
 * @param fence since when it is certainly out of the primary's place, if it is
 * @param waiting for whom it waited when it was last seen as the primary, where its datastore is one that waits
 * @param copiesAt when its copies were last read, each with its role; empty when they never were
 * @param succeeded how it was when it stopped saying that it is the primary, or another one took its place, until it is seen to follow
 * @param unlisted which listings lacked it; empty while its agent answers
 * @param memberId how the datastore's own configuration calls it, as last known
 * @param displaced how that calls the machine that had this node's id before: it was read once, and is proven to be gone
 */
public record NodeRecord(
        String nodeId,
        Optional<DiscoveredNode> discovered,
        Optional<String> machine,
        Optional<AgentNode> agent,
        Optional<StoreExtras> extras,
        List<AgentShard> shards,
        NodeStatus status,
        boolean everMember,
        Optional<Instant> seenAt,
        Optional<Instant> upAt,
        Optional<Instant> lackingSince,
        Optional<Fence> fence,
        Optional<Waiting> waiting,
        Optional<Instant> copiesAt,
        Optional<Fence> succeeded,
        Optional<Unlisted> unlisted,
        Optional<String> memberId,
        Optional<String> displaced) {
    /** Refuses nulls, copies the list; documents of earlier versions lack the last six. */
    public NodeRecord {
        Objects.requireNonNull(nodeId, "nodeId");
        Objects.requireNonNull(discovered, "discovered");
        Objects.requireNonNull(machine, "machine");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(extras, "extras");
        shards = List.copyOf(shards);
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(seenAt, "seenAt");
        Objects.requireNonNull(upAt, "upAt");
        Objects.requireNonNull(lackingSince, "lackingSince");
        Objects.requireNonNull(fence, "fence");
        waiting = waiting == null ? Optional.empty() : waiting;
        copiesAt = copiesAt == null ? Optional.empty() : copiesAt;
        succeeded = succeeded == null ? Optional.empty() : succeeded;
        unlisted = unlisted == null ? Optional.empty() : unlisted;
        memberId = memberId == null ? Optional.empty() : memberId;
        displaced = displaced == null ? Optional.empty() : displaced;
    }

    /**
     * This node, out of the primary's place or not.
     *
     * @param by since when it is, and how far it came
     * @param after how it was when it stepped back, or another one took its place
     * @return the record
     */
    public NodeRecord fenced(Optional<Fence> by, Optional<Fence> after) {
        return new NodeRecord(
                nodeId,
                discovered,
                machine,
                agent,
                extras,
                shards,
                status,
                everMember,
                seenAt,
                upAt,
                lackingSince,
                by,
                waiting,
                copiesAt,
                after,
                unlisted,
                memberId,
                displaced);
    }

    /**
     * This node without how far its copies had come, after a person brought back an earlier state of the data.
     *
     * @return the record
     */
    public NodeRecord restored() {
        List<AgentShard> earlier = shards.stream().map(AgentShard::withoutTerm).toList();
        return new NodeRecord(
                nodeId,
                discovered,
                machine,
                agent,
                extras,
                earlier,
                status,
                everMember,
                seenAt,
                upAt,
                lackingSince,
                fence.map(Fence::restored),
                waiting,
                copiesAt,
                succeeded.map(Fence::restored),
                unlisted,
                memberId,
                displaced);
    }

    /**
     * Its copies when they were last read. An empty list that nobody noted the time of may be a reading that never was.
     *
     * @return the copies; empty when they were never read
     */
    public Optional<List<AgentShard>> copies() {
        return copiesAt.isPresent() || !shards.isEmpty() ? Optional.of(shards) : Optional.empty();
    }

    /**
     * How it was when another one took its place.
     *
     * @return that, until it is seen to follow; empty if nobody was seen to take it
     */
    public Optional<Fence> replaced() {
        return succeeded.filter(old -> old.by() != Fence.Cause.YIELDED);
    }

    /**
     * Whether it stopped saying that it is the primary, and nobody was seen to take its place yet.
     *
     * @return true when it was the last one that said so
     */
    public boolean steppedBack() {
        return succeeded.filter(old -> old.by() == Fence.Cause.YIELDED).isPresent();
    }

    /**
     * Whether a node of this id is on another machine than this one was. Only an incarnation that is known of both proves it.
     *
     * @param other the node as discovery lists it
     * @return true when nothing that is remembered here holds for it
     */
    public boolean isOtherMachine(Optional<DiscoveredNode> other) {
        Optional<String> incarnation = other.flatMap(DiscoveredNode::incarnation);
        return machine.isPresent() && incarnation.isPresent() && !machine.equals(incarnation);
    }
}
