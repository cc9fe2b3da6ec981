package io.replicante.platform.process;

import io.replicante.spec.platform.DeprovisionRequest;
import io.replicante.spec.platform.DiscoveredCluster;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.spec.platform.Discovery;
import io.replicante.spec.platform.Platform;
import io.replicante.spec.platform.ProvisionRequest;
import io.replicante.spec.platform.ProvisionResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The machines of a host as the engine sees them. */
final class ProcessPlatform implements Platform {
    private final ProcessHost host;

    ProcessPlatform(ProcessHost host) {
        this.host = host;
    }

    @Override
    public Discovery discover() {
        Map<String, List<DiscoveredNode>> byCluster = new TreeMap<>();
        for (ProcessNode node : host.nodes()) {
            byCluster
                    .computeIfAbsent(node.machine().clusterId(), cluster -> new ArrayList<>())
                    .add(discovered(node));
        }
        List<DiscoveredCluster> clusters = new ArrayList<>();
        byCluster.forEach((clusterId, nodes) -> clusters.add(new DiscoveredCluster(clusterId, nodes)));
        return new Discovery(clusters);
    }

    @Override
    public ProvisionResponse provision(ProvisionRequest request) {
        List<String> nodeIds = host.provision(request);
        return new ProvisionResponse(nodeIds.size(), Optional.of(nodeIds));
    }

    @Override
    public void deprovision(DeprovisionRequest request) {
        host.deprovision(request.clusterId(), request.nodeId());
    }

    private DiscoveredNode discovered(ProcessNode node) {
        ProcessMachine machine = node.machine();
        return new DiscoveredNode(
                ProcessAddress.of(host.name(), machine.clusterId(), machine.nodeId()),
                machine.nodeClass(),
                machine.nodeId(),
                Optional.of(machine.nodeGroup()),
                Optional.of(node.createdTime().toString()));
    }
}
