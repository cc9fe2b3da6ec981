package io.replicante.platform.process;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.cluster.NodeGroup;
import io.replicante.spec.platform.ProvisionRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Hosts with harmless processes, and requests to them. */
final class Hosts {
    static final String STORE = "sleeper";
    static final String SLEEP = "exec sleep 600";

    /** Beside those of the tests of the ZooKeeper agent, which may run at the same time. */
    private static final PortRange PORTS = new PortRange(20_000, 25_999);

    private Hosts() {}

    static ProcessHost.Builder builder(Path directory, ProcessTemplate template) {
        return ProcessHost.builder("local", directory, Clock.systemUTC(), Executors.defaultThreadFactory())
                .template(STORE, template)
                .ports(PORTS)
                .stopTime(Duration.ofMillis(500));
    }

    static ProcessHost open(Path directory) {
        return builder(directory, new ShellTemplate(SLEEP)).open();
    }

    static ProvisionRequest request(String clusterId, int count) {
        return request(clusterId, count, JsonNodeFactory.instance.objectNode());
    }

    static ProvisionRequest formingRequest(String clusterId, int count) {
        ObjectNode attributes = JsonNodeFactory.instance.objectNode().put(ProvisionRequest.FORM, true);
        return request(clusterId, count, attributes);
    }

    static ProvisionRequest request(String clusterId, int count, ObjectNode attributes) {
        NodeGroup group =
                new NodeGroup(JsonNodeFactory.instance.objectNode().put("size", "small"), 3, "shell", Optional.empty());
        ClusterDefinition cluster = new ClusterDefinition(attributes, clusterId, STORE, "1.0.0", Map.of("data", group));
        return new ProvisionRequest(cluster, count, "data");
    }

    static ProcessNode provision(ProcessHost host) {
        List<String> nodeIds =
                host.platform().provision(request("orders", 1)).nodeIds().orElseThrow();
        return host.find(nodeIds.get(0)).orElseThrow();
    }

    /** The process of a node, which must be running. */
    static ProcessHandle process(ProcessNode node) {
        String incarnation = node.supervisor().state().incarnation().orElseThrow();
        long pid = Long.parseLong(incarnation.substring(0, incarnation.indexOf('@')));
        return ProcessHandle.of(pid).orElseThrow();
    }

    static void awaitEnd(ProcessHandle process) throws InterruptedException, ExecutionException, TimeoutException {
        process.onExit().get(20, TimeUnit.SECONDS);
    }
}
