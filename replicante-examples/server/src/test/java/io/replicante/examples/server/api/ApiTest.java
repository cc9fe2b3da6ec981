package io.replicante.examples.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.examples.server.Client;
import io.replicante.examples.server.Client.Answer;
import io.replicante.examples.server.RunningServer;
import io.replicante.spec.protocol.Messages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of the API beside actions on nodes, on a running server. */
final class ApiTest {
    private static final String LIST = "/api/v0/list/replicante.io/v0/";
    private static final String OBJECT = "/api/v0/object/replicante.io/v0/";
    private static final String CLUSTER = OBJECT + "clusterspec/prod/orders";
    private static final String EVENTS = LIST + "event/prod/orders";

    private RunningServer server;
    private Client client;

    @BeforeEach
    void start() {
        server = new RunningServer();
        client = server.client();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void apply(String kind, String spec) {
        Answer answer = client.apply(kind, spec);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json()).isEmpty();
    }

    private void applyAll() {
        apply("Namespace", "{\"id\":\"prod\"}");
        apply("platform", "{\"ns_id\":\"prod\",\"name\":\"p\",\"url\":{\"base_url\":\"test://platform\"}}");
        apply(
                "CLUSTERSPEC",
                "{\"ns_id\":\"prod\",\"cluster_id\":\"orders\",\"interval\":1,"
                        + "\"platform\":{\"ns_id\":\"prod\",\"name\":\"p\"}}");
    }

    private String text(String path) {
        return client.get(path).json().toString();
    }

