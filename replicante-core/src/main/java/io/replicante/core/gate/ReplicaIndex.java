package io.replicante.core.gate;

import io.replicante.core.gate.Holders.Holder;
import io.replicante.core.gate.Holders.Host;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.NodeView;
import io.replicante.core.view.ShardIndex;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.ShardClass;
import io.replicante.spec.model.ShardRole;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who holds copies of which shard, and which shards a node holds copies of, as nodes report it now or did last; without the
 * quorums of voters whose clients cannot wait for less. One pass over all copies. Not changed once it is built.
 */
final class ReplicaIndex {
    private final ClusterView view;
    private final DatastoreDefinition definition;
    private final @Nullable Holders[] byNumber;
    private final Map<ShardClass, Holders> single = new HashMap<>();
    private final Map<ShardClass, Holders> quorums = new HashMap<>();
    private final List<Holders> all = new ArrayList<>();
    private final Map<String, List<Holders>> byNode = new HashMap<>();
    private final Map<String, String> unread = new HashMap<>();
    private final Set<String> anywhere = new HashSet<>();
    private final Acknowledged acknowledged;
    private final boolean domains;

    ReplicaIndex(ClusterView view, DatastoreDefinition definition) {
        this.view = view;
        this.definition = definition;
        acknowledged = new Acknowledged(view);
        Collection<NodeView> nodes = view.nodes().values();
        domains = nodes.stream().anyMatch(node -> node.domain().isPresent());
        byNumber = new @Nullable Holders[view.shards().size()];
        int number = 0;
        for (NodeView node : nodes) {
            read(host(node, number));
            number++;
        }
    }

    private Host host(NodeView node, int number) {
        boolean fresh = node.copiesRead();
        return new Host(
                node,
                number,
                domains ? node.domain() : Optional.of("node:" + node.nodeId()),
                fresh,
                fresh && node.isUp(),
                view.leadership().stale().contains(node.nodeId()),
                isUnbelieved(node),
                view.ensemble()
                        .toOptional()
                        .flatMap(ensemble -> ensemble.ofNode(node.nodeId()))
                        .map(Ensemble.Member::acknowledges)
                        .orElse(true));
    }

    private boolean isUnbelieved(NodeView node) {
        if (view.leadership().contested().equals(Optional.of(node.nodeId()))) {
            return true;
        }
        boolean claims = node.copy().filter(copy -> copy.is(ShardRole.PRIMARY)).isPresent();
        return claims
                && view.ensemble()
                        .toOptional()
                        .filter(ensemble -> ensemble.ofNode(node.nodeId())
                                .filter(member -> member.votes() > 0)
                                .isEmpty())
                        .isPresent();
    }

    private void read(Host host) {
        NodeView node = host.node();
        String id = node.nodeId();
        if (ShardIndex.copies(node).isEmpty() && !node.isIdle()) {
            unread.put(id, "it is not known which copies node " + id + " holds");
            if (node.isSilent()) {
                anywhere.add(id);
            }
        }
        ShardIndex.Held copies = view.shards().of(id);
        List<Holders> held = new ArrayList<>(copies.size());
        for (int place = 0; place < copies.size(); place++) {
            Holders holders = of(copies.shard(place));
            if (holders == null) {
                unread.put(
                        id,
                        "definition " + definition.name() + " says nothing of shard "
                                + copies.copy(place).id());
            } else if (holders.isAsked()) {
                holders.add(new Holder(
                        host,
                        copies.copy(place),
                        copies.is(place, ShardRole.Kind.PRIMARY),
                        copies.is(place, ShardRole.Kind.SECONDARY)));
                held.add(holders);
            }
        }
        byNode.put(id, held);
    }

    /** Who holds a shard, as far as they have been read; nothing where its class is not known. */
    private @Nullable Holders of(int shard) {
        Holders known = byNumber[shard];
        if (known == null) {
            Optional<ShardClass> shardClass = view.shards().shardClass(shard);
            if (shardClass.isPresent()) {
                known = found(view.shards().id(shard), shardClass.get());
                byNumber[shard] = known;
            }
        }
        return known;
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

    /** Whether a node is dead and its copies were never read: then it may have held one of every shard, and has lost it. */
    boolean mayHoldAny(String nodeId) {
        return anywhere.contains(nodeId);
    }

    /** Why it is not known which copies a node holds, if so. */
    Optional<String> unread(String nodeId) {
        return Optional.ofNullable(unread.get(nodeId));
    }
}
