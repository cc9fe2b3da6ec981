package io.replicante.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.UnsupportedException;
import io.replicante.spec.json.Json;
import io.replicante.spec.platform.DeprovisionRequest;
import io.replicante.spec.platform.Discovery;
import io.replicante.spec.platform.Platform;
import io.replicante.spec.platform.ProvisionRequest;
import io.replicante.spec.platform.ProvisionResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What anybody who speaks plain HTTP sees of a served platform. */
final class PlatformServerTest {
    private static final String DEFINITION = """
            {"cluster_id":"orders","store":"small","store_version":"1.0.0","attributes":{},
             "nodes":{"data":{"desired_count":3,"node_class":"tiny"}}}""";

    private final OkHttpClient http = new OkHttpClient();
    private final PlatformServer server =
            PlatformServer.builder(new ScriptedPlatform()).start();

    private record Got(int status, String type, String body) {
        JsonNode json() {
            assertThat(type).isEqualTo("application/json");
            return Json.parse(body);
        }
    }

    private static final class ScriptedPlatform implements Platform {
        @Override
        public Discovery discover() {
            throw new UnavailableException("no inventory");
        }

        @Override
        public ProvisionResponse provision(ProvisionRequest request) {
            return new ProvisionResponse(2, Optional.of(List.of("n1", "n2")));
        }

        @Override
        public void deprovision(DeprovisionRequest request) {
            if (request.nodeId().equals("pinned")) {
                throw new UnsupportedException("pinned is not mine to remove");
            }
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersWithAnErrorWhenThePlatformCannotTell() throws IOException {
        Got got = call("GET", "/discover", null);

        assertThat(got.status()).isEqualTo(500);
        assertThat(got.json()).isEqualTo(Json.parse("{\"error\":true,\"error_msg\":\"no inventory\"}"));
    }

    @Test
    void provisions() throws IOException {
        Got got = provision("data");

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.json()).isEqualTo(Json.parse("{\"count\":2,\"node_ids\":[\"n1\",\"n2\"]}"));
    }

    @Test
    void refusesAGroupThatTheDefinitionLacks() throws IOException {
        Got got = provision("cache");

        assertThat(got.status()).isEqualTo(400);
        assertThat(got.json().path("error").asBoolean()).isTrue();
        assertThat(got.json().path("error_msg").isTextual()).isTrue();
        assertThat(got.json().path("node_group_id").asText()).isEqualTo("cache");
        assertThat(got.json().path("defined_node_groups")).isEqualTo(Json.parse("[\"data\"]"));
    }

    @Test
    void deprovisionsWithoutAWord() throws IOException {
        Got got = post("/deprovision", "{\"cluster_id\":\"orders\",\"node_id\":\"n1\"}");

        assertThat(got.status()).isEqualTo(204);
        assertThat(got.body()).isEmpty();
    }

    @Test
    void passesAPlatformsRefusalOn() throws IOException {
        Got got = post("/deprovision", "{\"cluster_id\":\"orders\",\"node_id\":\"pinned\"}");

        assertThat(got.status()).isEqualTo(400);
        assertThat(got.json()).isEqualTo(Json.parse("{\"error\":true,\"error_msg\":\"pinned is not mine to remove\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "{\"cluster_id\":7,\"node_id\":\"n1\"}"})
    void refusesAMalformedBodyWithText(String body) throws IOException {
        Got got = post("/deprovision", body);

        assertThat(got.status()).isEqualTo(400);
        assertThat(got.type()).startsWith("text/plain");
    }

    @ParameterizedTest
    @CsvSource({"GET, /", "GET, /provision", "GET, /discover/", "DELETE, /deprovision", "HEAD, /discover"})
    void knowsNoOtherPathsAndMethods(String method, String path) throws IOException {
        Got got = call(method, path, null);

        assertThat(got.status()).isEqualTo(404);
        assertThat(got.body()).isEmpty();
    }

    private Got provision(String group) throws IOException {
        return post(
                "/provision",
                "{\"cluster\":" + DEFINITION + ",\"provision\":{\"count\":2,\"node_group_id\":\"" + group + "\"}}");
    }

    private Got post(String path, String body) throws IOException {
        return call("POST", path, RequestBody.create(body, MediaType.get("application/json")));
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
