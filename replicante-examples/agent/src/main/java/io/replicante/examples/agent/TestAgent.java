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
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * Agent of a store that only pretends to be one. Its status is an option; everything else is as in a real agent.
 *
 * @param options by name, all of them
 */
public record TestAgent(Map<String, String> options) implements NodeReadings {
    private static final String USAGE =
            "--bind HOST:PORT --cluster-id ID --node-id ID --status STATUS --interval PT1S --store FILE";

    @Override
    public AgentNode node() {
        NodeStatus status = NodeStatus.of(NodeStatus.Code.valueOf(options.get("--status")));
        AgentVersion agent = new AgentVersion("none", "0.1.0", "none");
        StoreVersion store = StoreVersion.of("1.0.0");
        return new AgentNode(
                Addresses.none(), agent, Map.of(), options.get("--node-id"), status, "replicante.test", store);
    }

    @Override
    public StoreExtras store() {
        if (options.get("--status").equals("UNAVAILABLE")) {
            throw new UnavailableException("the store does not run");
        }
        return new StoreExtras(options.get("--cluster-id"), Map.of());
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
            serve(new TestAgent(parse(arguments)));
            new CountDownLatch(1).await();
        } catch (IllegalArgumentException | DateTimeException | UnavailableException unusable) {
            System.err.println(unusable.getMessage() + "\nusage: java -jar replicante-agent.jar " + USAGE);
            System.exit(2);
        }
    }

    private static Map<String, String> parse(String[] arguments) {
        Map<String, String> options =
                new TreeMap<>(Map.of("--bind", "127.0.0.1:8000", "--cluster-id", "test", "--store", ""));
        options.putAll(Map.of("--node-id", "node-1", "--status", "HEALTHY", "--interval", "PT1S"));
        for (int at = 0; at < arguments.length; at += 2) {
            if (at + 1 == arguments.length || options.replace(arguments[at], arguments[at + 1]) == null) {
                throw new IllegalArgumentException("unknown, or without a value: " + arguments[at]);
            }
        }
        return options;
    }

    private static void serve(TestAgent node) {
        AgentRuntime.Builder agent = AgentRuntime.builder(
                node.options.get("--cluster-id"), node.node().nodeId(), node);
        agent.executeInterval(Duration.parse(node.options.get("--interval")));
        if (!node.options.get("--store").isEmpty()) {
            agent.store(Path.of(node.options.get("--store")));
        }
        URI bind = URI.create("tcp://" + node.options.get("--bind"));
        AgentRuntime runtime = agent.build();
        AgentServer server = AgentServer.builder(runtime)
                .bind(new InetSocketAddress(bind.getHost(), bind.getPort()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(runtime::close));
        runtime.start();
        System.out.println("serving at " + server.uri());
    }
}
