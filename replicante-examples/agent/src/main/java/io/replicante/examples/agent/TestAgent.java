package io.replicante.examples.agent;

import io.replicante.agent.http.AgentRuntime;
import io.replicante.agent.http.AgentServer;
import io.replicante.agent.http.NodeReadings;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.model.Addresses;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentVersion;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import io.replicante.spec.model.StoreVersion;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * Agent of a store that only pretends to be one. Its status is an option; everything else is as in a real agent.
 *
 * @param options by name; what is left out has a default
 */
public record TestAgent(Map<String, String> options) implements NodeReadings {
    private static final List<String> OPTIONS =
            List.of("--bind", "--cluster-id", "--node-id", "--status", "--interval", "--store");

    @Override
    public AgentNode node() {
        String id = options.getOrDefault("--node-id", "node-1");
        NodeStatus status = NodeStatus.of(NodeStatus.Code.valueOf(options.getOrDefault("--status", "HEALTHY")));
        AgentVersion agent = new AgentVersion("none", "0.1.0", "none");
        StoreVersion store = StoreVersion.of("1.0.0");
        return new AgentNode(Addresses.none(), agent, Map.of(), id, status, "replicante.test", store);
    }

    @Override
    public StoreExtras store() {
        if (options.getOrDefault("--status", "HEALTHY").equals("UNAVAILABLE")) {
            throw new UnavailableException("the store does not run");
        }
        return new StoreExtras(options.getOrDefault("--cluster-id", "test"), Map.of());
    }

    @Override
    public ShardsInfo shards() {
        store();
        return new ShardsInfo(List.of());
    }

    /**
     * Serves until the process is stopped.
     *
     * @param arguments options and their values in turn
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            serve(parse(arguments));
            new CountDownLatch(1).await();
        } catch (IllegalArgumentException | UnavailableException unusable) {
            System.err.println(unusable.getMessage() + "\nusage: [OPTION VALUE]..., options: " + OPTIONS);
            System.exit(2);
        }
    }

    private static void serve(Map<String, String> options) {
        TestAgent node = new TestAgent(options);
        String cluster = options.getOrDefault("--cluster-id", "test");
        AgentRuntime.Builder agent = AgentRuntime.builder(cluster, node.node().nodeId(), node);
        agent.executeInterval(Duration.ofMillis(Long.parseLong(options.getOrDefault("--interval", "1000"))));
        Optional.ofNullable(options.get("--store")).map(Path::of).ifPresent(agent::store);
        URI bind = URI.create("tcp://" + options.getOrDefault("--bind", "127.0.0.1:8000"));
        InetSocketAddress address = new InetSocketAddress(bind.getHost(), bind.getPort());
        AgentRuntime runtime = agent.build();
        AgentServer server = AgentServer.builder(runtime).bind(address).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                server.close();
            } finally {
                runtime.close();
            }
        }));
        runtime.start();
        System.out.println("serving at " + server.uri());
    }

    private static Map<String, String> parse(String[] arguments) {
        Map<String, String> options = new TreeMap<>();
        for (int at = 0; at < arguments.length; at += 2) {
            if (at + 1 == arguments.length || !OPTIONS.contains(arguments[at])) {
                throw new IllegalArgumentException("unknown, or without a value: " + arguments[at]);
            }
            options.put(arguments[at], arguments[at + 1]);
        }
        return options;
    }
}
