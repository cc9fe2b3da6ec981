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
 * quorums of voters whose clients cannot wait for less. Two passes over all copies. Not changed once it is built.
 */
final class ReplicaIndex {
    private static final int[] NONE = {};

    private final ClusterView view;
    private final DatastoreDefinition definition;
    private final @Nullable Holders[] byNumber;
    private final Map<ShardClass, Holders> single = new HashMap<>();
    private final Map<ShardClass, Holders> quorums = new HashMap<>();
    private final List<Holders> all = new ArrayList<>();
    private final Host[] hosts;
    private final Map<String, int[]> byNode = new HashMap<>();
    /** The copies of each shard one after the other: where those of a place begin, and of which node, and which of its copies. */
    private final int[] begins;

    private final int[] nodeAt;
    private final int[] copyAt;
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
        hosts = new Host[nodes.size()];
        int number = 0;
        for (NodeView node : nodes) {
            hosts[number] = host(node, number);
            byNode.put(node.nodeId(), places(hosts[number]));
            number++;
        }
        begins = begins();
        nodeAt = new int[begins[all.size()]];
        copyAt = new int[nodeAt.length];
        layOut();
    }

    private int[] begins() {
        int[] starts = new int[all.size() + 1];
        for (int[] places : byNode.values()) {
            for (int place : places) {
                if (place != Holders.UNASKED) {
                    starts[place + 1]++;
                }
            }
        }
        for (int place = 0; place < all.size(); place++) {
            starts[place + 1] += starts[place];
        }
        return starts;
    }

    /** In the order of the nodes. */
    private void layOut() {
        int[] next = begins.clone();
        for (Host host : hosts) {
            int[] places = placesOf(host.node().nodeId());
            for (int copy = 0; copy < places.length; copy++) {
                if (places[copy] != Holders.UNASKED) {
                    int at = next[places[copy]]++;
                    nodeAt[at] = host.number();
                    copyAt[at] = copy;
                }
            }
        }
    }

    private Host host(NodeView node, int number) {
        boolean fresh = node.copiesRead();
        return new Host(
                node,
                view.shards().of(node.nodeId()),
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
                        .filter(ensemble -> !ensemble.isVoter(node.nodeId()))
                        .isPresent();
    }

    /** The place of each of its copies, in the order in which the node reports them. */
    private int[] places(Host host) {
        NodeView node = host.node();
        String id = node.nodeId();
        if (ShardIndex.copies(node).isEmpty() && !node.isIdle()) {
            unread.put(id, "it is not known which copies node " + id + " holds");
            if (node.isSilent()) {
                anywhere.add(id);
            }
        }
        ShardIndex.Held copies = host.held();
        int[] places = new int[copies.size()];
        for (int copy = 0; copy < places.length; copy++) {
            Holders holders = of(copies.shard(copy));
            if (holders == null) {
                unread.put(
                        id,
                        "definition " + definition.name() + " says nothing of shard "
                                + copies.copy(copy).id());
            }
            places[copy] = holders == null ? Holders.UNASKED : holders.place();
        }
        return places;
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
            return quorums.computeIfAbsent(shardClass, each -> new Holders(this, each.match(), each, Holders.UNASKED));
        }
        return shardClass.layout() == ShardClass.Layout.SINGLE
                ? single.computeIfAbsent(shardClass, each -> listed(each.match(), each))
                : listed(id, shardClass);
    }

    private Holders listed(String name, ShardClass shardClass) {
        Holders holders = new Holders(this, name, shardClass, all.size());
        all.add(holders);
        return holders;
    }

    /** All shards whose copies are asked for, by their places. */
    List<Holders> all() {
        return all;
    }

    /** The copies of the shard at a place. */
    List<Holder> list(int place) {
        if (place == Holders.UNASKED) {
            return List.of();
        }
        List<Holder> list = new ArrayList<>(begins[place + 1] - begins[place]);
        for (int at = begins[place]; at < begins[place + 1]; at++) {
            Host host = hosts[nodeAt[at]];
            int copy = copyAt[at];
            list.add(new Holder(
                    host,
                    copy,
                    host.held().is(copy, ShardRole.Kind.PRIMARY),
                    host.held().is(copy, ShardRole.Kind.SECONDARY)));
        }
        return list;
    }

    /** The shards of which a node holds copies, in the order in which it reports them. */
    List<Holders> of(String nodeId) {
        List<Holders> held = new ArrayList<>();
        for (int place : placesOf(nodeId)) {
            if (place != Holders.UNASKED) {
                held.add(all.get(place));
            }
        }
        return held;
    }

    /** The places of the shards of which a node holds copies; that of those which are not asked for is {@link Holders#UNASKED}. */
    int[] placesOf(String nodeId) {
        return byNode.getOrDefault(nodeId, NONE);
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
