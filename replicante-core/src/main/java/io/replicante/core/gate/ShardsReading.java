package io.replicante.core.gate;

import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.ShardClass;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The copies of all shards that are no quorum of voters, or whose clients may wait for less than that, by shard and by node, as nodes report them now or did last. Built once per
 * cycle in time linear in the number of copies. Immutable and thread-safe.
 */
public final class ShardsReading {
    private final Map<String, Holders> shards = new TreeMap<>();
    private final Map<String, List<String>> byNode = new TreeMap<>();
    private final Map<String, String> unread = new TreeMap<>();
    private final Optional<CopiesReading> copies;
    private final Acknowledged acknowledged;

    /** The copies of one shard. */
    record Holders(ShardClass shardClass, List<Holder> list) {}

    /** One copy: fresh when it was read in this cycle. */
    record Holder(NodeView node, AgentShard shard, boolean fresh) {}

    private ShardsReading(ClusterView view, Optional<CopiesReading> copies) {
        this.copies = copies;
        this.acknowledged = new Acknowledged(view);
        copies.ifPresent(reading -> view.nodes().values().forEach(node -> read(node, reading.definition())));
    }

    /**
     * The copies in a view.
     *
     * @param view the cluster
     * @param caughtUpMax how long ago a copy may have been caught up to count as such
     * @return the copies; none where all shards are quorums
     */
    static ShardsReading of(ClusterView view, Duration caughtUpMax) {
        Optional<DatastoreDefinition> definition = view.definition()
                .toOptional()
                .filter(known -> known.shardClasses().stream()
                        .anyMatch(each -> !(each.durability() instanceof Durability.Quorum)
                                || each.acknowledges() != ShardClass.Acknowledges.MODEL));
        return new ShardsReading(view, definition.map(known -> new CopiesReading(view, known, caughtUpMax)));
    }

    private void read(NodeView node, DatastoreDefinition definition) {
        Optional<List<AgentShard>> fresh =
                node.observation().shards().toOptional().map(each -> each.shards());
        Optional<List<AgentShard>> last = fresh.or(() -> node.remembered().map(each -> each.shards()));
        if (last.isEmpty() && !node.isIdle()) {
            unread.put(node.nodeId(), "it is not known which copies node " + node.nodeId() + " holds");
        }
        for (AgentShard shard : last.orElse(List.of())) {
            Optional<ShardClass> found = definition.shardClass(shard.id());
            if (found.isEmpty()) {
                unread.put(node.nodeId(), "definition " + definition.name() + " says nothing of shard " + shard.id());
            } else if (!(found.get().durability() instanceof Durability.Quorum)
                    || acknowledged.isWeakQuorum(found.get(), shard.id())) {
                add(found.get(), new Holder(node, shard, fresh.isPresent()));
            }
        }
    }

    private void add(ShardClass shardClass, Holder holder) {
        String name = shardClass.layout() == ShardClass.Layout.SINGLE
                ? shardClass.match()
                : holder.shard().id();
        shards.computeIfAbsent(name, each -> new Holders(shardClass, new ArrayList<>()))
                .list()
                .add(holder);
        byNode.computeIfAbsent(holder.node().nodeId(), each -> new ArrayList<>())
                .add(name);
    }

    /**
     * The shards of which nodes hold copies.
     *
     * @param nodes the nodes
     * @param joins whether somebody joins, which concerns all data that is spread over all members
     * @return the shards, or why they are not known
     */
    Evidence<List<Shard>> of(Set<String> nodes, boolean joins) {
        if (copies.isEmpty() || (nodes.isEmpty() && !joins)) {
            return Evidence.known(List.of(), Instant.EPOCH, "no copy is touched");
        }
        Set<String> names = new TreeSet<>();
        for (String node : nodes) {
            if (unread.containsKey(node)) {
                return Evidence.unknown(unread.get(node));
            }
            names.addAll(byNode.getOrDefault(node, List.of()));
        }
        if (joins) {
            shards.forEach((name, holders) -> {
                if (holders.shardClass().durability() instanceof Durability.Replicated) {
                    names.add(name);
                }
            });
        }
        return states(names);
    }

    /** The names of the shards of which a node holds copies. */
    Evidence<List<String>> names(String node) {
        return unread.containsKey(node)
                ? Evidence.unknown(unread.get(node))
                : Evidence.known(byNode.getOrDefault(node, List.of()), Instant.EPOCH, "the copies that nodes report");
    }

    /** One shard by its name. */
    Evidence<Copies> state(String name) {
        return Optional.ofNullable(shards.get(name))
                .map(holders -> copies.orElseThrow().read(holders))
                .orElseGet(() -> Evidence.unknown("nobody reports a copy"));
    }

    private Evidence<List<Shard>> states(Set<String> names) {
        List<Shard> found = new ArrayList<>();
        for (String name : names) {
            Evidence<Copies> state = state(name);
            if (state instanceof Evidence.Unknown<Copies> unknown) {
                return Evidence.unknown("shard " + name + ": " + unknown.reason());
            }
            found.add(new Shard(name, state.toOptional().orElseThrow()));
        }
        return Evidence.known(List.copyOf(found), Instant.EPOCH, "the copies that nodes report");
    }
}
