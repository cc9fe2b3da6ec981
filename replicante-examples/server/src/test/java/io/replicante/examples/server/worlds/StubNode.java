package io.replicante.examples.server.worlds;

import io.replicante.agent.http.AgentServer;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.ActionQueue;
import io.replicante.spec.agent.ActionQueueBuilder;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.model.Addresses;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.AgentVersion;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import io.replicante.spec.model.StoreVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An agent, served over HTTP, of a node that only pretends: tests say what it reports and what its actions do. It takes a step of its
 * work whenever it is asked what there is to do, so that whoever polls it sees each of them. Thread-safe.
 */
final class StubNode implements Agent {
    final String id;
    final Map<String, ShardRole> copies = new ConcurrentSkipListMap<>();
    final Map<String, AttributeValue> extras = new ConcurrentHashMap<>();
    final AtomicInteger starts = new AtomicInteger(1);
    volatile NodeStatus.Code status = NodeStatus.Code.HEALTHY;
    volatile String reportedId;
    volatile String storeClusterId = "data-1";
    volatile long term = 1;
    volatile long termBegan;
    /** Whether its agent tells how far a process came that does not run. */
    volatile boolean readsDisk;

    private volatile boolean quiesced;
    private volatile long position;
    private final StubWorld world;
    private final ActionQueue queue;
    private final URI uri;
    private volatile AgentServer server;

    StubNode(String id, StubWorld world) {
        this.id = id;
        this.reportedId = id;
        this.world = world;
        ActionQueueBuilder builder =
                ActionQueue.builder(world.name, id, Clock.systemUTC()).incarnation(() -> Optional.of(incarnation()));
        ActionKinds.all().stream()
                .filter(kind -> !kind.startsWith("agent.replicante.io/test."))
                .forEach(kind -> builder.handler(kind, action -> world.act(this, action)));
        queue = builder.build();
        server = serve(0);
        uri = server.uri();
    }

    private AgentServer serve(int onPort) {
        InetSocketAddress bind = new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort);
        return AgentServer.builder(this).bind(bind).start();
    }

    URI uri() {
        return uri;
    }

    String memberId() {
        return world.software.definition().equals("zookeeper") ? id.substring(1) : id;
    }

    private String incarnation() {
        return id + "#" + starts;
    }

    /** Nobody listens at its address any more. */
    void silence() {
        server.close();
    }

    void answer() {
        server = serve(uri.getPort());
    }

    /** Its process ends. */
    void die() {
        position = world.written.get();
        status = NodeStatus.Code.UNAVAILABLE;
    }

    /** Whether it refuses writes, and says so. */
    void quiesced(boolean refuses) {
        quiesced = refuses;
        extras.put("read_only", AttributeValue.of(refuses));
    }

    /** Its process starts, as a new incarnation. */
    void start() {
        starts.incrementAndGet();
        status = NodeStatus.Code.HEALTHY;
    }

    @Override
    public AgentNode node() {
        world.received(Received.get(id, "/info/node"));
        String prefix = world.software.prefix();
        NavigableMap<String, AttributeValue> attributes = new TreeMap<>();
        attributes.put(prefix + world.software.member(), AttributeValue.of(memberId()));
        attributes.put(prefix + "member", AttributeValue.of(Members.line(memberId())));
        if (runs()) {
            attributes.put(prefix + world.software.incarnation(), AttributeValue.of(incarnation()));
        }
        return new AgentNode(
                Addresses.of(id + ".example:1", id + ".example:2"),
                new AgentVersion("none", "1.0.0", "clean"),
                attributes,
                reportedId,
                NodeStatus.of(status),
                world.software.store(),
                StoreVersion.of(world.software.version()));
    }

    @Override
    public StoreExtras store() {
        world.received(Received.get(id, "/info/store"));
        requireRunning();
        String prefix = world.software.prefix();
        NavigableMap<String, AttributeValue> attributes = new TreeMap<>();
        world.software.extras().forEach((name, value) -> attributes.put(prefix + name, value));
        extras.forEach((name, value) -> attributes.put(prefix + name, value));
        String configuration = world.software.configuration();
        if (!configuration.isEmpty()) {
            attributes.put(prefix + configuration, AttributeValue.of(world.members.text()));
            attributes.put(prefix + configuration + "_version", AttributeValue.of(world.members.version()));
        }
        return new StoreExtras(storeClusterId, attributes);
    }

    /** Clients write all the time: each reading of a primary is ahead of all earlier ones, and others have what it has. */
    @Override
    public ShardsInfo shards() {
        world.received(Received.get(id, "/info/shards"));
        if (!runs() && readsDisk) {
            return shards(position);
        }
        requireRunning();
        boolean grows = copies.containsValue(ShardRole.PRIMARY) && !quiesced;
        return shards(grows ? world.written.incrementAndGet() : world.written.get());
    }

    private ShardsInfo shards(long offset) {
        List<AgentShard> shards = new ArrayList<>();
        copies.forEach((shard, role) -> shards.add(new AgentShard(
                shard,
                Optional.of(runs() ? role : ShardRole.other("STOPPED")),
                Optional.of(new CommitOffset(world.software.unit(), offset)),
                Optional.empty(),
                Map.of(
                        AgentShard.TERM, AttributeValue.of(term),
                        AgentShard.TERM_BEGAN, AttributeValue.of(termBegan)))));
        return new ShardsInfo(shards);
    }

    private boolean runs() {
        return status != NodeStatus.Code.UNAVAILABLE;
    }

    private void requireRunning() {
        if (!runs() || status == NodeStatus.Code.NOT_IN_CLUSTER) {
            throw new UnavailableException("the process of " + id + " serves nothing");
        }
    }

    @Override
    public ActionList queuedActions() {
        world.received(Received.get(id, "/actions/queue"));
        queue.runOnce();
        return queue.queued();
    }

    @Override
    public ActionList finishedActions() {
        world.received(Received.get(id, "/actions/finished"));
        return queue.finished();
    }

    @Override
    public Optional<ActionExecution> action(UUID action) {
        world.received(Received.get(id, "/action/" + action));
        return queue.find(action);
    }

    @Override
    public void schedule(ActionRequest request) {
        queue.schedule(request);
        world.received(new Received(id, "POST", request.kind(), request.id()));
    }

    /** Whether it was given something that it has not finished. */
    boolean isBusy() {
        return !queue.queued().actions().isEmpty();
    }

    @Override
    public void close() {
        server.close();
        queue.close();
    }
}
