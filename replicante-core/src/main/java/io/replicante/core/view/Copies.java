package io.replicante.core.view;

import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.OffsetUnit;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.model.ShardsInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The copies of a cluster with their offsets, as they were last read. Volatile, and only ever shown: nothing is decided on them.
 *
 * @param nodes the copies by node
 */
public record Copies(Map<String, OfNode> nodes) {
    /** Nothing was read yet. */
    public static final Copies NONE = new Copies(Map.of());

    /**
     * The copies of one node.
     *
     * @param shards the copies
     * @param fresh whether the last reading got them
     */
    public record OfNode(List<AgentShard> shards, boolean fresh) {
        /** Copies the list. */
        public OfNode {
            shards = List.copyOf(shards);
        }
    }

    /** Copies the map. */
    public Copies {
        nodes = Collections.unmodifiableMap(new TreeMap<>(nodes));
    }

    /**
     * These copies after another round of observations. What could not be read stays, and is not fresh any more.
     *
     * @param observations what was read of each node that is left
     * @return the copies
     */
    public Copies after(List<Observation> observations) {
        Map<String, OfNode> next = new TreeMap<>();
        for (Observation observation : observations) {
            Optional<OfNode> read =
                    observation.shards().toOptional().map(ShardsInfo::shards).map(shards -> new OfNode(shards, true));
            read.or(() -> Optional.ofNullable(nodes.get(observation.nodeId()))
                            .map(old -> new OfNode(old.shards(), false)))
                    .ifPresent(copies -> next.put(observation.nodeId(), copies));
        }
        return new Copies(next).withLag();
    }

    /** Lag that no agent reports is what a copy lacks of its only primary, where both count in seconds. */
    private Copies withLag() {
        Map<String, List<CommitOffset>> primaries = new TreeMap<>();
        nodes.values().stream()
                .filter(OfNode::fresh)
                .flatMap(node -> node.shards().stream())
                .filter(Copies::isPrimary)
                .forEach(shard -> primaries
                        .computeIfAbsent(shard.id(), each -> new ArrayList<>())
                        .addAll(shard.commitOffset().stream().toList()));
        Map<String, Integer> counts = new TreeMap<>();
        nodes.values().stream()
                .filter(OfNode::fresh)
                .flatMap(node -> node.shards().stream())
                .filter(Copies::isPrimary)
                .forEach(shard -> counts.merge(shard.id(), 1, Integer::sum));
        Map<String, OfNode> next = new TreeMap<>();
        nodes.forEach((id, node) -> next.put(
                id,
                node.fresh()
                        ? new OfNode(
                                node.shards().stream()
                                        .map(shard -> counts.getOrDefault(shard.id(), 0) == 1
                                                ? withLag(shard, primaries.getOrDefault(shard.id(), List.of()))
                                                : shard)
                                        .toList(),
                                true)
                        : node));
        return new Copies(next);
    }

    private static boolean isPrimary(AgentShard shard) {
        return shard.is(ShardRole.PRIMARY);
    }

    private static AgentShard withLag(AgentShard shard, List<CommitOffset> primary) {
        if (isPrimary(shard) || shard.lag().isPresent() || primary.size() != 1) {
            return shard;
        }
        return shard.commitOffset()
                .filter(own -> own.unit().equals(OffsetUnit.SECONDS))
                .filter(own -> primary.get(0).unit().equals(OffsetUnit.SECONDS))
                .flatMap(own -> difference(primary.get(0).value(), own.value()))
                .map(lag -> new AgentShard(
                        shard.id(),
                        shard.role(),
                        shard.commitOffset(),
                        Optional.of(new CommitOffset(OffsetUnit.SECONDS, lag)),
                        shard.attributes()))
                .orElse(shard);
    }

    private static Optional<Long> difference(long primary, long own) {
        long lag = primary - own;
        boolean overflow = ((primary ^ own) & (primary ^ lag)) < 0;
        return overflow ? Optional.empty() : Optional.of(lag);
    }
}
