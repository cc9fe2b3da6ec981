package io.replicante.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.examples.server.Client.Answer;
import io.replicante.examples.server.ServerProcess.Ended;
import io.replicante.spec.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is delivered: what it does with a served fleet, seen through its API only. */
final class ServerJarIT {
    private static final String OBJECT = "/api/v0/object/replicante.io/v0/";
    private static final String LIST = "/api/v0/list/replicante.io/v0/";
    private static final String SPEC = OBJECT + "clusterspec/prod/orders";
    private static final String LOOP = "agent.replicante.io/test.loop";
    private static final int FOR_EVER = 1_000_000;

    @TempDir
    private Path directory;

    @Test
    void takesActionsOfAServedClusterToEveryEndAndClosesWhenAsked() throws IOException {
        try (ServedFleet fleet = new ServedFleet();
                ServerProcess server = ServerProcess.start("--config", config("PT0.1S"))) {
            Scenario scenario = new Scenario(server.client(), fleet);
            scenario.observe();
            scenario.explain();
            scenario.run();
            scenario.approve();
            scenario.reject();
            scenario.cancel();
            scenario.lose();
            scenario.checkSequences();
            Ended ended = server.terminate();
            assertThat(ended.output()).contains("closing", "closed").doesNotContain("WARN", "ERROR", "Exception");
        }
    }

    private record Scenario(Client client, ServedFleet fleet) {
        void observe() {
            apply("Namespace", "{\"id\":\"prod\"}");
            apply(
                    "Platform",
                    "{\"ns_id\":\"prod\",\"name\":\"served\",\"url\":{\"base_url\":\"" + fleet.uri() + "\"}}");
            apply(
                    "ClusterSpec",
                    "{\"ns_id\":\"prod\",\"cluster_id\":\"orders\",\"interval\":1,"
                            + "\"platform\":{\"ns_id\":\"prod\",\"name\":\"served\"}}");
            within().untilAsserted(() -> {
                assertThat(get(SPEC + "/discovery").path("nodes")).hasSize(3);
                assertThat(get(SPEC + "/view").path("nodes").findValuesAsText("node_status"))
                        .containsExactly("HEALTHY", "HEALTHY", "HEALTHY");
            });
            assertThat(codes(""))
                    .startsWith("CLUSTER_SPEC_APPLY")
                    .containsSubsequence("CLUSTER_DISCOVERY_NEW", "NODE_SYNC_NEW");
        }

        void explain() {
            JsonNode explained = get(SPEC + "/explain");
            assertThat(names(explained))
                    .contains("ns_id", "cluster_id", "evaluated_at", "mode", "findings", "decisions");
            assertThat(explained.path("mode").asText()).isEqualTo("sync");
        }

        void run() {
            String id = ask("n1", 3, "");
            awaitPhase("n1", id, "DONE");
            JsonNode action = get(action("n1", id));
            assertThat(action.path("state").path("payload").path("count").asInt())
                    .isEqualTo(3);
            assertThat(action.path("finished_time").asText()).isNotBlank();
            List<String> codes = codes(id);
            assertThat(codes).startsWith("NACTION_CREATE").endsWith("NACTION_SYNC_UPDATE");
            assertThat(codes.subList(1, codes.size())).containsOnly("NACTION_SYNC_UPDATE");
        }

        void approve() {
            String id = ask("n2", 2, ",\"approval\":\"required\"");
            String barrier = ask("n1", 1, "");
            awaitPhase("n1", barrier, "DONE");
            assertThat(phase("n2", id)).isEqualTo("PENDING_APPROVE");
            change("n2", id, "approve");
            awaitPhase("n2", id, "DONE");
            assertThat(codes(id))
                    .startsWith("NACTION_CREATE", "NACTION_APPROVE", "NACTION_SYNC_UPDATE")
                    .endsWith("NACTION_SYNC_UPDATE");
        }

        void reject() {
            String id = ask("n2", 2, ",\"approval\":\"required\"");
            change("n2", id, "reject");
            assertThat(phase("n2", id)).isEqualTo("CANCELLED");
            assertThat(codes(id)).containsExactly("NACTION_CREATE", "NACTION_REJECT");
        }

        /** What waits for its turn can still be cancelled, and then never reaches its agent. */
        void cancel() {
            String running = ask("n3", FOR_EVER, "");
            awaitPhase("n3", running, "RUNNING");
            String waiting = ask("n3", 1, "");
            change("n3", waiting, "cancel");
            assertThat(phase("n3", waiting)).isEqualTo("CANCELLED");
            assertThat(codes(waiting)).containsExactly("NACTION_CREATE", "NACTION_CANCEL");
        }

