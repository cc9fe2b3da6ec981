package io.replicante.examples.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.examples.server.Client;
import io.replicante.examples.server.Client.Answer;
import io.replicante.examples.server.RunningServer;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests that cannot be applied: each is refused with its reason, and changes nothing. */
final class ApplyApiTest {
    private static final String NAMESPACES = "/api/v0/list/replicante.io/v0/namespace";

    private static RunningServer server;
    private static Client client;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        client = server.client();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void nothingWasChanged() {
        assertThat(client.get(NAMESPACES).json().path("items")).isEmpty();
    }

    private static Answer refused(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.type()).startsWith("application/json");
        assertThat(answer.json().path("error").asBoolean()).isTrue();
        assertThat(answer.json().path("error_msg").asText()).isNotBlank();
        assertThat(answer.text()).doesNotContain("\tat ", "Exception");
        return answer;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Namespace | {} | /spec",
                "Namespace | {\"id\":7} | /spec/id",
                "Namespace | {\"id\":\"\"} | /spec/id",
                "Namespace | {\"id\":\" \"} | /spec/id",
                "Namespace | {\"id\":\"a\\u0000b\"} | /spec/id",
                "Namespace | {\"id\":\"a/b\"} | /spec/id",
                "Namespace | {\"id\":\"a\\n\"} | /spec/id",
                "Namespace | {\"id\":\"a\\ud800\"} | /spec/id",
                "Namespace | {\"id\":\" \\u2003\"} | /spec/id",
                "Namespace | {\"id\":\"a\",\"tls\":null} | /spec/tls",
                "Namespace | {\"id\":\"a\",\"status\":1} | /spec/status",
                "Platform | {\"ns_id\":\"a\"} | /spec",
                "Platform | {\"ns_id\":\"a\",\"name\":\"p\",\"discovery\":{\"interval\":1.5}} | /spec/discovery/interval",
                "ClusterSpec | {\"ns_id\":\"a\"} | /spec",
                "ClusterSpec | {\"ns_id\":\"a\",\"cluster_id\":\"c\",\"interval\":\"1\"} | /spec/interval",
                "ClusterSpec | {\"ns_id\":\"a\",\"cluster_id\":\"c\",\"declaration\":{\"definition\":null}} | "
                        + "/spec/declaration/definition",
                "NAction | {\"ns_id\":\"a\",\"cluster_id\":\"c\",\"kind\":\"k/l\"} | /spec",
                "NAction | {\"ns_id\":\"a\",\"cluster_id\":\"c\",\"node_id\":\"n\",\"kind\":\"k/l\",\"args\":[]} | /spec/args",
                "NAction | {\"ns_id\":\"a\",\"cluster_id\":\"c\",\"node_id\":\"n\",\"kind\":\"k/l\","
                        + "\"approval\":\"maybe\"} | /spec/approval",
                "NAction | {\"ns_id\":\"a\",\"cluster_id\":\"c\",\"node_id\":\"n\",\"kind\":\"k/l\","
                        + "\"metadata\":{\"a\":1}} | /spec/metadata/a",
                "OAction | {\"ns_id\":\"a\",\"kind\":\"k/l\"} | /spec",
                "OAction | {\"ns_id\":\"a\",\"cluster_id\":\"c\",\"kind\":\"k/l\",\"args\":{\"b\":[1,\"\\udc00\"]}} | "
                        + "/spec/args/b/1",
                "Override | {\"rule\":\"r\",\"scope\":{\"ns_id\":\"a\"}} | /spec/scope"
            })
    void namesThePlaceThatBreaksTheSchema(String kind, String spec, String path) {
        JsonNode violations = refused(client.apply(kind, spec)).json().path("violations");
        assertThat(violations).isNotEmpty();
        assertThat(violations.findValuesAsText("path")).contains(path);
        assertThat(violations.findValuesAsText("message")).doesNotContain("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"secs\":9223372036854775807}",
                "{\"secs\":99999999999999999999}",
                "{\"secs\":31622400,\"nanos\":1}",
                "{\"secs\":0}",
                "\"PT-5M\"",
                "\"PT0S\"",
                "\"P367D\"",
                "\"PT99999999999999999999S\"",
                "\"soon\""
            })
    void refusesTimeoutsThatNoActionCanHave(String timeout) {
        Answer answer = client.apply(
                "OAction", "{\"ns_id\":\"a\",\"cluster_id\":\"c\",\"kind\":\"k/l\",\"timeout\":" + timeout + "}");
        assertThat(refused(answer).json().path("violations").findValuesAsText("path"))
                .isNotEmpty()
                .allMatch(path -> path.startsWith("/spec/timeout"));
    }

    /** To look at it again from each of its places would take hours. */
    @ParameterizedTest
    @CsvSource({
        "Namespace, id", "Platform, ns_id", "Platform, name", "ClusterSpec, ns_id", "ClusterSpec, cluster_id",
        "NAction, ns_id", "NAction, kind", "OAction, ns_id", "OAction, kind", "Override, rule"
    })
    void looksOnceAtALongName(String kind, String field) {
        for (String last : List.of("\\u0000", "/\\u0000", " ")) {
            for (String letter : List.of("a", " ")) {
                refused(client.apply(kind, "{\"" + field + "\":\"" + letter.repeat(600_000) + last + "\"}"));
            }
        }
    }

    @Test
    void namesOfAnyLanguageAreFine() {
        Answer answer =
                client.apply("Platform", "{\"ns_id\":\"nowhere\",\"name\":\"\\ud83d\\ude00 \u65e5\u672c \u00a0\"}");
        assertThat(refused(answer).json().has("violations")).as(answer.text()).isFalse();
    }

    @Test
    void namesThePairThatCannotBeApplied() {
        Answer answer =
                client.post("/api/v0/apply", "{\"apiVersion\":\"replicante.io/v9\",\"kind\":\"Playbook\",\"spec\":{}}");
        assertThat(refused(answer).json().path("resource").toString())
                .isEqualTo("{\"apiVersion\":\"replicante.io/v9\",\"kind\":\"playbook\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "7",
                "null",
                "{\"apiVersion\":1}",
                "{\"apiVersion\":\"replicante.io/v0\"}",
                "\u0000"
            })
    void refusesWhatIsNoManifest(String body) {
        refused(client.post("/api/v0/apply", body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | line 1",
                "a: [ | line",
                "'a: 1\na: 2' | twice",
                "'a: *x' | line",
                "'- a' | mapping",
                "'# nothing' | one document",
                "'a: 1\n---\na: 2' | one document",
                "'a: \"\\udc00\"' | surrogate",
                "'\"\\ud800\": 1' | surrogate",
                "'a: !!java.net.URL [http://x]' | line"
            })
    void namesThePlaceThatIsNoYaml(String yaml, String reason) {
        JsonNode violations =
                refused(client.applyYaml("application/yaml", yaml)).json().path("violations");
        assertThat(violations).isNotEmpty();
        assertThat(violations.findValuesAsText("message").toString()).contains(reason);
        violations.forEach(
                violation -> assertThat(violation.path("path").isTextual()).isTrue());
    }

    @Test
    void namesThePlaceInYamlThatBreaksTheSchema() {
        Answer answer = client.applyYaml("text/yaml; charset=utf-8", """
                apiVersion: replicante.io/v0
                kind: ClusterSpec
                spec: {ns_id: a, interval: soon}
                """);
        assertThat(refused(answer).json().path("violations").findValuesAsText("path"))
                .contains("/spec", "/spec/interval");
    }

    @Test
    void refusesYamlThatGrowsWithoutEnd() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String before = "*a" + (i - 1);
            yaml.append("a" + i + ": &a" + i + " [" + String.join(", ", Collections.nCopies(10, before)) + "]\n");
        }
        refused(client.applyYaml("application/yaml", yaml.toString()));
    }

    @Test
    void readsNoYamlWhereJsonIsSaid() {
        refused(client.applyYaml("application/json", "apiVersion: replicante.io/v0\nkind: Namespace\nspec: {id: a}\n"));
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        refused(client.applyYaml("text/yaml", "a: " + "[".repeat(5_000) + "]".repeat(5_000)));
        refused(client.apply("Namespace", "{\"id\":\"a\",\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"));
    }

    @Test
    void refusesAReferenceToNothing() {
        Answer answer = client.apply(
                "Platform", "{\"ns_id\":\"none\",\"name\":\"p\",\"url\":{\"base_url\":\"http://127.0.0.1:1\"}}");
        assertThat(refused(answer).json().path("error_msg").asText()).contains("none");
        refused(client.apply("ClusterSpec", "{\"ns_id\":\"none\",\"cluster_id\":\"c\"}"));
        refused(client.apply(
                "NAction", "{\"ns_id\":\"none\",\"cluster_id\":\"c\",\"node_id\":\"n\",\"kind\":\"k/l\"}"));
        refused(client.apply("Platform", "{\"ns_id\":\"none\",\"name\":\"p\"}"));
    }

    @Test
    void refusesABodyThatIsTooLong() {
        Answer answer = client.apply("Namespace", "{\"id\":\"a\",\"x\":\"" + "x".repeat(3 * 1024 * 1024) + "\"}");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().path("error").asBoolean()).isTrue();
    }
}
