package io.replicante.core.gate;

import io.replicante.core.gate.Holders.Holder;
import io.replicante.core.gate.Holders.Host;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.ShardClass;
import io.replicante.spec.model.AgentShard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who holds copies of which shard, and which shards a node holds copies of, as nodes report it now or did last; without the
 * quorums of voters whose clients cannot wait for less. One pass over all copies, one look-up for each. Not changed once it is built.
 */
final class ReplicaIndex {
    private final DatastoreDefinition definition;
    private final Map<String, Holders> byId;
    private final Map<ShardClass, Holders> single = new HashMap<>();
    private final Map<ShardClass, Holders> quorums = new HashMap<>();
    private final List<Holders> all = new ArrayList<>();
    private final Map<String, List<Holders>> byNode = new HashMap<>();
    private final Map<String, String> unread = new HashMap<>();
    private final Acknowledged acknowledged;
    private final boolean domains;

    ReplicaIndex(ClusterView view, DatastoreDefinition definition) {
        this.definition = definition;
        acknowledged = new Acknowledged(view);
        Collection<NodeView> nodes = view.nodes().values();
        domains = nodes.stream().anyMatch(node -> node.domain().isPresent());
        byId = new HashMap<>(nodes.stream()
                .mapToInt(node -> copies(node).map(List::size).orElse(0))
                .sum());
        nodes.forEach(this::read);
    }

    private static Optional<List<AgentShard>> copies(NodeView node) {
        Optional<List<AgentShard>> fresh =
                node.observation().shards().toOptional().map(each -> each.shards());
        return fresh.or(() -> node.remembered().map(each -> each.shards()));
    }

    private void read(NodeView node) {
        Optional<List<AgentShard>> copies = copies(node);
        String id = node.nodeId();
        if (copies.isEmpty() && !node.isIdle()) {
            unread.put(id, "it is not known which copies node " + id + " holds");
        }
        Optional<String> domain = domains ? node.domain() : Optional.of("node:" + id);
        Host host = new Host(node, domain, node.observation().shards().isKnown());
        List<Holders> held = new ArrayList<>(copies.map(List::size).orElse(0));
        for (AgentShard shard : copies.orElse(List.of())) {
            Holders holders = byId.get(shard.id());
            if (holders == null) {
                Optional<ShardClass> shardClass = definition.shardClass(shard.id());
                if (shardClass.isEmpty()) {
                    unread.put(id, "definition " + definition.name() + " says nothing of shard " + shard.id());
                    continue;
                }
                holders = begin(shard.id(), shardClass.get());
            }
            if (holders.isAsked()) {
                holders.add(new Holder(host, shard));
                held.add(holders);
            }
        }
        byNode.put(id, held);
    }

    /** The class of a shard is looked for once. */
    private Holders begin(String id, ShardClass shardClass) {
        Holders holders = found(id, shardClass);
        byId.put(id, holders);
        return holders;
    }

    private Holders found(String id, ShardClass shardClass) {
        if (shardClass.durability() instanceof Durability.Quorum && !acknowledged.isWeakQuorum(shardClass, id)) {
            return quorums.computeIfAbsent(shardClass, each -> new Holders(each.match(), each, Holders.UNASKED));
        }
        return shardClass.layout() == ShardClass.Layout.SINGLE
                ? single.computeIfAbsent(shardClass, each -> listed(each.match(), each))
                : listed(id, shardClass);
    }

    private Holders listed(String name, ShardClass shardClass) {
        Holders holders = new Holders(name, shardClass, all.size());
        all.add(holders);
        return holders;
    }

    /** All shards whose copies are asked for, by their places. */
    List<Holders> all() {
        return all;
    }

    /** The shards of which a node holds copies, in the order in which it reports them. */
    List<Holders> of(String nodeId) {
        return byNode.getOrDefault(nodeId, List.of());
    }

    /** Why it is not known which copies a node holds, if so. */
    Optional<String> unread(String nodeId) {
        return Optional.ofNullable(unread.get(nodeId));
    }
}
