package io.replicante.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.spec.UnsupportedException;
import io.replicante.spec.platform.DeprovisionRequest;
import io.replicante.spec.platform.DiscoveredCluster;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.spec.platform.Discovery;
import io.replicante.spec.platform.Platform;
import io.replicante.spec.platform.ProvisionRequest;
import io.replicante.spec.platform.ProvisionResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Machines that exist by being listed. Thread-safe. */
final class InMemoryPlatform implements Platform {
    private final Map<String, Map<String, DiscoveredNode>> clusters = new TreeMap<>();
    private final Set<String> dead = new HashSet<>();
    private int given;
    private int calls;

    /** How often anything was asked for. */
    synchronized int calls() {
        return calls;
    }

    /** Ends a machine. Nobody is told: it is listed as before, and only who speaks to it finds out. */
    synchronized void kill(String nodeId) {
        assertThat(dead.add(nodeId)).isTrue();
    }

    @Override
    public synchronized Discovery discover() {
        calls++;
        return new Discovery(clusters.entrySet().stream()
                .map(cluster -> new DiscoveredCluster(
                        cluster.getKey(), List.copyOf(cluster.getValue().values())))
                .toList());
    }

    @Override
    public synchronized ProvisionResponse provision(ProvisionRequest request) {
        calls++;
        boolean forms =
                request.cluster().attributes().path(ProvisionRequest.FORM).asBoolean();
        List<String> ids = new ArrayList<>();
        for (int number = 0; number < (forms ? Math.min(1, request.count()) : request.count()); number++) {
            given++;
            String id = "machine-" + given;
            ids.add(id);
            clusters.computeIfAbsent(request.cluster().clusterId(), any -> new TreeMap<>())
                    .put(
                            id,
                            new DiscoveredNode(
                                    "http://" + id + ".test:8000",
                                    request.cluster()
                                            .nodes()
                                            .get(request.nodeGroupId())
                                            .nodeClass(),
                                    id,
                                    Optional.of(request.nodeGroupId()),
                                    Optional.of("made-" + given)));
        }
        return new ProvisionResponse(ids.size(), Optional.of(ids));
    }

    @Override
    public synchronized void deprovision(DeprovisionRequest request) {
        calls++;
        boolean isOfAnother = clusters.entrySet().stream()
                .anyMatch(cluster -> !cluster.getKey().equals(request.clusterId())
                        && cluster.getValue().containsKey(request.nodeId()));
        if (isOfAnother) {
            throw new UnsupportedException(request.nodeId() + " is a machine of another cluster");
        }
        Map<String, DiscoveredNode> nodes = clusters.getOrDefault(request.clusterId(), new TreeMap<>());
        nodes.remove(request.nodeId());
    }
}