    @Test
    void showsWhatWasDeclared() {
        applyAll();
        assertThat(text(LIST + "namespace")).isEqualTo("{\"items\":[{\"id\":\"prod\",\"status\":\"Active\"}]}");
        assertThat(text(LIST + "platform/prod"))
                .isEqualTo("{\"items\":[{\"active\":true,\"name\":\"p\",\"ns_id\":\"prod\"}]}");
        assertThat(text(LIST + "clusterspec/prod"))
                .isEqualTo("{\"items\":[{\"ns_id\":\"prod\",\"cluster_id\":\"orders\",\"active\":true}]}");
        assertThat(Messages.NAMESPACE.read(text(OBJECT + "namespace/prod")).id())
                .isEqualTo("prod");
        assertThat(Messages.PLATFORM.read(text(OBJECT + "platform/prod/p")).baseUrl())
                .isEqualTo("test://platform");
        assertThat(Messages.CLUSTER_SPEC.read(text(CLUSTER)).ref().clusterId()).isEqualTo("orders");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/yaml", "text/yaml", "application/x-yaml", "text/x-yaml", "Text/YAML; charset=UTF-8"
            })
    void takesManifestsInYaml(String type) {
        apply("Namespace", "{\"id\":\"prod\"}");
        Answer answer = client.applyYaml(type, """
                # Orders
                apiVersion: replicante.io/v0
                kind: ClusterSpec
                spec:
                  ns_id: prod
                  cluster_id: orders
                  interval: 30
                  declaration: {approval: required}
                """);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(Messages.CLUSTER_SPEC.read(text(CLUSTER)).interval()).hasSeconds(30);
        assertThat(client.get(CLUSTER).json().at("/declaration/approval").asText())
                .isEqualTo("required");
    }

    @Test
    void findsWhatHasAnOddName() {
        apply("Namespace", "{\"id\":\"pröd 1\"}");
        apply("ClusterSpec", "{\"ns_id\":\"pröd 1\",\"cluster_id\":\"b %2F'\\\"c\"}");
        String path = OBJECT + "clusterspec/pr%C3%B6d%201/b%20%252F'%22c";
        assertThat(client.get(path).json().path("cluster_id").asText()).isEqualTo("b %2F'\"c");
        assertThat(client.send("DELETE", path, "").status()).isEqualTo(200);
        assertThat(client.get(path).status()).isEqualTo(404);
    }

    @Test
    void showsWhatIsKnownOfACluster() {
        applyAll();
        await().until(() -> client.get(CLUSTER + "/orchestrate/report").status() == 200);
        await().until(() ->
                Messages.CLUSTER_VIEW.read(text(CLUSTER + "/view")).nodes().size() == 3);
        assertThat(Messages.CLUSTER_DISCOVERY.read(text(CLUSTER + "/discovery")).nodes())
                .hasSize(3);
        assertThat(Messages.ORCHESTRATE_REPORT
                        .read(text(CLUSTER + "/orchestrate/report"))
                        .cluster()
                        .clusterId())
                .isEqualTo("orders");
        JsonNode explanation = client.get(CLUSTER + "/explain").json();
        assertThat(explanation.path("mode").asText()).isEqualTo("sync");
        assertThat(explanation.path("findings").isArray()).isTrue();
        assertThat(explanation.path("decisions").isArray()).isTrue();
    }

    @Test
    void showsWhoMayStopAndWhatWasDecided() {
        applyAll();
        await().until(() ->
                Messages.CLUSTER_VIEW.read(text(CLUSTER + "/view")).nodes().size() == 3);
        JsonNode stoppable = client.get(CLUSTER + "/stoppable").json();
        assertThat(stoppable.path("ns_id").asText()).isEqualTo("prod");
        assertThat(stoppable.path("cluster_id").asText()).isEqualTo("orders");
        assertThat(Instant.parse(stoppable.path("evaluated_at").asText())).isNotNull();
        List<String> nodes = new ArrayList<>(stoppable.path("others").findValuesAsText("node_id"));
        stoppable.path("together").forEach(node -> nodes.add(node.asText()));
        assertThat(nodes).containsExactlyInAnyOrder("n1", "n2", "n3");
        assertThat(stoppable.path("others").findValuesAsText("reason")).doesNotContain("");

        Answer asked = client.apply(
                "NAction",
                "{\"ns_id\":\"prod\",\"cluster_id\":\"orders\",\"node_id\":\"n1\",\"kind\":\"agent.replicante.io/test.success\"}");
        assertThat(asked.status()).as(asked.text()).isEqualTo(200);
        await().until(() ->
                !client.get(CLUSTER + "/decisions").json().path("decisions").isEmpty());
        JsonNode decided =
                client.get(CLUSTER + "/decisions").json().path("decisions").path(0);
        assertThat(decided.path("verdict").asText()).isIn("ALLOWED", "NEEDS_APPROVAL", "WAITING", "REFUSED");
        assertThat(decided.path("reasons")).isNotEmpty();
        String at = decided.path("at").asText();
        assertThat(client.get(CLUSTER + "/decisions?since=" + at)
                        .json()
                        .path("decisions")
                        .path(0)
                        .path("at")
                        .asText())
                .isEqualTo(at);
        assertThat(client.get(CLUSTER + "/decisions?since=2999-01-01T00:00:00%2B02:00")
                        .json()
                        .path("decisions"))
                .isEmpty();
    }

    @Test
    void takesAPersonsWordInPlaceOfARuleAndGivesItBack() {
        applyAll();
        Answer applied =
                client.applyYaml("application/yaml", """
                apiVersion: replicante.io/v0
                kind: Override
                spec:
                  rule: available
                  scope: {ns_id: prod, cluster_id: orders, node_id: n1}
                  actor: ada
                  reason: nobody reads on Sundays
                  expires: "%s"
                """.formatted(Instant.now().plusSeconds(3600)));
        assertThat(applied.status()).as(applied.text()).isEqualTo(200);
        JsonNode word =
                client.get(LIST + "override/prod/orders").json().path("items").path(0);
        assertThat(word.path("rule").asText()).isEqualTo("available");
        assertThat(word.path("actor").asText()).isEqualTo("ada");
        assertThat(word.at("/scope/node_id").asText()).isEqualTo("n1");
        String path = OBJECT + "override/prod/orders/" + word.path("id").asText();
        assertThat(client.get(path).json()).isEqualTo(word);
        assertThat(client.send("DELETE", path, "").status()).isEqualTo(200);
        assertThat(client.get(path).status()).isEqualTo(404);
    }

    @Test
    void takesBackWhatWasDeclared() {
        applyAll();
        for (String path : List.of("clusterspec/prod/orders", "platform/prod/p", "namespace/prod")) {
            Answer deleted = client.send("DELETE", OBJECT + path, "");
            assertThat(deleted.status()).as(deleted.text()).isEqualTo(200);
            assertThat(deleted.json()).isEmpty();
        }
        assertThat(client.get(OBJECT + "platform/prod/p").status()).isEqualTo(404);
        assertThat(client.get(OBJECT + "namespace/prod").json().path("status").asText())
                .isIn("Deleting", "Deleted");
    }

    @Test
    void pausesAndResumesACluster() {
        applyAll();
        Answer paused = client.send("POST", CLUSTER + "/pause", "{\"reason\":\"works\"}", Requests.ACTOR, "ada");
        assertThat(paused.json().path("begun").isArray()).isTrue();
        await().until(() ->
                client.get(CLUSTER + "/explain").json().path("mode").asText().equals("paused"));
        assertThat(client.post(CLUSTER + "/resume", "").status()).isEqualTo(200);
        await().until(() ->
                client.get(CLUSTER + "/explain").json().path("mode").asText().equals("sync"));
        JsonNode event =
                client.get(EVENTS + "?code=CLUSTER_PAUSED").json().path("items").path(0);
        assertThat(event.path("actor").path("name").asText()).isEqualTo("ada");
        assertThat(event.path("payload").path("reason").asText()).isEqualTo("works");
    }

    @ParameterizedTest
    @ValueSource(strings = {"namespace/prod", "fleet"})
    void pausesAndResumesManyClustersAtOnce(String what) {
        applyAll();
        assertThat(client.post(OBJECT + what + "/pause", "{\"reason\":\"works\"}")
                        .status())
                .isEqualTo(200);
        await().until(() ->
                client.get(CLUSTER + "/explain").json().path("mode").asText().equals("paused"));
        assertThat(client.post(OBJECT + what + "/resume", "").status()).isEqualTo(200);
        await().until(() ->
                client.get(CLUSTER + "/explain").json().path("mode").asText().equals("sync"));
    }

    @Test
    void readsEventsOfNamespacesAndPlatforms() {
        applyAll();

        assertThat(client.get(LIST + "event/prod").json().at("/items/0/code").asText())
                .isEqualTo("NAMESPACE_APPLY");
        assertThat(client.get(LIST + "event/prod/platform/p?code=PLATFORM_APPLY")
                        .json()
                        .at("/items/0/code")
                        .asText())
                .isEqualTo("PLATFORM_APPLY");
    }

    @Test
    void readsEventsInPartsAndInOrder() {
        applyAll();
        await().until(() -> client.get(EVENTS).json().path("items").size() >= 4);
        List<Long> sequences = new ArrayList<>();
        long after = 0;
        for (int page = 0; page < 4; page++) {
            JsonNode part = client.get(EVENTS + "?limit=1&after=" + after).json();
            sequences.add(part.path("items").path(0).path("sequence").asLong());
            after = part.path("next").asLong(sequences.get(page));
        }
        assertThat(sequences).containsExactly(1L, 2L, 3L, 4L);
        assertThat(client.get(EVENTS + "?since=2999-01-01T00:00:00Z").json().path("items"))
                .isEmpty();
    }

    @Test
    void takesAnActionOnTheClusterAsAWhole() {
        applyAll();
        Answer asked = client.apply(
                "OAction",
                "{\"ns_id\":\"prod\",\"cluster_id\":\"orders\",\"kind\":\"core.replicante.io/test.success\","
                        + "\"approval\":\"required\",\"timeout\":\"PT10M\"}");
        assertThat(asked.status()).as(asked.text()).isEqualTo(200);
        assertThat(asked.json().has("node_id")).isFalse();
        String path =
                OBJECT + "oaction/prod/orders/" + asked.json().path("action_id").asText();
        assertThat(client.get(path).json().path("state").asText()).isEqualTo("PENDING_APPROVE");
        assertThat(text(LIST + "oaction/prod/orders")).contains("PENDING_APPROVE");
        assertThat(client.post(path + "/approve", "").status()).isEqualTo(200);
        await().until(() -> client.get(path).json().path("state").asText().equals("DONE"));
        assertThat(client.post(path + "/cancel", "").status()).isEqualTo(400);
    }

    @Test
    void looksAtOnceWhereItIsTold() {
        applyAll();
        assertThat(client.post(CLUSTER + "/orchestrate", "").json()).isEmpty();
        assertThat(client.post(OBJECT + "platform/prod/p/discover", "").status())
                .isEqualTo(200);
        assertThat(client.get(OBJECT + "platform/prod/p/discover").status()).isEqualTo(200);
    }

    @Test
    void showsHowItIs() {
        assertThat(text("/health")).isEqualTo("{\"status\":\"UP\"}");
        assertThat(client.get("/version").json().path("version").asText()).isEqualTo("test");
        Answer metrics = client.get("/metrics");
        assertThat(metrics.type()).startsWith("text/plain");
        assertThat(metrics.text()).contains("# TYPE");
    }

    @Test
    void measuresRequestsByTheirRoutesAndTheProcess() {
        client.get(OBJECT + "namespace/some");
        client.raw("BREW", "/nothing");
        await().untilAsserted(() -> assertThat(client.get("/metrics").text())
                .contains(
                        "replicore_request_durations_seconds_count{method=\"GET\",path=\"" + OBJECT
                                + "namespace/{ns}\",status=\"404\"} 1",
                        "replicore_request_durations_seconds_count{method=\"other\",path=\"other\"",
                        "replicante_claims",
                        "replicore_audit_lost_total 0",
                        "process_uptime_seconds",
                        "jvm_memory_used_bytes"));
    }

    @Test
    void refusesChangesFromPagesOfOtherHosts() {
        Answer foreign = client.send(
                "POST", "/api/v0/apply", "{}", "Origin", "http://elsewhere.example", "Content-Type", "text/plain");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.json().path("error").asBoolean()).isTrue();
    }
}
