package io.replicante.examples.server.worlds;

import io.replicante.platform.http.PlatformServer;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionResult;
import io.replicante.spec.json.Json;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.platform.DeprovisionRequest;
import io.replicante.spec.platform.DiscoveredCluster;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.spec.platform.Discovery;
import io.replicante.spec.platform.Platform;
import io.replicante.spec.platform.ProvisionRequest;
import io.replicante.spec.platform.ProvisionResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A pretended cluster: a platform that lists its nodes, and their agents, all served over HTTP. It remembers every request that reached
 * any of them. Thread-safe.
 */
final class StubWorld implements Platform {
    private static final String PLATFORM = "platform";

    final String name;
    final Software software;
    final Members members;
    final NavigableMap<String, StubNode> nodes = new ConcurrentSkipListMap<>();
    final AtomicLong written = new AtomicLong(1_000);
    /** The most nodes that had something to do at one time, each counted when it was given something. */
    final AtomicInteger mostBusy = new AtomicInteger();

    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final PlatformServer served;

    /** What an action of one kind does. */
    @FunctionalInterface
    interface Script {
        ActionResult act(StubNode executor, ActionExecution action);
    }

    private StubWorld(String name, Software software) {
        this.name = name;
        this.software = software;
        members = new Members(software);
        served = PlatformServer.builder(this).start();
        on(ActionKinds.STORE_RESTART, StubWorld::restart);
    }

    /** A cluster of nodes that are all well; the first is the primary. */
    static StubWorld healthy(String name, Software software, int size) {
        StubWorld world = idle(name, software, size);
        world.nodes.values().forEach(node -> {
            node.status = NodeStatus.Code.HEALTHY;
            world.members.join(node.memberId());
            software.shards().forEach(shard -> node.copies.put(shard, ShardRole.SECONDARY));
        });
        for (int i = 0; i < software.shards().size() && software.led(); i++) {
            world.node("n" + (i % size + 1)).copies.put(software.shards().get(i), ShardRole.PRIMARY);
        }
        return world;
    }

    /** Nodes that belong to no cluster yet. */
    static StubWorld idle(String name, Software software, int size) {
        StubWorld world = new StubWorld(name, software);
        for (int i = 1; i <= size; i++) {
            world.addIdle("n" + i);
        }
        return world;
    }

    StubNode addIdle(String id) {
        StubNode node = new StubNode(id, this);
        node.status = NodeStatus.Code.NOT_IN_CLUSTER;
        nodes.put(id, node);
        return node;
    }

    StubNode node(String id) {
        return Optional.ofNullable(nodes.get(id)).orElseThrow();
    }

    URI uri() {
        return served.uri();
    }

    /** Makes another node the primary of everything, in a new term. */
    void lead(String id) {
        long next = nodes.values().stream().mapToLong(node -> node.term).max().orElse(0) + 1;
        long began = written.get();
        nodes.values().stream()
                .filter(node -> node.status == NodeStatus.Code.HEALTHY)
                .forEach(node -> {
                    node.term = next;
                    node.termBegan = began;
                    node.copies.replaceAll(
                            (shard, role) -> node.id.equals(id) ? ShardRole.PRIMARY : ShardRole.SECONDARY);
                });
    }

    /** A node starts as a follower of whoever leads. */
    void follow(StubNode node, StubNode leader) {
        node.term = leader.term;
        node.termBegan = leader.termBegan;
        node.copies.replaceAll((shard, role) -> ShardRole.SECONDARY);
        node.start();
    }

    void on(String kind, Script script) {
        scripts.put(kind, script);
    }

    ActionResult act(StubNode executor, ActionExecution action) {
        return scripts.getOrDefault(
                        action.kind(),
                        (node, unknown) -> ActionResult.failed("the stub does not play " + unknown.kind()))
                .act(executor, action);
    }

    /** Away for two readings of it. */
    private static ActionResult restart(StubNode node, ActionExecution action) {
        int step = action.state().payload().map(payload -> payload.asInt()).orElse(0);
        if (step < 2) {
            node.die();
            return ActionResult.running(Json.parse(Integer.toString(step + 1)));
        }
        node.start();
        return ActionResult.done();
    }

    void received(Received request) {
        received.add(request);
        if (request.changes()) {
            int busy = Math.toIntExact(
                    nodes.values().stream().filter(StubNode::isBusy).count());
            mostBusy.accumulateAndGet(busy, Math::max);
        }
    }

    /** Every request that could have changed something, in order. */
    List<Received> changes() {
        return received.stream().filter(Received::changes).toList();
    }

    /** What was asked of agents, or of the platform, by its kind or path. */
    List<Received> changes(String what) {
        return changes().stream().filter(each -> each.what().equals(what)).toList();
    }

    /** The same of agents only. */
    List<Received> toAgents() {
        return changes().stream()
                .filter(each -> !each.receiver().equals(PLATFORM))
                .toList();
    }

    /** How often a node was read. */
    long readings(String node) {
        return received.stream()
                .filter(each -> each.equals(Received.get(node, "/info/node")))
                .count();
    }

    @Override
    public Discovery discover() {
        received(Received.get(PLATFORM, "/discover"));
        return new Discovery(List.of(new DiscoveredCluster(
                name,
                nodes.values().stream()
                        .map(node -> new DiscoveredNode(
                                node.uri().toString(),
                                "small",
                                node.id,
                                Optional.of("data"),
                                Optional.of("machine-" + node.id)))
                        .toList())));
    }

    @Override
    public ProvisionResponse provision(ProvisionRequest request) {
        received(Received.post(PLATFORM, "/provision"));
        return new ProvisionResponse(0, Optional.of(List.of()));
    }

    @Override
    public void deprovision(DeprovisionRequest request) {
        received(Received.post(PLATFORM, "/deprovision"));
        StubNode gone = nodes.remove(request.nodeId());
        if (gone != null) {
            gone.close();
        }
    }

    @Override
    public void close() {
        served.close();
        nodes.values().forEach(StubNode::close);
    }
}
