package io.replicante.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.ConflictException;
import io.replicante.spec.IndeterminateException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.UnsupportedException;
import io.replicante.spec.json.Json;
import io.replicante.spec.platform.DeprovisionRequest;
import io.replicante.spec.platform.DiscoveredCluster;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.spec.platform.Discovery;
import io.replicante.spec.platform.Platform;
import io.replicante.spec.platform.PlatformToken;
import io.replicante.spec.platform.ProvisionRequest;
import io.replicante.spec.platform.ProvisionResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What anybody who speaks plain HTTP sees of a served platform. */
final class PlatformServerTest {
    private static final String DEFINITION = """
            {"cluster_id":"orders","store":"small","store_version":"1.0.0","attributes":{},
             "nodes":{"data":{"desired_count":3,"node_class":"tiny"}}}""";
    private static final String WANTED =
            "{\"cluster\":" + DEFINITION + ",\"provision\":{\"count\":2,\"node_group_id\":\"data\"}}";

    private final ScriptedPlatform platform = new ScriptedPlatform();
    private final OkHttpClient http = new OkHttpClient();
    private final PlatformServer server = PlatformServer.builder(platform).start();

    private record Got(int status, String type, String body) {
        JsonNode json() {
            assertThat(type).isEqualTo("application/json");
            return Json.parse(body);
        }
    }

    private static final class ScriptedPlatform implements Platform {
        private Optional<Discovery> inventory = Optional.empty();
        private int asked;
        private Optional<PlatformToken> token = Optional.empty();
        private RuntimeException refusal = new UnavailableException("no inventory");

        @Override
        public Discovery discover() {
            return inventory.orElseThrow(() -> refusal);
        }

        @Override
        public ProvisionResponse provision(ProvisionRequest request) {
            asked = request.count();
            return new ProvisionResponse(2, Optional.of(List.of("n1", "n2")));
        }

        @Override
        public ProvisionResponse provision(ProvisionRequest request, PlatformToken by) {
            token = Optional.of(by);
            return provision(request);
        }

        @Override
        public void deprovision(DeprovisionRequest request, PlatformToken by) {
            token = Optional.of(by);
            deprovision(request);
        }

        @Override
        public void deprovision(DeprovisionRequest request) {
            switch (request.nodeId()) {
                case "pinned" -> throw new UnsupportedException("pinned is not mine to remove");
                case "contested" -> throw new ConflictException("contested is being made");
                case "lost" -> throw new IndeterminateException("the cloud fell silent");
                default -> {}
            }
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void listsAllNodesOfAllClusters() throws IOException {
        platform.inventory = Optional.of(new Discovery(List.of(
                new DiscoveredCluster(
                        "orders",
                        List.of(
                                node("n1", Optional.of("data"), Optional.empty()),
                                node("n2", Optional.empty(), Optional.of("made-2")))),
                new DiscoveredCluster("carts", List.of(node("n1", Optional.empty(), Optional.empty()))),
                new DiscoveredCluster("empty", List.of()))));
        Got got = call("GET", "/discover", null);

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.json()).isEqualTo(Json.parse("""
                        {"clusters":[
                          {"cluster_id":"orders","nodes":[
                            {"agent_address":"http://n1:8000","node_class":"tiny","node_id":"n1","node_group":"data"},
                            {"agent_address":"http://n2:8000","node_class":"tiny","node_id":"n2","node_group":null,
                             "incarnation":"made-2"}]},
                          {"cluster_id":"carts","nodes":[
                            {"agent_address":"http://n1:8000","node_class":"tiny","node_id":"n1","node_group":null}]},
                          {"cluster_id":"empty","nodes":[]}]}"""));
    }

    @Test
    void listsNoClustersAsAnEmptyList() throws IOException {
        platform.inventory = Optional.of(new Discovery(List.of()));

        assertThat(call("GET", "/discover", null).json()).isEqualTo(Json.parse("{\"clusters\":[]}"));
    }

