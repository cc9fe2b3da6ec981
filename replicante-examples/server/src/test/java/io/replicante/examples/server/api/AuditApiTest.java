package io.replicante.examples.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.examples.server.Client;
import io.replicante.examples.server.Client.Answer;
import io.replicante.examples.server.RawClient;
import io.replicante.examples.server.RunningServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may call is the host's to say; every call that changes something, and every refusal, is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AuditApiTest {
    private static final String NAMESPACE = "/api/v0/object/replicante.io/v0/namespace/";
    private static final String TRAIL = "/api/v0/list/replicante.io/v0/event";

    private RunningServer server;
    private Client client;

    @BeforeAll
    void start() {
        server = new RunningServer(RequestLimits.DEFAULT, (actor, method, path) -> {
            if (path.endsWith("/broken")) {
                throw new IllegalStateException("the directory of people is down");
            }
            return !actor.name().equals("mallory");
        });
        client = server.client();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private List<JsonNode> told(String path) {
        List<JsonNode> told = new ArrayList<>();
        client.get(TRAIL + "?limit=1000&code=AUDIT_AUTHORISATION")
                .json()
                .path("items")
                .forEach(item -> {
                    if (item.at("/payload/resource/resource_id").asText().equals(path)) {
                        told.add(item.path("payload"));
                    }
                });
        return told;
    }

    private JsonNode toldOnce(String path) {
        await().until(() -> !told(path).isEmpty());
        assertThat(told(path)).hasSize(1);
        return told(path).get(0);
    }

    @Test
    void tellsOfAChangeBeforeItIsBegun() {
        Answer deleted = client.send(
                "DELETE",
                NAMESPACE + "changed",
                "",
                Requests.ACTOR,
                "ada",
                "traceparent",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(told(NAMESPACE + "changed")).hasSize(1);
        assertThat(told(NAMESPACE + "changed").get(0).toString())
                .isEqualTo("{\"action\":\"http:delete\",\"decision\":\"Allow\",\"entity\":{\"kind\":\"user\","
                        + "\"user_id\":\"ada\",\"session_id\":null,\"roles\":[],\"metadata\":{}},"
                        + "\"resource\":{\"kind\":\"HttpEndpoint\",\"resource_id\":\"" + NAMESPACE + "changed\","
                        + "\"metadata\":{\"uri\":\"" + NAMESPACE + "changed\"}},"
                        + "\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\"}");
    }

    @Test
    void tellsOfTheSameReadingOnceAMinute() {
        for (int i = 0; i < 5; i++) {
            client.get(NAMESPACE + "read?x=1");
        }
        JsonNode call = toldOnce(NAMESPACE + "read");
        assertThat(call.path("action").asText()).isEqualTo("http:get");
        assertThat(call.at("/entity/kind").asText()).isEqualTo("anonymous");
        assertThat(call.at("/resource/metadata/uri").asText()).isEqualTo(NAMESPACE + "read?x=1");
    }

    @Test
    void tellsOfMetricsToo() {
        client.get("/metrics");
        assertThat(toldOnce("/metrics").path("decision").asText()).isEqualTo("Allow");
    }

    @Test
    void tellsADenialFromAnError() {
        Answer denied = client.send("DELETE", NAMESPACE + "denied", "", Requests.ACTOR, "mallory");
        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.json().path("error").asBoolean()).isTrue();
        JsonNode denial = toldOnce(NAMESPACE + "denied");
        assertThat(denial.path("decision").asText()).isEqualTo("Deny");
        assertThat(denial.at("/entity/user_id").asText()).isEqualTo("mallory");

        Answer undecided = client.send("DELETE", NAMESPACE + "broken", "");
        assertThat(undecided.status()).isEqualTo(503);
        assertThat(undecided.json().path("error").asBoolean()).isTrue();
        assertThat(undecided.text()).doesNotContain("directory");
        JsonNode error = toldOnce(NAMESPACE + "broken");
        assertThat(error.path("decision").asText()).isEqualTo("Error");
        assertThat(error.path("reason").asText()).isNotBlank();
    }

    @Test
    void tellsOfEveryDenial() {
        for (int i = 0; i < 3; i++) {
            client.send("GET", NAMESPACE + "again", "", Requests.ACTOR, "mallory");
        }
        await().until(() -> told(NAMESPACE + "again").size() == 3);
    }

    @Test
    void deniesChangesFromPagesOfOtherHosts() {
        Answer foreign = client.send("DELETE", NAMESPACE + "page", "", "Origin", "http://elsewhere.example");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(toldOnce(NAMESPACE + "page").path("decision").asText()).isEqualTo("Deny");
    }

    /** A page that has its own name point to this machine is of the same origin as this server to its browser. */
    @ParameterizedTest
    @CsvSource({"GET, evil.example:26016, 403", "DELETE, evil.example:26016, 403", "GET, localhost:1, 200"})
    void deniesWhatIsForOtherHosts(String method, String host, int status) throws IOException {
        String path = NAMESPACE.substring(0, NAMESPACE.length() - 1).replace("object", "list") + "?x=" + method;
        try (RawClient raw = RawClient.to(client)) {
            raw.send(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" + host + "\r\n\r\n");
            assertThat(raw.answer().status()).isEqualTo(status);
        }
    }
}
