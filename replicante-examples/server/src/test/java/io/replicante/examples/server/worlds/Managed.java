package io.replicante.examples.server.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.examples.server.Client;
import io.replicante.examples.server.Client.Answer;
import io.replicante.spec.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.awaitility.core.ConditionTimeoutException;

/** A pretended cluster as people see it through the server: declared, asked about and acted upon by REST alone. */
final class Managed {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration OFTEN = Duration.ofMillis(10);

    private final Client client;
    private final StubWorld world;

    Managed(Client client, StubWorld world) {
        this.client = client;
        this.world = world;
    }

    /** Declares the cluster with as many nodes as there are now. */
    static Managed declared(Client client, StubWorld world) {
        return declared(client, world, "Active", world.nodes.size());
    }

    static Managed declared(Client client, StubWorld world, String status, int desired) {
        return declared(client, world, status, desired, "PT0.001S");
    }

    /** Declares it so that nobody is taken for lost who is away for a moment. */
    static Managed patiently(Client client, StubWorld world) {
        return declared(client, world, "Active", world.nodes.size(), "PT1M");
    }

    private static Managed declared(Client client, StubWorld world, String status, int desired, String loss) {
        Managed managed = new Managed(client, world);
        managed.namespace(status);
        ObjectNode platform = object().put("ns_id", world.name).put("name", "stub");
        platform.putObject("url").put("base_url", world.uri().toString());
        managed.apply("Platform", platform);
        ObjectNode cluster =
                object().put("ns_id", world.name).put("cluster_id", world.name).put("interval", 3600);
        cluster.putObject("platform").put("name", "stub");
        cluster.set("declaration", managed.declaration(desired, loss));
        managed.apply("ClusterSpec", cluster);
        managed.discover();
        return managed;
    }

    private ObjectNode declaration(int desired, String loss) {
        ObjectNode declaration = object();
        ObjectNode definition = declaration
                .putObject("definition")
                .put("cluster_id", world.name)
                .put("store", world.software.store())
                .put("store_version", world.software.version());
        definition
                .putObject("nodes")
                .putObject("data")
                .put("desired_count", desired)
                .put("node_class", "small");
        declaration.putObject("confirmation").put("cycles", 1).put("loss", loss);
        declaration.putObject("pauses").put("max", "PT5M");
        declaration.putArray("acknowledges").addObject().put("by", world.software.acknowledges());
        return declaration;
    }

    void namespace(String status) {
        apply("Namespace", object().put("id", world.name).put("status", status));
    }

    private void apply(String kind, ObjectNode spec) {
        Answer answer = client.apply(kind, Json.write(spec));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private String path(String kind) {
        return "/api/v0/object/replicante.io/v0/" + kind + "/" + world.name + "/" + world.name;
    }

    /** The platform is asked again which nodes there are. */
    void discover() {
        Answer answer = client.post("/api/v0/object/replicante.io/v0/platform/" + world.name + "/stub/discover", "");
        assertThat(answer.status()).isEqualTo(200);
        await().atMost(PATIENCE).pollInterval(OFTEN).until(this::listsAll);
    }

    private boolean listsAll() {
        JsonNode nodes = client.get(path("clusterspec") + "/discovery").json().path("nodes");
        return nodes.size() == world.nodes.size();
    }

    JsonNode explain() {
        return client.get(path("clusterspec") + "/explain").json();
    }

    private Instant evaluatedAt() {
        String at = explain().path("evaluated_at").asText("");
        return at.isEmpty() || at.equals("null") ? Instant.EPOCH : Instant.parse(at);
    }

    /** Lets so many cycles begin and end. */
    void cycles(int count) {
        for (int i = 0; i < count; i++) {
            Instant before = evaluatedAt();
            client.post(path("clusterspec") + "/orchestrate", "");
            await().atMost(PATIENCE)
                    .pollInterval(OFTEN)
                    .until(() -> evaluatedAt().isAfter(before));
        }
    }

    /** Lets cycles pass until something holds. */
    void until(BooleanSupplier holds) {
        try {
            await().atMost(PATIENCE).pollInterval(OFTEN).until(() -> {
                cycles(1);
                return holds.getAsBoolean();
            });
        } catch (ConditionTimeoutException never) {
            throw new AssertionError(
                    "it never held; " + world.changes() + " were asked for, and last " + explain(), never);
        }
    }

    /** What the last cycle decided on the candidates of a kind. */
    List<JsonNode> decisions(String kind) {
        return list(explain().path("decisions")).stream()
                .filter(each -> each.path("action").path("kind").asText().equals(kind))
                .toList();
    }

    /** The only decision on a kind. */
    JsonNode decision(String kind) {
        List<JsonNode> decisions = decisions(kind);
        assertThat(decisions).as("decisions on %s in %s", kind, explain()).hasSize(1);
        return decisions.get(0);
    }

    /** What the last cycle decided on what a person asked for. */
    JsonNode decisionOn(String request) {
        return list(explain().path("decisions")).stream()
                .filter(each -> each.path("key").asText().equals("request|" + request))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing was decided on " + request + " in " + explain()));
    }

    /** All decisions on a kind that are remembered. */
    List<JsonNode> decided(String kind) {
        JsonNode decisions =
                client.get(path("clusterspec") + "/decisions").json().path("decisions");
        return list(decisions).stream()
                .filter(each -> each.path("action").path("kind").asText().equals(kind))
                .toList();
    }

    static String verdict(JsonNode decision) {
        return decision.path("verdict").asText();
    }

    /** What a rule answers in a decision: its answer and message. */
    static String answer(JsonNode decision, String rule) {
        return list(decision.path("reasons")).stream()
                .filter(reason -> reason.path("rule").asText().equals(rule))
                .map(reason -> reason.path("answer").asText() + ": "
                        + reason.path("message").asText())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + rule + " in " + decision));
    }

    /** The codes of what is wrong. */
    List<String> findings() {
        return list(explain().path("findings")).stream()
                .map(finding -> finding.path("code").asText())
                .toList();
    }

    /** The codes of the cluster's events. */
    List<String> events() {
        JsonNode items = client.get("/api/v0/list/replicante.io/v0/event/" + world.name + "/" + world.name)
                .json()
                .path("items");
        return list(items).stream().map(event -> event.path("code").asText()).toList();
    }

    /** A person asks for an action on a node. */
    String request(String kind, String node) {
        return request(kind, node, object());
    }

    String request(String kind, String node, ObjectNode args) {
        ObjectNode spec = object().put("ns_id", world.name)
                .put("cluster_id", world.name)
                .put("node_id", node)
                .put("kind", kind);
        spec.set("args", args);
        Answer answer = client.apply("NAction", Json.write(spec));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("action_id").asText();
    }

    /** A person agrees to what the server showed of a candidate. */
    Answer approve(String key, String digest) {
        return client.post(
                path("clusterspec") + "/approve",
                Json.write(object().put("key", key).put("digest", digest)));
    }

    /** In which phase an action is that a person asked for. */
    String phase(String node, String id) {
        JsonNode action = client.get(path("naction") + "/" + node + "/" + id).json();
        return action.path("state").path("phase").asText();
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
