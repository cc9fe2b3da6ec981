package io.replicante.examples.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.examples.server.Client;
import io.replicante.examples.server.Client.Answer;
import io.replicante.examples.server.RunningServer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each row of the API that is about actions on nodes, on a running server with three agents. */
final class NodeActionApiTest {
    private static final String ACTIONS = "/api/v0/object/replicante.io/v0/naction/prod/orders/n1/";
    private static final String LIST = "/api/v0/list/replicante.io/v0/naction/prod/orders";

    private RunningServer server;
    private Client client;

    @BeforeEach
    void startWithAnObservedCluster() {
        server = new RunningServer();
        client = server.client();
        assertThat(client.apply("Namespace", "{\"id\":\"prod\"}").status()).isEqualTo(200);
        assertThat(client.apply(
                                "Platform",
                                "{\"ns_id\":\"prod\",\"name\":\"p\",\"url\":{\"base_url\":\"test://platform\"}}")
                        .status())
                .isEqualTo(200);
        assertThat(client.apply(
                                "ClusterSpec",
                                "{\"ns_id\":\"prod\",\"cluster_id\":\"orders\",\"interval\":1,"
                                        + "\"platform\":{\"ns_id\":\"prod\",\"name\":\"p\"}}")
                        .status())
                .isEqualTo(200);
        await().until(() -> codes().contains("NODE_SYNC_NEW"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<String> codes() {
        List<String> codes = new ArrayList<>();
        client.get("/api/v0/list/replicante.io/v0/event/prod/orders?limit=1000")
                .json()
                .path("items")
                .forEach(item -> codes.add(item.path("code").asText()));
        return codes;
    }

    @Test
    void takesIdsInEachFormThatTheyAreWrittenIn() {
        String plain = "7e570000-0000-4000-8000-00000000000";

        assertThat(ask(",\"action_id\":\"{" + plain + "1}\"")).isEqualTo(plain + "1");
        assertThat(ask(",\"action_id\":\"urn:uuid:" + plain + "2\"")).isEqualTo(plain + "2");
        assertThat(client.get(ACTIONS + "%7B" + plain + "1%7D").status()).isEqualTo(200);
        assertThat(client.get(ACTIONS + "urn:uuid:" + plain + "2").status()).isEqualTo(200);
    }

    private String ask(String more) {
        Answer answer = client.apply(
                "NAction",
                "{\"ns_id\":\"prod\",\"cluster_id\":\"orders\",\"node_id\":\"n1\","
                        + "\"kind\":\"agent.replicante.io/test.success\"" + more + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode reference = answer.json();
        assertThat(reference.path("ns_id").asText()).isEqualTo("prod");
        assertThat(reference.path("cluster_id").asText()).isEqualTo("orders");
        assertThat(reference.path("node_id").asText()).isEqualTo("n1");
        return reference.path("action_id").asText();
    }

    private String phase(String id) {
        return client.get(ACTIONS + id).json().path("state").path("phase").asText();
    }

    @Test
    void runsAnActionThatWasApproved() {
        String id = ask(",\"approval\":\"required\",\"metadata\":{\"ticket\":\"42\"}");
        assertThat(phase(id)).isEqualTo("PENDING_APPROVE");
        assertThat(client.post(ACTIONS + id + "/approve", "").json()).isEmpty();
        await().until(() -> server.fleet().runOnce("n1"));
        await().until(() -> phase(id).equals("DONE"));
        assertThat(client.get(ACTIONS + id)
                        .json()
                        .path("metadata")
                        .path("ticket")
                        .asText())
                .isEqualTo("42");
        assertThat(codes()).containsSubsequence("NACTION_CREATE", "NACTION_APPROVE", "NACTION_SYNC_UPDATE");
    }

    @Test
    void endsAnActionThatWasRejectedOrCancelled() {
        String rejected = ask(",\"approval\":\"required\"");
        assertThat(client.post(ACTIONS + rejected + "/reject", "").status()).isEqualTo(200);
        String cancelled = ask(",\"approval\":\"required\"");
        assertThat(client.post(ACTIONS + cancelled + "/cancel", "").status()).isEqualTo(200);
        assertThat(phase(rejected)).isEqualTo("CANCELLED");
        assertThat(phase(cancelled)).isEqualTo("CANCELLED");
        assertThat(codes()).containsSubsequence("NACTION_REJECT", "NACTION_CANCEL");
    }

    @Test
    void refusesWhatThePhaseDoesNotAllow() {
        String id = ask(",\"approval\":\"required\"");
        client.post(ACTIONS + id + "/reject", "");
        for (String change : List.of("approve", "reject", "cancel")) {
            Answer answer = client.post(ACTIONS + id + "/" + change, "");
            assertThat(answer.status()).as(change).isEqualTo(400);
            assertThat(answer.json().path("error").asBoolean()).isTrue();
            assertThat(answer.json().path("error_msg").asText()).contains("CANCELLED");
        }
        assertThat(phase(id)).isEqualTo("CANCELLED");
    }

    @Test
    void listsUnfinishedActionsUnlessAllAreWanted() {
        String finished = ask(",\"approval\":\"required\"");
        client.post(ACTIONS + finished + "/reject", "");
        String waiting = ask(",\"approval\":\"required\"");
        assertThat(ids(LIST)).containsExactly(waiting);
        assertThat(ids(LIST + "?all=false")).containsExactly(waiting);
        assertThat(ids(LIST + "?all=true")).containsExactly(finished, waiting);
        assertThat(ids(LIST + "?all=true&node_id=n2")).isEmpty();
        JsonNode item = client.get(LIST).json().path("items").path(0);
        assertThat(item.path("state").asText()).isEqualTo("PENDING_APPROVE");
        assertThat(item.properties().stream().map(entry -> entry.getKey()))
                .containsExactlyInAnyOrder(
                        "ns_id",
                        "cluster_id",
                        "node_id",
                        "action_id",
                        "created_time",
                        "finished_time",
                        "kind",
                        "state");
    }

    private List<String> ids(String list) {
        List<String> ids = new ArrayList<>();
        client.get(list)
                .json()
                .path("items")
                .forEach(item -> ids.add(item.path("action_id").asText()));
        return ids;
    }

    @Test
    void keepsAGivenIdAndRefusesItTheSecondTime() {
        String id = UUID.nameUUIDFromBytes(new byte[] {1}).toString();
        String given = ",\"approval\":\"required\",\"action_id\":\"" + id + "\"";
        assertThat(ask(given)).isEqualTo(id);
        Answer again = client.apply(
                "NAction",
                "{\"ns_id\":\"prod\",\"cluster_id\":\"orders\",\"node_id\":\"n1\",\"kind\":\"a.b/c\"" + given + "}");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.json().path("error_msg").asText()).contains(id);
    }

    @Test
    void answersWithNothingForAnActionThatIsNotThere() {
        String other = UUID.nameUUIDFromBytes(new byte[] {2}).toString();
        String own = ask(",\"approval\":\"required\"");
        for (Answer answer : List.of(
                client.get(ACTIONS + other),
                client.post(ACTIONS + other + "/approve", ""),
                client.get("/api/v0/object/replicante.io/v0/naction/prod/orders/n2/" + own))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json()).isEmpty();
        }
    }
}
