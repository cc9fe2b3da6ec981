package io.replicante.examples.benchmarks;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import io.replicante.core.connect.Agents;
import io.replicante.core.connect.BoundedCalls;
import io.replicante.core.http.HttpAgentTransport;
import io.replicante.core.http.HttpClients;
import io.replicante.core.http.HttpLimits;
import io.replicante.core.observe.ObservationLimits;
import io.replicante.core.observe.Observer;
import io.replicante.core.view.Observation;
import io.replicante.spec.agent.AgentEndpoint;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Nodes observed per second over loopback HTTP: by the engine's own observer, and by a loop that fetches the same five answers
 * with OkHttp and has Jackson make records of them. Both in one run, in turns, with as many threads.
 */
public final class ObserveOverHttp {
    private static final int NODES = 64;
    private static final int THREADS = 8;
    private static final int ROUNDS = 40;
    private static final int BATCHES = 7;
    private static final List<String> PATHS =
            List.of("actions/queue", "actions/finished", "info/node", "info/store", "info/shards");
    private static final Map<String, String> ANSWERS = Map.of(
            "actions/queue", "{\"actions\":[]}",
            "actions/finished", "{\"actions\":[]}",
            "info/node", """
                    {"address":{"client":"127.0.0.1:1","member":"127.0.0.1:2"},"agent_version":{"checkout":"c","number":"1.0.0",
                    "taint":"clean"},"attributes":{"acme.test/zone":"a","acme.test/size":3},"node_id":"%s",
                    "node_status":"HEALTHY","store_id":"acme","store_version":{"checkout":null,"number":"3.1.4","extra":null}}
                    """,
            "info/store", "{\"cluster_id\":\"orders\",\"attributes\":{\"acme.test/config_version\":7}}",
            "info/shards", """
                    {"shards":[{"commit_offset":{"unit":"milliseconds","value":1930807742125},"lag":null,"role":"Primary","id":"a"},
                    {"commit_offset":{"unit":{"unit":"lsn"},"value":90210},"lag":{"unit":{"unit":"lsn"},"value":411},
                    "role":"Secondary","id":"b"}]}
                    """);

    private record Actions(List<JsonNode> actions) {}

    private record Node(
            Map<String, String> address,
            Map<String, String> agentVersion,
            Map<String, Object> attributes,
            String nodeId,
            String nodeStatus,
            String storeId,
            Map<String, String> storeVersion) {}

    private record Extras(String clusterId, Map<String, Object> attributes) {}

    private record Shard(JsonNode commitOffset, JsonNode lag, String role, String id) {}

    private record Shards(List<Shard> shards) {}

    private ObserveOverHttp() {}

    /**
     * Runs it.
     *
     * @param args nothing
     * @throws Exception if something does not work
     */
    public static void main(String[] args) throws Exception {
        ExecutorService serving = Executors.newFixedThreadPool(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        HttpServer server = server(serving);
        String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        try (HttpClients clients =
                HttpClients.builder(System::nanoTime).limits(HttpLimits.DEFAULT).build()) {
            Observer observer = new Observer(
                    new Agents(List.of(new HttpAgentTransport(clients))), new BoundedCalls(threads, timer), limits());
            OkHttpClient bare = new OkHttpClient();
            List<Double> shares = new ArrayList<>();
            for (int batch = 0; batch < BATCHES; batch++) {
                double loop = perSecond(() -> bareRound(bare, threads, base));
                double ours = perSecond(() -> observerRound(observer, base));
                System.out.printf(
                        "batch %d: bare loop %.0f nodes/s, observer %.0f nodes/s, share %.2f%n",
                        batch, loop, ours, ours / loop);
                if (batch > 1) {
                    shares.add(ours / loop);
                }
            }
            System.out.printf(
                    "median share without the first two batches: %.2f%n",
                    shares.stream().sorted().skip(shares.size() / 2).findFirst().orElseThrow());
        } finally {
            server.stop(0);
            serving.shutdownNow();
            threads.shutdownNow();
            timer.shutdownNow();
        }
    }

    private interface Round {
        void run() throws Exception;
    }

    private static double perSecond(Round round) throws Exception {
        long began = System.nanoTime();
        for (int i = 0; i < ROUNDS; i++) {
            round.run();
        }
        return NODES * ROUNDS * 1e9 / (System.nanoTime() - began);
    }

    private static ObservationLimits limits() {
        ObservationLimits usual = ObservationLimits.DEFAULT;
        return new ObservationLimits(
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                THREADS,
                usual.shards(),
                usual.attributes(),
                usual.actions(),
                usual.text());
    }

    private static void observerRound(Observer observer, String base) {
        List<AgentEndpoint> endpoints = IntStream.range(0, NODES)
                .mapToObj(node -> new AgentEndpoint(
                        new NodeRef(new ClusterRef("prod", "orders-" + node % 8), "node-" + node),
                        base + "node-" + node + "/"))
                .toList();
        for (Observation observation : observer.observe(endpoints, Map.of(), InstantSource.system())) {
            if (!observation.shards().isKnown()
                    || !observation.node().isKnown()
                    || !observation.actions().isKnown()) {
                throw new IllegalStateException("not read: " + observation);
            }
        }
    }

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static void bareRound(OkHttpClient client, ExecutorService threads, String base)
            throws InterruptedException, ExecutionException {
        List<Future<?>> reads = new ArrayList<>();
        for (int node = 0; node < NODES; node++) {
            String prefix = base + "node-" + node + "/api/unstable/";
            reads.add(threads.submit(() -> {
                get(client, prefix + "actions/queue", Actions.class);
                get(client, prefix + "actions/finished", Actions.class);
                get(client, prefix + "info/node", Node.class);
                get(client, prefix + "info/store", Extras.class);
                get(client, prefix + "info/shards", Shards.class);
                return null;
            }));
        }
        for (Future<?> read : reads) {
            read.get();
        }
    }

    private static <T> T get(OkHttpClient client, String url, Class<T> type) throws IOException {
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            return MAPPER.readValue(response.body().byteStream(), type);
        }
    }

    private static HttpServer server(ExecutorService threads) throws IOException {
        // Otherwise every answer waits 40 ms for an acknowledgement of the one before.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        server.setExecutor(threads);
        for (int node = 0; node < NODES; node++) {
            String id = "node-" + node;
            for (String path : PATHS) {
                byte[] body = ANSWERS.getOrDefault(path, "").replace("%s", id).getBytes(StandardCharsets.UTF_8);
                server.createContext("/" + id + "/api/unstable/" + path, exchange -> {
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
            }
        }
        server.start();
        return server;
    }
}
