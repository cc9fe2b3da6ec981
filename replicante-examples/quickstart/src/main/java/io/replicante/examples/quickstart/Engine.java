package io.replicante.examples.quickstart;

import com.fasterxml.jackson.databind.node.NullNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.replicante.core.EngineSettings;
import io.replicante.core.Replicante;
import io.replicante.core.engine.EngineLimits;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.CycleReport;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Intent;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.AgentTransport;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.json.Manifest;
import io.replicante.spec.json.Manifests;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.platform.PlatformTransport;
import io.replicante.store.memory.InMemoryStore;
import io.replicante.stream.EventStream.EventHandler;
import io.replicante.stream.EventStream.StartPosition;
import io.replicante.stream.memory.InMemoryEventStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** The embedded engine, with the store and the stream that come with it, and what the quickstart asks of it. Thread-safe. */
final class Engine implements AutoCloseable {
    static final ClusterRef CLUSTER = new ClusterRef("demo", "zookeeper");

    private static final List<String> MANIFESTS = List.of("namespace.yaml", "platform.yaml", "cluster.yaml");

    /** Looks for work more often than usual, so that one need not wait for it when one looks on. */
    private static final EngineLimits BRISK =
            new EngineLimits(2, 1, 1, 2, Duration.ofSeconds(3), Duration.ofMillis(200), Duration.ofSeconds(10));

    private final InMemoryStore store;
    private final InMemoryEventStream stream;
    private final Replicante replicante;
    private final MeterRegistry meters;

    private Engine(InMemoryStore store, InMemoryEventStream stream, Replicante replicante, MeterRegistry meters) {
        this.meters = meters;
        this.store = store;
        this.stream = stream;
        this.replicante = replicante;
    }

    /** Wires an engine; it does nothing before {@link #begin}. */
    static Engine open(AgentTransport agents, PlatformTransport platforms, EventHandler events, Threads threads) {
        InMemoryStore store = InMemoryStore.of(InstantSource.system(), new SecureRandom());
        InMemoryEventStream stream = InMemoryEventStream.builder(
                        threads.pool("events", 4), threads.scheduler("redelivery", 1))
                .keepPerKey(100_000)
                .build();
        stream.subscribe("quickstart", StartPosition.EARLIEST, events);
        MeterRegistry meters = new SimpleMeterRegistry();
        Replicante replicante = Replicante.builder().store(store).stream(stream)
                .agents(agents)
                .platforms(platforms)
                .settings(EngineSettings.DEFAULT.withWork(BRISK))
                .meters(meters)
                .engine("quickstart")
                .build();
        return new Engine(store, stream, replicante, meters);
    }

    /** Declares what is desired, and lets the engine bring it about. */
    void begin() {
        List<Manifest> manifests = new ArrayList<>();
        MANIFESTS.forEach(name -> manifests.addAll(Manifests.read(name, resource(name))));
        replicante.apply(manifests, Actor.person("alice"));
        replicante.start();
    }

    private static byte[] resource(String name) {
        try (InputStream file = Engine.class.getResourceAsStream("/manifests/" + name)) {
            if (file == null) {
                throw new IllegalStateException("the quickstart was packaged without " + name);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read", e);
        }
    }

    /** Asks to restart the server of a node. */
    UUID askRestart(String nodeId, String who) {
        NodeRef node = new NodeRef(CLUSTER, nodeId);
        return replicante.request(node, ActionKinds.STORE_RESTART, NullNode.getInstance(), Actor.person(who));
    }

    /** Takes a request back. */
    void takeBack(UUID request, String who) {
        replicante.cancel(CLUSTER, request, Actor.person(who));
    }

    /** How far a request has come. */
    Optional<NodeActionPhase> phase(UUID request) {
        return replicante
                .state(CLUSTER)
                .flatMap(state -> Optional.ofNullable(state.actions().get(request)))
                .map(NodeAction::phase);
    }

    /** What the gate last said of a request. */
    Optional<Decision> decision(UUID request) {
        return replicante.state(CLUSTER).map(ClusterState::decisions).orElse(List.of()).stream()
                .filter(decision -> decision.candidate().request().equals(Optional.of(request)))
                .findFirst();
    }

    /** What is wrong, as the engine sees it. */
    List<Finding> findings() {
        return replicante
                .state(CLUSTER)
                .map(state -> List.copyOf(state.findings().values()))
                .orElse(List.of());
    }

    /** Whether it has begun something that is not over. */
    boolean isBusy() {
        return replicante
                .state(CLUSTER)
                .filter(state -> state.intents().values().stream().anyMatch(Intent::inFlight))
                .isPresent();
    }

    /** Becomes true with the end of the next cycle. */
    BooleanSupplier nextCycle() {
        Optional<Instant> last = lastCycle();
        return () -> !lastCycle().equals(last);
    }

    private Optional<Instant> lastCycle() {
        return replicante.report(CLUSTER).map(CycleReport::startedAt);
    }

    /** What it thinks of the cluster, and why it does or does not act. */
    String explain() {
        return replicante.explain(CLUSTER).text();
    }

    /** How much work it had until now. */
    Effort effort() {
        return Effort.of(meters);
    }

    /** The keys of which the store has events that come after those that were seen. */
    List<String> undelivered(Map<StreamKey, Long> seen) {
        return seen.entrySet().stream()
                .filter(each -> !store.events(each.getKey(), each.getValue(), 1).isEmpty())
                .map(each -> each.getKey() + " goes on after " + each.getValue())
                .toList();
    }

    @Override
    public void close() {
        replicante.close();
        stream.close();
    }
}