        void lose() {
            String running = get(LIST + "naction/prod/orders?node_id=n3")
                    .path("items")
                    .path(0)
                    .path("action_id")
                    .asText();
            fleet.restartWithoutMemory("n3");
            awaitPhase("n3", running, "LOST");
            assertThat(codes(running)).startsWith("NACTION_CREATE").endsWith("NACTION_SYNC_UPDATE");
            assertThat(get(LIST + "naction/prod/orders").path("items")).isEmpty();
            String next = ask("n3", 1, "");
            awaitPhase("n3", next, "DONE");
        }

        /** Read in small parts, every event of the cluster is there once, and in its place. */
        void checkSequences() {
            List<Long> all = new ArrayList<>();
            List<Long> whole = sequences("?limit=1000");
            JsonNode page = get(events("?limit=7"));
            while (!page.path("items").isEmpty()) {
                page.path("items").forEach(item -> all.add(item.path("sequence").asLong()));
                assertThat(all).hasSizeLessThan(1000);
                if (!page.has("next")) {
                    break;
                }
                page = get(events("?limit=7&after=" + page.path("next").asLong()));
            }
            assertThat(whole)
                    .isEqualTo(LongStream.rangeClosed(1, whole.size()).boxed().toList());
            assertThat(all).startsWith(whole.toArray(Long[]::new));
        }

        private void apply(String kind, String spec) {
            Answer answer = client.apply(kind, spec);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }

        private String ask(String node, int target, String more) {
            Answer answer = client.apply(
                    "NAction",
                    "{\"ns_id\":\"prod\",\"cluster_id\":\"orders\",\"node_id\":\"" + node + "\",\"kind\":\"" + LOOP
                            + "\",\"args\":{\"target\":" + target + "}" + more + "}");
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            return answer.json().path("action_id").asText();
        }

        private void change(String node, String id, String change) {
            Answer answer = client.post(action(node, id) + "/" + change, "");
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.json()).isEmpty();
        }

        private static String action(String node, String id) {
            return OBJECT + "naction/prod/orders/" + node + "/" + id;
        }

        private static String events(String query) {
            return LIST + "event/prod/orders" + query;
        }

        private JsonNode get(String path) {
            Answer answer = client.get(path);
            assertThat(answer.status()).as(path + ": " + answer.text()).isEqualTo(200);
            return answer.json();
        }

        private String phase(String node, String id) {
            return get(action(node, id)).path("state").path("phase").asText();
        }

        private void awaitPhase(String node, String id, String phase) {
            within().untilAsserted(() -> assertThat(phase(node, id))
                    .as(() -> get(SPEC + "/explain").toPrettyString())
                    .isEqualTo(phase));
        }

        /** The codes of the events about an action, or of all that there are. */
        private List<String> codes(String action) {
            List<String> codes = new ArrayList<>();
            get(events("?limit=1000")).path("items").forEach(item -> {
                if (action.isEmpty()
                        || item.path("payload").path("action_id").asText().equals(action)) {
                    codes.add(item.path("code").asText());
                }
            });
            return codes;
        }

        private List<Long> sequences(String query) {
            List<Long> sequences = new ArrayList<>();
            get(events(query))
                    .path("items")
                    .forEach(item -> sequences.add(item.path("sequence").asLong()));
            return sequences;
        }

        private static List<String> names(JsonNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            return names;
        }
    }

    private static org.awaitility.core.ConditionFactory within() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100));
    }

    private String config(String poll) throws IOException {
        Path file = directory.resolve("server.yaml");
        Files.writeString(file, """
                http: {bind: '127.0.0.1:0'}
                store: {type: memory}
                stream: {type: memory}
                engine: {instance_id: tested, poll: %s}
                """.formatted(poll));
        return file.toString();
    }

    @Test
    void endsWithTwoAndEveryReasonWhenItsConfigurationCannotBeUsed() throws IOException {
        Ended ended = ServerProcess.run("", List.of("-jar", ServerProcess.jar(), "--config", config("soon")));
        assertThat(ended.status()).as(ended.output()).isEqualTo(2);
        assertThat(ended.output()).contains("engine.poll").doesNotContain("\tat ");
    }

    @Test
    void readsAndWritesSingleMessages() {
        List<String> codec = List.of(
                "-cp", ServerProcess.jar(), "io.replicante.spec.protocol.Codec", "codec", "--type", "ShardsInfo");
        String message = "{\"shards\":[{\"commit_offset\":{\"unit\":\"seconds\",\"value\":4},\"lag\":null,"
                + "\"role\":\"Primary\",\"id\":\"s\"}]}";
        Ended ended = ServerProcess.run(message, codec);
        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(Json.parse(ended.output())).isEqualTo(Json.parse(message));
        Ended refused = ServerProcess.run("{\"shards\":[{\"id\":4}]}", codec);
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.output()).contains("shards");
    }
}