    @Test
    void tellsTheCauseOfAnErrorAndEveryLayerOfADeepOne() throws IOException {
        platform.refusal = new UnavailableException("no inventory", new IllegalStateException("no disk"));
        assertThat(call("GET", "/discover", null).json())
                .isEqualTo(Json.parse("{\"error\":true,\"error_msg\":\"no inventory\",\"error_cause\":\"no disk\"}"));

        platform.refusal = new UnavailableException(
                "no inventory", new IllegalStateException("no disk", new IllegalStateException("no power")));
        assertThat(call("GET", "/discover", null).json()).isEqualTo(Json.parse("""
                        {"error":true,"error_msg":"no inventory","error_cause":"no power",
                         "error_trail":["no inventory","no disk","no power"]}"""));
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

    @Test
    void passesOnThatARequestContradictsWhatIsThere() throws IOException {
        Got got = post("/deprovision", "{\"cluster_id\":\"orders\",\"node_id\":\"contested\"}");

        assertThat(got.status()).isEqualTo(409);
        assertThat(got.json()).isEqualTo(Json.parse("{\"error\":true,\"error_msg\":\"contested is being made\"}"));
    }

    @Test
    void answersWithAnErrorWhenNobodyKnowsWhatARequestDid() throws IOException {
        Got got = post("/deprovision", "{\"cluster_id\":\"orders\",\"node_id\":\"lost\"}");

        assertThat(got.status()).isEqualTo(500);
        assertThat(got.json()).isEqualTo(Json.parse("{\"error\":true,\"error_msg\":\"the cloud fell silent\"}"));
    }

    @Test
    void provisionsOneNodeUnlessTheRequestSaysHowMany() throws IOException {
        Got got = post("/provision", "{\"cluster\":" + DEFINITION + ",\"provision\":{\"node_group_id\":\"data\"}}");

        assertThat(got.status()).isEqualTo(200);
        assertThat(platform.asked).isEqualTo(1);
    }

    @Test
    @DisplayName("case 7a: a platform is told by which decision it is asked, if the request says so")
    void tellsThePlatformByWhichDecisionItIsAsked() throws IOException {
        String leave = "{\"cluster_id\":\"orders\",\"node_id\":\"n1\"}";
        assertThat(post("/deprovision", leave).status()).isEqualTo(204);
        assertThat(platform.token).isEmpty();
        PlatformToken first = new PlatformToken(new UUID(1, 2), 41);
        PlatformToken second = new PlatformToken(new UUID(1, 3), 42);

        assertThat(post("/deprovision", leave, first.toHeaders()).status()).isEqualTo(204);
        assertThat(platform.token).contains(first);
        assertThat(post("/provision", WANTED, second.toHeaders()).status()).isEqualTo(200);
        assertThat(platform.token).contains(second);
    }

    /** It would be done without what may fence it. */
    @ParameterizedTest
    @CsvSource({"7, 41", "00000000-0000-0001-0000-000000000002, soon", "00000000-0000-0001-0000-000000000002,"})
    void doesNotTakeHalfADecisionForNone(String id, @Nullable String epoch) throws IOException {
        Map<String, String> headers = new TreeMap<>(Map.of(PlatformToken.ACTION_ID, id));
        if (epoch != null) {
            headers.put(PlatformToken.EPOCH, epoch);
        }

        assertText(post("/provision", WANTED, headers), 400);
        assertThat(platform.asked).isZero();
    }

    @Test
    void refusesABodyThatIsNotSaidToBeJson() throws IOException {
        String request = "{\"cluster_id\":\"orders\",\"node_id\":\"n1\"}";

        assertText(call("POST", "/deprovision", RequestBody.create(request, MediaType.get("text/plain"))), 400);
    }

    @Test
    void refusesALargeBody() throws IOException {
        assertText(
                post("/deprovision", "{\"cluster_id\":\"" + "x".repeat(2 * 1024 * 1024) + "\",\"node_id\":\"n\"}"),
                413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "{\"cluster_id\":7,\"node_id\":\"n1\"}"})
    void refusesAMalformedBodyWithText(String body) throws IOException {
        assertText(post("/deprovision", body), 400);
        assertText(post("/provision", body), 400);
    }

    @ParameterizedTest
    @CsvSource({"GET, /", "GET, /provision", "GET, /discover/", "DELETE, /deprovision", "HEAD, /discover"})
    void knowsNoOtherPathsAndMethods(String method, String path) throws IOException {
        Got got = call(method, path, null);

        assertThat(got.status()).isEqualTo(404);
        assertThat(got.body()).isEmpty();
    }

    private static void assertText(Got got, int status) {
        assertThat(got.status()).isEqualTo(status);
        assertThat(got.type()).startsWith("text/plain");
        assertThat(got.body()).isNotEmpty().doesNotContain("Exception");
    }

    private static DiscoveredNode node(String id, Optional<String> group, Optional<String> incarnation) {
        return new DiscoveredNode("http://" + id + ":8000", "tiny", id, group, incarnation);
    }

    private Got provision(String group) throws IOException {
        return post(
                "/provision",
                "{\"cluster\":" + DEFINITION + ",\"provision\":{\"count\":2,\"node_group_id\":\"" + group + "\"}}");
    }

    private Got post(String path, String body) throws IOException {
        return post(path, body, Map.of());
    }

    private Got post(String path, String body, Map<String, String> headers) throws IOException {
        return call("POST", path, RequestBody.create(body, MediaType.get("application/json")), headers);
    }

    private Got call(String method, String path, RequestBody body) throws IOException {
        return call(method, path, body, Map.of());
    }

    private Got call(String method, String path, RequestBody body, Map<String, String> headers) throws IOException {
        Request request = new Request.Builder()
                .url(server.uri() + path)
                .headers(Headers.of(headers))
                .method(method, body)
                .build();
        try (Response response = http.newCall(request).execute()) {
            String type = response.header("Content-Type", "");
            return new Got(response.code(), type, response.body().string());
        }
    }
}
