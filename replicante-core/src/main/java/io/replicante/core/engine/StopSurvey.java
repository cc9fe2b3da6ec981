package io.replicante.core.engine;

import io.replicante.core.cycle.CycleInput;
import io.replicante.core.document.LoadedCluster;
import io.replicante.core.gate.StopSet;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.spec.report.StopReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Observes a cluster to tell which of its nodes may stop. Changes nothing and needs no lease. Who asks while a cluster is being
 * observed gets the same answer, so that questions do not multiply what agents are asked. Thread-safe.
 */
public final class StopSurvey {
    private final Stations stations;
    private final Assessor assessor;
    private final Function<CycleInput, StopSet> judge;
    private final Map<ClusterRef, CompletableFuture<StopReport>> open = new ConcurrentHashMap<>();

    /**
     * Creates the survey.
     *
     * @param stations what it passes through; its observer must not be that of the cycles, which would find nodes busy
     * @param judge tells who may stop
     */
    public StopSurvey(Stations stations, Function<CycleInput, StopSet> judge) {
        this.stations = Objects.requireNonNull(stations, "stations");
        this.judge = Objects.requireNonNull(judge, "judge");
        assessor = new Assessor(stations, new OffsetCache(stations.limits().offsets()));
    }

    /**
     * Which nodes may stop together. Blocks on the store, and as long as an observation takes at most.
     *
     * @param ref the cluster
     * @return the nodes, and what stands against the others
     * @throws InvalidInputException if there is no such cluster
     * @throws UnavailableException if it was interrupted, or whoever began the observation was
     */
    public StopReport of(ClusterRef ref) {
        CompletableFuture<StopReport> mine = new CompletableFuture<>();
        CompletableFuture<StopReport> begun = open.putIfAbsent(ref, mine);
        if (begun != null) {
            return await(ref, begun);
        }
        try {
            StopReport report = look(ref);
            mine.complete(report);
            return report;
        } catch (RuntimeException | Error failure) {
            mine.completeExceptionally(failure);
            throw failure;
        } finally {
            open.remove(ref, mine);
        }
    }

    private StopReport look(ClusterRef ref) {
        Instant asked = stations.store().now();
        long began = stations.ticker().nanos();
        InstantSource time = () -> asked.plusNanos(stations.ticker().nanos() - began);
        LoadedCluster loaded = assessor.load(ref);
        Optional<String> obstacle = obstacle(loaded);
        if (obstacle.isPresent()) {
            return new StopReport(ref, asked, List.of(), nobody(loaded, obstacle.get()));
        }
        CycleInput input = assessor.input(loaded, time);
        if (Thread.currentThread().isInterrupted()) {
            throw new UnavailableException("who may stop in " + ref + ": interrupted while the nodes were observed");
        }
        StopSet set = judge.apply(input);
        return new StopReport(ref, input.startedAt(), set.together(), set.others());
    }

    private static Optional<String> obstacle(LoadedCluster loaded) {
        if (!loaded.isSound()) {
            return Optional.of("what is remembered of the cluster cannot be read: " + loaded.unreadable());
        }
        return Assessor.obstacle(loaded).map(outcome -> {
            if (outcome == CycleOutcome.NOT_DECLARED) {
                throw new InvalidInputException(
                        "stoppable", List.of(new Problem("cluster", 0, "there is no cluster " + loaded.ref())));
            }
            return outcome.description();
        });
    }

    private static NavigableMap<String, String> nobody(LoadedCluster loaded, String why) {
        NavigableMap<String, String> others = new TreeMap<>();
        loaded.addresses().keySet().forEach(node -> others.put(node, why));
        loaded.state()
                .map(ClusterState::nodes)
                .ifPresent(nodes -> nodes.keySet().forEach(node -> others.put(node, why)));
        loaded.state().flatMap(ClusterState::discovery).map(DiscoveryRecord::nodes).orElse(List.of()).stream()
                .map(DiscoveredNode::nodeId)
                .forEach(node -> others.put(node, why));
        return others;
    }

    private StopReport await(ClusterRef ref, CompletableFuture<StopReport> begun) {
        Duration atMost = CycleLimits.committed(stations.observer().budget());
        try {
            return begun.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("who may stop in " + ref + ": interrupted while waiting", interrupted);
        } catch (TimeoutException late) {
            throw new UnavailableException("who may stop in " + ref + ": no answer within " + atMost, late);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof InvalidInputException unknown) {
                throw unknown;
            }
            throw new UnavailableException("who may stop in " + ref + ": " + failed.getCause(), failed);
        }
    }
}
