package io.replicante.examples.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.examples.server.Client;
import io.replicante.examples.server.Client.Answer;
import io.replicante.examples.server.RawClient;
import io.replicante.examples.server.RunningServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API refuses, on one running server that stays empty throughout. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RefusalApiTest {
    private static final String OBJECT = "/api/v0/object/replicante.io/v0/";

    private RunningServer server;
    private Client client;

    @BeforeAll
    void start() {
        server = new RunningServer();
        client = server.client();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @AfterEach
    void nothingChanged() {
        assertThat(client.get("/api/v0/list/replicante.io/v0/namespace").json().path("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "namespace/other",
                "platform/prod/other",
                "clusterspec/prod/other",
                "clusterspec/prod/other/discovery",
                "clusterspec/prod/other/view",
                "clusterspec/prod/other/orchestrate/report",
                "clusterspec/prod/other/explain",
                "clusterspec/prod/other/stoppable",
                "clusterspec/prod/other/decisions",
                "oaction/prod/other/00000000-0000-4000-8000-000000000001"
            })
    void answersWithNothingForWhatIsNotThere(String path) {
        Answer answer = client.get(OBJECT + path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /api/v0/apply, 405",
        "GET, /api/v0/apply, 405",
        "DELETE, /api/v0/list/replicante.io/v0/namespace, 405",
        "POST, /api/v0/object/replicante.io/v0/clusterspec/a/b/explain, 405",
        "GET, /api/v0/nothing, 404",
        "GET, /, 404",
        "GET, /api/v0/object/replicante.io/v0/naction/a/b/c/no-uuid, 404",
        "GET, /api/v0/list/replicante.io/v0/naction/a/b?all=maybe, 400",
        "GET, /api/v0/list/replicante.io/v0/naction/a/b?all=true&all=false, 400",
        "GET, /api/v0/list/replicante.io/v0/event/a/b?limit=0, 400",
        "GET, /api/v0/list/replicante.io/v0/event/a/b?limit=1001, 400",
        "GET, /api/v0/list/replicante.io/v0/event/a/b?after=-1, 400",
        "GET, /api/v0/list/replicante.io/v0/event/a/b?since=yesterday, 400",
        "GET, /api/v0/object/replicante.io/v0/clusterspec/a/b/decisions?since=yesterday, 400",
        "GET, /api/v0/object/replicante.io/v0/namespace/%00, 400",
        "GET, /api/v0/object/replicante.io/v0/namespace/a%2Fb, 400",
        "GET, /api/v0/object/replicante.io/v0/namespace/%20, 400",
        "GET, /api/v0/object/replicante.io/v0/namespace/%zz, 400",
        "GET, /api/v0/object/replicante.io/v0/namespace/%C3%28, 400",
        "GET, /api/v0/object/replicante.io/v0/namespace/%EF%BF%BF%00, 400",
        "GET, /api/v0/object/replicante.io/v0/namespace/a%0d%0aSet-Cookie:x, 400",
        "GET, /api/v0/object/replicante.io/v0/namespace/a%u0041, 400",
        "GET, /api/v0/object/replicante.io/v0/namespace/a%, 400",
        "GET, /api/v0/object/replicante.io/v0/namespace/a;b=c, 404",
        "GET, /api/v0/object/replicante.io/v0/namespace/'%22%3E%3Cscript%3E, 404",
        "GET, /api/v0/object/replicante.io/v0/namespace/'%20OR%201=1%20--, 404",
        "GET, /api/v0/object/replicante.io/v0/namespace/${jndi:x}, 400",
        "GET, /api/v0/object/replicante.io/v0/namespace/a%5C..%5Cb, 400",
        "GET, /api/v0/object/replicante.io/v0/clusterspec/a/b%2F..%2Fc, 400",
        "GET, /api/v0/object/replicante.io/v0/clusterspec/a/..%2F..%2F.., 400",
        "GET, /api/v0/object/replicante.io/v0/clusterspec/a%2Fb/c, 400",
        "GET, /api/v0/object/replicante.io/v0/clusterspec//c, 400",
        "GET, /api/v0/object/replicante.io/v0/clusterspec/a/b/, 404",
        "GET, /api/v0/object/replicante.io/v0/clusterspec/a/b/view/explain, 404",
        "GET, /api/v0/object/replicante.io/v0/naction/a/b%00/c/00000000-0000-4000-8000-000000000001, 400",
        "GET, /api/v0/object/replicante.io/v0/naction/a/b/c/%00, 400",
        "POST, /api/v0/object/replicante.io/v0/oaction/a/b/no-uuid/approve, 404",
        "GET, /api/v0/list/replicante.io/v0/naction/a/b?node_id=%00, 400",
        "GET, /api/v0/list/replicante.io/v0/event/a/b?code=%0a, 400",
        "GET, /api/v0/list/replicante.io/v0/event/a/b?after=99999999999999999999, 400",
        "GET, /api/v0/list/replicante.io/v0/event/a/b?limit=1e2, 400",
        "TRACE, /api/v0/list/replicante.io/v0/namespace, 405",
        "PATCH, /api/v0/apply, 405",
        "BREW, /api/v0/apply, 405",
        "GET, //etc/passwd, 400",
        "GET, *, 400",
        "GET, /api/v0/../../etc/passwd, 404",
        "GET, /api/v0/object/replicante.io/v0/namespace/%2e%2e, 400",
        "POST, /api/v0/object/replicante.io/v0/clusterspec/a/b/pause, 404",
        "POST, /api/v0/object/replicante.io/v0/clusterspec/a/b/orchestrate, 404"
    })
    void refusesHostileRequestsInJson(String method, String path, int status) {
        Answer answer = client.raw(method, path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.type()).startsWith("application/json");
        assertThat(answer.text()).doesNotContain("Exception", "\tat ", "io.replicante");
        if (!answer.json().isEmpty()) {
            assertThat(answer.json().path("error").asBoolean()).isTrue();
            assertThat(answer.json().path("error_msg").asText()).isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {257, 6_000, 100_000})
    void refusesNamesThatAreTooLong(int length) {
        Answer answer = client.raw("GET", OBJECT + "namespace/" + "n".repeat(length));
        assertThat(answer.status()).as(answer.text()).isIn(400, 414);
        assertThat(answer.type()).startsWith("application/json");
        assertThat(answer.json().path("error").asBoolean()).isTrue();
        assertThat(answer.text()).hasSizeLessThan(1_000).doesNotContain("Exception", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "a\u0000b", "\u009b"})
    void refusesActorsWhoseNamesCannotBeShown(String actor) throws IOException {
        try (RawClient raw = RawClient.to(client)) {
            raw.send("DELETE " + OBJECT + "namespace/a HTTP/1.1\r\nHost: localhost\r\n" + Requests.ACTOR + ": x" + actor
                    + "y\r\n\r\n");
            Answer answer = raw.answer();
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.json().path("error").asBoolean()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "4",
                "{\"apiVersion\":4,\"kind\":[],\"spec\":\"\"}",
                "{\"apiVersion\":\"replicante.io/v0\",\"kind\":\"Namespace\"}",
                "{\"apiVersion\":\"replicante.io/v0\",\"kind\":\"Namespace\",\"spec\":{\"id\":\"a/b\"}}",
                "{\"apiVersion\":\"replicante.io/v0\",\"kind\":\"Namespace\",\"spec\":{\"id\":\" \"}}",
                "{\"apiVersion\":\"replicante.io/v0\",\"kind\":\"Namespace\",\"spec\":{\"id\":\"a\\u0000\"}}",
                "{\"apiVersion\":\"replicante.io/v0\",\"kind\":\"Namespace\",\"spec\":{\"id\":\"a\",\"status\":\"Odd\"}}",
                "{\"apiVersion\":\"replicante.io/v0\",\"kind\":\"Namespace\",\"spec\":{\"id\":\"a\"},\"spec\":{}}",
                "{\"apiVersion\":\"replicante.io/v0\",\"kind\":\"Namespace\",\"spec\":{\"id\":\"a\"}} more"
            })
    void refusesHostileBodiesInJson(String body) {
        Answer answer = client.post("/api/v0/apply", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("error").asBoolean()).isTrue();
        assertThat(answer.text()).doesNotContain("Exception", "\\tat ", "io.replicante.");
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 3_000_000})
    void refusesDeepAndHugeBodies(int depth) {
        Answer answer = client.post("/api/v0/apply", "[".repeat(depth));
        assertThat(answer.status()).as(answer.text()).isEqualTo(depth > 2_097_152 ? 413 : 400);
        assertThat(answer.json().path("error").asBoolean()).isTrue();
    }
}
