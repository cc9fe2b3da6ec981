package io.replicante.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What anybody who speaks plain HTTP sees of a served agent. */
final class AgentServerTest {
    private static final String ID = "7e570000-0000-4000-8000-000000000001";
    private static final String KIND = "\"kind\":\"agent.replicante.io/test.success\"";
    private static final String UNKNOWN = "\"kind\":\"acme.test/unknown\"";

    private final SmallNode node = new SmallNode(false);
    private final OkHttpClient http = new OkHttpClient();
    private final AgentRuntime runtime =
            AgentRuntime.builder("orders", "node-1", node).build();
    private final AgentServer server = AgentServer.builder(runtime).start();

    private record Got(int status, String type, String body) {
        JsonNode json() {
            assertThat(type).isEqualTo("application/json");
            return Json.parse(body);
        }
    }

    @BeforeEach
    void run() {
        node.run(true);
    }

    @AfterEach
    void stop() {
        server.close();
        runtime.close();
    }

    @Test
    void listensOnTheLoopbackInterfaceOnly() {
        assertThat(server.uri().getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void showsTheNode() throws IOException {
        assertThat(get("/info/node").json()).isEqualTo(Json.parse("""
                        {"address":{"client":null,"member":null},
                         "agent_version":{"checkout":"0","number":"1.0.0","taint":"none"},"attributes":{},
                         "node_id":"node-1","store_id":"small","node_status":"HEALTHY",
                         "store_version":{"checkout":null,"number":"1.0.0","extra":null}}"""));
        assertThat(get("/info/store").json()).isEqualTo(Json.parse("{\"cluster_id\":\"orders\",\"attributes\":{}}"));
        assertThat(get("/info/shards").json()).isEqualTo(Json.parse("{\"shards\":[]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/info/store", "/info/shards"})
    void answersWithAnErrorWhenTheStoreIsDown(String path) throws IOException {
        node.run(false);
        Got got = get(path);

        assertThat(got.status()).isEqualTo(500);
        assertThat(got.json()).isEqualTo(Json.parse("{\"error\":true,\"error_msg\":\"the process does not run\"}"));
        assertThat(get("/info/node").status()).isEqualTo(200);
    }

    @Test
    void takesAnActionAndShowsIt() throws IOException {
        Got scheduled = post("/action", "{" + KIND + ",\"id\":\"" + ID + "\",\"args\":{\"a\":1.50}}");
        assertThat(scheduled.status()).isEqualTo(200);
        assertThat(scheduled.json()).isEqualTo(Json.parse("{\"id\":\"" + ID + "\"}"));
        JsonNode queued = Json.parse("{\"actions\":[{\"id\":\"" + ID + "\"," + KIND + ",\"phase\":\"NEW\"}]}");
        assertThat(get("/actions/queue").json()).isEqualTo(queued);
        assertThat(get("/actions/finished").json()).isEqualTo(Json.parse("{\"actions\":[]}"));

        runtime.runOnce();

        assertThat(get("/actions/queue").json()).isEqualTo(Json.parse("{\"actions\":[]}"));
        assertThat(get("/actions/finished").json().path("actions")).hasSize(1);
        JsonNode action =
                get("/action/" + ID.toUpperCase(java.util.Locale.ROOT)).json();
        assertThat(action.path("state")).isEqualTo(Json.parse("{\"error\":null,\"payload\":null,\"phase\":\"DONE\"}"));
        assertThat(action.path("args")).isEqualTo(Json.parse("{\"a\":1.50}"));
        assertThat(action.path("finished_time").isTextual()).isTrue();
    }

    @Test
    void choosesAnIdAndATimeForAnActionWithout() throws IOException {
        String id = post("/action/", "{" + KIND + "}").json().path("id").asText();

        assertThat(UUID.fromString(id).version()).isEqualTo(4);
        assertThat(UUID.fromString(id).variant()).isEqualTo(2);
        assertThat(get("/action/" + id).json().path("created_time").isTextual()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | acme.test/unknown               | 2026-01-01T00:00:00+02:00",
                "400 | acme.test/unknown               | 2026-01-01T00:00:00Z",
                "400 | agent.replicante.io/test.success | 2026-01-01T00:00:00+02:00",
                "400 | agent.replicante.io/test.success | 2026-01-01T00:00:00-23:59",
                "409 | agent.replicante.io/test.success | 2026-01-01T00:00:00Z",
                "409 | agent.replicante.io/test.fail    | 2026-01-01T00:00:00+00:00"
            })
    void looksAtTheKindThenAtTheTimeThenAtTheId(int status, String kind, String created) throws IOException {
        post("/action", "{" + KIND + ",\"id\":\"" + ID + "\"}");
        Got got =
                post("/action", "{\"kind\":\"%s\",\"id\":\"%s\",\"created_time\":\"%s\"}".formatted(kind, ID, created));

        assertThat(got.status()).isEqualTo(status);
        assertThat(got.json().path("error").asBoolean()).isTrue();
        assertThat(got.json().path("error_msg").isTextual()).isTrue();
        assertThat(get("/actions/queue").json().path("actions")).hasSize(1);
    }

    @Test
    void leavesTheIdOfARefusedActionFree() throws IOException {
        assertThat(post("/action", "{" + UNKNOWN + ",\"id\":\"" + ID + "\"}").status())
                .isEqualTo(400);
        Got absent = get("/action/" + ID);
        assertThat(absent.status()).isEqualTo(404);
        assertThat(absent.body()).isEmpty();
        assertThat(post("/action", "{" + KIND + ",\"id\":\"" + ID + "\"}").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"kind\":7}", "{\"kind\":\"a/b\",\"id\":\"x\"}", "null"})
    void refusesAMalformedBodyWithText(String body) throws IOException {
        assertText(post("/action", body), 400);
    }

    @Test
    void refusesABodyThatIsNotSaidToBeJson() throws IOException {
        assertText(
                call("POST", "/api/unstable/action", RequestBody.create("{" + KIND + "}", MediaType.get("text/plain"))),
                400);
    }

    @Test
    void refusesALargeBody() throws IOException {
        assertText(post("/action", "{" + KIND + ",\"args\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}"), 413);
        assertThat(post("/action", "{" + KIND + ",\"ignored\":\"" + "x".repeat(2_000_000) + "\"}")
                        .status())
                .isEqualTo(200);
    }

    /** What is kept of many requests must not fill the memory. */
    @Test
    void refusesWhatIsTooLargeToKeep() throws IOException {
        String deep = "[".repeat(33) + "]".repeat(33);
        for (String field : List.of(
                "\"args\":\"" + "x".repeat(65_536) + "\"",
                "\"args\":" + deep,
                "\"metadata\":{\"a\":\"" + "x".repeat(200_000) + "\"}")) {
            Got got = post("/action", "{" + KIND + "," + field + "}");
            assertThat(got.status()).isEqualTo(400);
            assertThat(got.json().path("error_msg").asText()).contains(field.substring(1, field.indexOf('"', 1)));
        }
        assertThat(get("/actions/queue").json().path("actions")).isEmpty();
        assertThat(post("/action", "{" + KIND + ",\"args\":\"" + "x".repeat(65_534) + "\"}")
                        .status())
                .isEqualTo(200);
    }

    /** A page that has its own name point to this machine would be let read the answer by its browser. */
    @ParameterizedTest
    @CsvSource({
        "evil.example, 403",
        "evil.example:26016, 403",
        "127.0.0.1.evil.example, 403",
        "localhost.evil.example, 403",
        "192.168.0.1, 403",
        "localhost, 200",
        "LOCALHOST:80, 200",
        "127.0.0.53:80, 200",
        "[::1]:80, 200"
    })
    void answersToTheNamesOfThisMachineOnly(String host, int status) throws IOException {
        Request request = new Request.Builder()
                .url(server.uri() + "/api/unstable/info/node")
                .header("Host", host)
                .build();
        try (Response response = http.newCall(request).execute()) {
            assertThat(response.code()).isEqualTo(status);
            assertThat(response.body().string().contains("node-1")).isEqualTo(status == 200);
        }
    }

    @Test
    void refusesAPathWithoutAUuidWithText() throws IOException {
        assertText(get("/action/no-uuid"), 404);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /",
        "GET, /api/unstable",
        "GET, /api/unstable/info",
        "GET, /api/unstable/info/node/",
        "GET, /api/unstable/action",
        "GET, /api/unstable/action/",
        "GET, /api/unstable/action/7e570000-0000-4000-8000-000000000001/x",
        "GET, /info/node",
        "POST, /api/unstable/info/node",
        "HEAD, /api/unstable/info/node",
        "DELETE, /api/unstable/actions/queue",
        "PUT, /api/unstable/action",
        "OPTIONS, /api/unstable/action"
    })
    void knowsNoOtherPathsAndMethods(String method, String path) throws IOException {
        RequestBody body = method.equals("POST") || method.equals("PUT")
                ? RequestBody.create("{}", MediaType.get("application/json"))
                : null;
        Got got = call(method, path, body);

        assertThat(got.status()).isEqualTo(404);
        assertThat(got.body()).isEmpty();
    }

    @Test
    void showsItsMetrics() throws IOException {
        get("/info/node");

        assertThat(call("GET", "/metrics", null).body())
                .contains(
                        "repliagent_request_durations_seconds_count{method=\"GET\",path=\"/info/node\",status=\"200\"}");
        assertThat(call("DELETE", "/metrics", null).status()).isEqualTo(405);
    }

    @Test
    void listsFiftyAtMostTheOldestWaitingAndTheNewestFinished() throws IOException {
        for (int number = 1; number <= 60; number++) {
            post("/action", "{" + KIND + ",\"id\":\"" + new UUID(0x4000, number) + "\"}");
        }
        assertThat(get("/actions/queue").json().path("actions")).hasSize(50);
        assertThat(firstOf("/actions/queue")).isEqualTo(new UUID(0x4000, 1).toString());

        while (runtime.runOnce()) {
            assertThat(runtime.queuedActions().actions()).hasSizeLessThan(60);
        }

        assertThat(get("/actions/finished").json().path("actions")).hasSize(50);
        assertThat(firstOf("/actions/finished")).isEqualTo(new UUID(0x4000, 60).toString());
    }

    private String firstOf(String path) throws IOException {
        return get(path).json().path("actions").path(0).path("id").asText();
    }

    private static void assertText(Got got, int status) {
        assertThat(got.status()).isEqualTo(status);
        assertThat(got.type()).startsWith("text/plain");
        assertThat(got.body()).isNotEmpty().doesNotContain("Exception");
    }

    private Got get(String path) throws IOException {
        return call("GET", "/api/unstable" + path, null);
    }

    private Got post(String path, String body) throws IOException {
        return call(
                "POST",
                "/api/unstable" + path,
                RequestBody.create(
                        body.getBytes(java.nio.charset.StandardCharsets.UTF_8), MediaType.get("application/json")));
    }

    private Got call(String method, String path, RequestBody body) throws IOException {
        Request request = new Request.Builder()
                .url(server.uri() + path)
                .method(method, body)
                .build();
        try (Response response = http.newCall(request).execute()) {
            String type = response.header("Content-Type", "");
            return new Got(response.code(), type, response.body().string());
        }
    }
}
