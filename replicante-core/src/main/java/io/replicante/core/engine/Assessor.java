package io.replicante.core.engine;

import io.replicante.core.cycle.CycleInput;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.LoadedCluster;
import io.replicante.core.document.StateCodec;
import io.replicante.core.lease.HeldLease;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.telemetry.Spans;
import io.replicante.core.view.Mode;
import io.replicante.core.view.Observation;
import io.replicante.core.view.Surroundings;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.agent.AgentEndpoint;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.store.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Loads a cluster, observes its nodes and runs the pure stations. Changes nothing. */
final class Assessor {
    private final Stations stations;
    private final OffsetCache offsets;

    Assessor(Stations stations, OffsetCache offsets) {
        this.stations = stations;
        this.offsets = offsets;
    }

    LoadedCluster load(ClusterRef ref) {
        return stations.telemetry()
                .in(Spans.LOAD, ref, () -> StateCodec.read(ref, stations.store().load(StateCodec.scopes(ref))));
    }

    /** Why no cycle can be run on what was loaded; empty when it can. */
    static Optional<CycleOutcome> obstacle(LoadedCluster loaded) {
        if (loaded.state().isEmpty() || loaded.surroundings().isEmpty()) {
            return Optional.of(loaded.isSound() ? CycleOutcome.NOT_DECLARED : CycleOutcome.UNREADABLE);
        }
        boolean active = loaded.state().get().spec().active()
                && Mode.isWatched(loaded.surroundings().get().namespace());
        return active ? Optional.empty() : Optional.of(CycleOutcome.INACTIVE);
    }

    Assessment assess(LoadedCluster loaded, HeldLease lease) {
        CycleInput input = input(loaded, lease);
        return new Assessment(
                loaded,
                stations.telemetry()
                        .in(Spans.DECIDE, loaded.ref(), () -> stations.decide().apply(input)),
                input.observations());
    }

    /** Observes what was loaded: all that the pure stations need. */
    CycleInput input(LoadedCluster loaded, InstantSource time) {
        ClusterState state = prepared(loaded);
        Surroundings surroundings =
                loaded.surroundings().orElseThrow().with(stations.fleet().facts());
        Instant startedAt = time.instant();
        List<Observation> observations = observe(loaded, state, time);
        return new CycleInput(state, surroundings, observations, startedAt, time.instant(), stations.engine());
    }

    /** What cannot be read might forbid everything: then the cluster is only watched. */
    private ClusterState prepared(LoadedCluster loaded) {
        ClusterState state = loaded.state().orElseThrow();
        if (state.offsets().isEmpty() && areForgotten(loaded)) {
            offsets.forget(loaded.ref());
        }
        ClusterState warm = StateCodec.withOffsets(state, offsets.newest(loaded.ref(), state.offsets()));
        if (loaded.isSound()) {
            return warm;
        }
        ClusterSpec spec = warm.spec();
        return StateCodec.withSpec(
                warm, new ClusterSpec(spec.ref(), false, spec.interval(), spec.platform(), spec.declaration()));
    }

    /** A cycle stores no empty list: a person did. */
    private static boolean areForgotten(LoadedCluster loaded) {
        return loaded.snapshot()
                .find(Scope.of(loaded.ref()), DocumentKind.OFFSETS, loaded.ref().clusterId())
                .isPresent();
    }

    private List<Observation> observe(LoadedCluster loaded, ClusterState state, InstantSource time) {
        long began = stations.ticker().nanos();
        List<AgentEndpoint> endpoints = new ArrayList<>();
        List<Observation> observations = new ArrayList<>();
        for (String nodeId : nodes(state)) {
            String address = loaded.addresses().get(nodeId);
            if (address == null) {
                Instant now = time.instant();
                observations.add(Observation.failed(nodeId, now, now, "no address of its agent is known"));
            } else {
                endpoints.add(new AgentEndpoint(new NodeRef(loaded.ref(), nodeId), address));
            }
        }
        observations.addAll(stations.telemetry()
                .in(Spans.OBSERVE, loaded.ref(), () -> stations.observer().observe(endpoints, lookups(state), time)));
        stations.telemetry()
                .observed(observations, Duration.ofNanos(stations.ticker().nanos() - began));
        return observations;
    }

    private static NavigableSet<String> nodes(ClusterState state) {
        NavigableSet<String> nodes = new TreeSet<>(state.nodes().keySet());
        state.discovery().map(DiscoveryRecord::nodes).orElse(List.of()).stream()
                .map(DiscoveredNode::nodeId)
                .forEach(nodes::add);
        return nodes;
    }

    /** The ids that we hold unfinished, by the node whose agent should know them: first those that we stand for. */
    private static Map<String, Set<UUID>> lookups(ClusterState state) {
        Map<String, Set<UUID>> lookups = new HashMap<>();
        state.intents().values().stream()
                .filter(intent -> intent.inFlight())
                .forEach(intent -> intent.candidate()
                        .executor()
                        .ifPresent(node -> lookups.computeIfAbsent(node, each -> new LinkedHashSet<>())
                                .add(intent.id())));
        state.actions().values().stream()
                .filter(action -> action.phase() == NodeActionPhase.NEW || action.phase() == NodeActionPhase.RUNNING)
                .forEach(action -> lookups.computeIfAbsent(action.node().nodeId(), each -> new LinkedHashSet<>())
                        .add(action.id()));
        return lookups;
    }
}
