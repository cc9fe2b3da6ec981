package io.replicante.agent.zookeeper;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.ReplicanteException;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.NodeStatus.Code;
import io.replicante.spec.model.ShardRole;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/** One real server with its agent. */
final class RealServer {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final long id;
    final Path path;
    final ServerDirectory directory;
    final ChildProcess process;
    final ZooKeeperAgent agent;

    RealServer(long id, Path root, ScheduledExecutorService executor, Duration change) {
        this.id = id;
        path = root.resolve("server-" + id);
        EnsembleMember self = EnsembleMember.of(
                id,
                new PeerAddress("127.0.0.1", FreePorts.next(), FreePorts.next()),
                new HostPort("127.0.0.1", FreePorts.next()));
        directory = new ServerDirectory(path, self, ServerSettings.defaults());
        process = new ChildProcess(directory::command, root.resolve("server-" + id + ".log"));
        agent = ZooKeeperAgent.builder(
                        new NodeRef(new ClusterRef("test", "ensemble"), "node-" + id),
                        directory,
                        process,
                        Clock.systemUTC(),
                        System::nanoTime)
                .limits(new ActionLimits(PATIENCE, change, Duration.ofSeconds(10), PATIENCE))
                .build();
        agent.start(executor, Duration.ofMillis(20));
    }

    void form() {
        directory.form();
        process.start();
        awaitRole(ShardRole.PRIMARY);
    }

    NodeStatus status() {
        return agent.node().nodeStatus();
    }

    AgentShard shard() {
        return agent.shards().shards().get(0);
    }

    /** Returns the role, or empty while the server does not serve. */
    Optional<ShardRole> role() {
        return reading(() -> shard().role().orElseThrow());
    }

    long offset() {
        return shard().commitOffset().orElseThrow().value();
    }

    String incarnation() {
        return agent.node().attributes().get(ZooKeeperAttributes.START_TIME).asText();
    }

    EnsembleConfig members() {
        return EnsembleConfig.parse(extra(ZooKeeperAttributes.CONFIG).asText());
    }

    AttributeValue extra(String name) {
        return agent.store().attributes().get(name);
    }

    void awaitStatus(Code code) {
        await("status " + code + " of " + id).atMost(PATIENCE).until(() -> status().is(code));
    }

    void awaitRole(ShardRole role) {
        await("role " + role + " of " + id).atMost(PATIENCE).until(() -> role().equals(Optional.of(role)));
    }

    /** Waits until this copy has what another had when the waiting began. */
    void awaitCaughtUpWith(RealServer primary) {
        long offset = primary.offset();
        Optional<Long> term = primary.shard().term();
        await("offset " + offset + " on " + id)
                .atMost(PATIENCE)
                .until(() -> reading(this::offset).orElse(-1L) >= offset
                        && reading(() -> shard().term()).equals(Optional.of(term)));
    }

    ActionExecution learnFrom(RealServer member) {
        return run(
                ActionKinds.CLUSTER_LEARN,
                Map.of("members", member.extra(ZooKeeperAttributes.CONFIG).asText()));
    }

    ActionExecution add(RealServer newcomer) {
        return run(ActionKinds.CLUSTER_ADD, Map.of("node", newcomer.memberAddress()));
    }

    ActionExecution swap(RealServer newcomer, RealServer lost) {
        return run(ActionKinds.CLUSTER_SWAP, Map.of("join", newcomer.memberAddress(), "leave", Long.toString(lost.id)));
    }

    ActionExecution remove(String server) {
        return run(ActionKinds.CLUSTER_REMOVE, Map.of("node", server));
    }

    ActionExecution restart() {
        return run(ActionKinds.STORE_RESTART, Map.of());
    }

    String memberAddress() {
        return agent.node().address().member().orElseThrow();
    }

    /** Hands an action over and waits for its end. */
    ActionExecution run(String kind, Map<String, String> args) {
        return end(schedule(kind, args));
    }

    UUID schedule(String kind, Map<String, String> args) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        args.forEach(json::put);
        UUID action = UUID.randomUUID();
        agent.schedule(new ActionRequest(action, kind, json, Clock.systemUTC().instant(), Map.of()));
        return action;
    }

    ActionExecution end(UUID action) {
        await("the end of an action on " + id)
                .atMost(PATIENCE)
                .until(() -> agent.action(action).orElseThrow().state().phase().isFinal());
        return agent.action(action).orElseThrow();
    }

    static boolean isDone(ActionExecution action) {
        return action.state().phase() == ActionPhase.DONE;
    }

    private static <T> Optional<T> reading(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (ReplicanteException e) {
            return Optional.empty();
        }
    }
}
