package io.replicante.core.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.replicante.spec.ConflictException;
import io.replicante.spec.IndeterminateException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.UnsupportedException;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.ActionSummary;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.json.Json;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.OffsetUnit;
import io.replicante.spec.model.ShardRole;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the answers of agents of the versions 0.4 and 0.5 mean, and what they are asked. */
final class LegacyHttpAgentTest {
    private static final String API = "/behind/a/proxy/api/unstable/";
    private static final UUID ID = UUID.fromString("7e570000-0000-4000-8000-000000000001");
    private static final String RESTART = "replicante.io/service.restart";
    private static final String VERSION =
            "{\"version\":{\"checkout\":\"c0ffee\",\"number\":\"0.5.1\",\"taint\":\"none\"}}";
    private static final String DATASTORE = """
            {"cluster_display_name":"Orders","cluster_id":"orders","kind":"acme","node_id":"node-1","version":"4.2.0"}""";

    private final WireMockServer server = Servers.started();
    private final HttpClients clients = Servers.patientClients();
    private final Agent agent =
            Servers.agent(clients, server.baseUrl().replace("http:", "legacy+HTTP:") + "/behind/a/proxy");

    @AfterEach
    void stop() {
        clients.close();
        server.stop();
    }

    @Test
    void readsANodeAndSaysThatItsStatusIsNotKnown() {
        answer("info/agent", 200, VERSION);
        answer("info/datastore", 200, DATASTORE);
        AgentNode node = agent.node();

        assertThat(node.nodeId()).isEqualTo("node-1");
        assertThat(node.agentVersion().number()).isEqualTo("0.5.1");
        assertThat(node.storeId()).isEqualTo("acme");
        assertThat(node.storeVersion().number()).isEqualTo("4.2.0");
        assertThat(node.storeVersion().checkout()).isEmpty();
        assertThat(node.nodeStatus().is(NodeStatus.Code.UNKNOWN)).isTrue();
        assertThat(node.nodeStatus().reason()).isNotEmpty();
        assertThat(node.address().byName()).isEmpty();
        assertThat(agent.store().clusterId()).isEqualTo("orders");
    }

    @Test
    void readsTheNodesIdByTheNameThatThePaperGaveIt() {
        answer("info/agent", 200, VERSION);
        answer("info/datastore", 200, DATASTORE.replace("node_id", "id"));

        assertThat(agent.node().nodeId()).isEqualTo("node-1");
    }

    @Test
    void makesNoNodeUpWhileTheDatastoreDoesNotAnswer() {
        answer("info/agent", 200, VERSION);
        answer("info/datastore", 500, "{\"error\":\"cannot reach the datastore\",\"layers\":[\"refused\"]}");

        assertThatThrownBy(agent::node)
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("HTTP 500: cannot reach the datastore");
        assertThatThrownBy(agent::store).isInstanceOf(UnavailableException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "cluster_id, info/datastore.cluster_id",
        "node_id, info/datastore.id",
        "kind, info/datastore.kind",
        "version, info/datastore.version"
    })
    void namesWhatIsMissing(String member, String place) {
        answer("info/agent", 200, VERSION);
        answer("info/datastore", 200, DATASTORE.replace('"' + member + '"', "\"x\""));

        assertThatThrownBy(() -> {
                    agent.store();
                    agent.node();
                })
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining(place);
    }

    @Test
    void readsShardsAndNoOffsetsThatAreNotThere() {
        answer("shards", 200, """
                {"shards":[
                  {"id":"a","role":"primary","commit_offset":{"unit":"seconds","value":7},"lag":null},
                  {"id":"b","role":"secondary","commit_offset":null,"lag":{"unit":{"unit":"lsn"},"value":-3}},
                  {"id":"c","role":{"unknown":"ARBITER"}}]}""");
        List<AgentShard> shards = agent.shards().shards();

        assertThat(shards).extracting(AgentShard::id).containsExactly("a", "b", "c");
        assertThat(shards.get(0).role()).contains(ShardRole.PRIMARY);
        assertThat(shards.get(0).commitOffset()).contains(new CommitOffset(OffsetUnit.SECONDS, 7));
        assertThat(shards.get(1).commitOffset()).isEmpty();
        assertThat(shards.get(1).lag()).contains(new CommitOffset(OffsetUnit.of("lsn"), -3));
        assertThat(shards.get(2).role()).contains(ShardRole.other("ARBITER"));
        assertThat(shards.get(2).commitOffset()).isEmpty();
        assertThat(shards.get(2).lag()).isEmpty();
    }

    @Test
    void listsActionsInTheOrderOfTheAgent() {
        answer("actions/queue", 200, list("RUNNING", "CANCEL", "NEW"));
        answer("actions/finished", 200, list("DONE", "CANCELLED", "FAILED"));

        assertThat(agent.queuedActions().actions())
                .extracting(ActionSummary::phase)
                .containsExactly(ActionPhase.RUNNING, ActionPhase.RUNNING, ActionPhase.NEW);
        assertThat(agent.finishedActions().actions())
                .extracting(ActionSummary::phase)
                .containsExactly(ActionPhase.DONE, ActionPhase.FAILED, ActionPhase.FAILED);
        assertThat(agent.finishedActions().complete()).isTrue();
    }

    @Test
    void refusesAStateThatNobodyKnows() {
        answer("actions/queue", 200, list("NEW", "SLEEPING"));

        assertThatThrownBy(agent::queuedActions)
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("[1]");
    }

    @ParameterizedTest
    @CsvSource({"99, true", "100, false"})
    void believesNoListThatMayHaveBeenCutOffToBeComplete(int size, boolean complete) {
        answer(
                "actions/finished",
                200,
                list(IntStream.range(0, size).mapToObj(each -> "DONE").toArray(String[]::new)));

        assertThat(agent.finishedActions().complete()).isEqualTo(complete);
    }

    @ParameterizedTest
    @ValueSource(strings = {"actions", "actions/"})
    void concludesNothingWhereActionsAreSwitchedOff(String path) {
        answer(path, 200, "{\"actions\":false}");

        assertThat(agent.queuedActions()).isEqualTo(new ActionList(List.of(), false));
        assertThat(agent.finishedActions()).isEqualTo(new ActionList(List.of(), false));
        assertThatThrownBy(() -> agent.action(ID)).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> agent.schedule(request(RESTART))).isInstanceOf(UnsupportedException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"404 | x", "500 | {\"actions\":true}", "200 | {}", "200 | {\"actions\":1}"})
    void concludesNothingWhereNobodySaysWhetherActionsAreSwitchedOff(int status, String body) {
        answer("actions/", status, body);

        assertThatThrownBy(agent::queuedActions).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> agent.action(ID)).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> agent.schedule(request(RESTART))).isInstanceOf(UnavailableException.class);
    }

    @Test
    void readsAnAction() {
        answer("actions/info/" + ID, 200, execution(RESTART, "FAILED", "{\"x-by\":\"me\"}"));
        ActionExecution action = agent.action(ID).orElseThrow();

        assertThat(action.id()).isEqualTo(ID);
        assertThat(action.kind()).isEqualTo(RESTART);
        assertThat(action.args()).isEqualTo(Json.parse("{\"a\":1.50}"));
        assertThat(action.createdTime()).isEqualTo("2021-01-01T00:00:00Z");
        assertThat(action.scheduledTime()).isEqualTo("2021-01-01T00:00:01Z");
        assertThat(action.finishedTime()).contains(Instant.parse("2021-01-01T00:00:02.5Z"));
        assertThat(action.metadata()).containsExactly(Map.entry("x-by", "me"));
        assertThat(action.state().phase()).isEqualTo(ActionPhase.FAILED);
        assertThat(action.state().payload()).contains(Json.parse("{\"stage\":2}"));
    }

    @Test
    void takesNoAnswerAboutAnotherAction() {
        answer("actions/info/" + new UUID(1, 2), 200, execution(RESTART, "DONE", "{}"));

        assertThatThrownBy(() -> agent.action(new UUID(1, 2))).isInstanceOf(UnavailableException.class);
    }

    @Test
    void knowsNoActionThatTheAgentDoesNotKnow() {
        answer("actions/", 200, "{\"actions\":true}");

        assertThat(agent.action(ID)).isEmpty();
    }

    @Test
    void handsAnActionOverWithItsIdAndGetsItsMetadataBack() {
        schedule(RESTART, 200, "{\"id\":\"" + ID + "\"}");

        agent.schedule(request(RESTART));

        server.verify(
                1,
                postRequestedFor(urlEqualTo(API + "actions/schedule/" + RESTART))
                        .withRequestBody(equalToJson("""
                                {"action_id":"%s","args":{"a":1},"created_ts":"2026-01-01T00:00:00Z",
                                 "requester":"CORE_API"}""".formatted(ID))));
        answer("actions/info/" + ID, 200, execution(RESTART, "NEW", headersSent()));
        assertThat(agent.action(ID).orElseThrow().metadata()).containsExactly(Map.entry("acme.test/why", "because é"));
    }

    @Test
    void givesTheKindsThatDoNothingTheirOldNamesAndKnowsThemAgain() {
        schedule("agent.replicante.io/debug.success", 200, "{\"id\":\"" + ID + "\"}");

        agent.schedule(request(ActionKinds.TEST_SUCCESS));

        String old = "agent.replicante.io/debug.success";
        answer("actions/info/" + ID, 200, execution(old, "DONE", headersSent()));
        assertThat(agent.action(ID).orElseThrow().kind()).isEqualTo(ActionKinds.TEST_SUCCESS);
        answer("actions/info/" + ID, 200, execution(old, "DONE", "{\"replicante-request\":\"not ours\"}"));
        assertThat(agent.action(ID).orElseThrow().kind()).isEqualTo(ActionKinds.TEST_SUCCESS);
        assertThat(agent.action(ID).orElseThrow().metadata()).containsEntry("replicante-request", "not ours");
    }

    @Test
    void readsAnOldKindThatWasMeantAsSuch() {
        String old = "agent.replicante.io/debug.success";
        schedule(old, 200, "{\"id\":\"" + ID + "\"}");

        agent.schedule(request(old));

        answer("actions/info/" + ID, 200, execution(old, "DONE", headersSent()));
        assertThat(agent.action(ID).orElseThrow().kind()).isEqualTo(old);
    }

    @Test
    void takesADuplicateForAConflict() {
        schedule(RESTART, 409, "{\"error\":\"it exists\",\"layers\":[],\"variant\":\"ActionAlreadyExists\"}");

        assertThatThrownBy(() -> agent.schedule(request(RESTART)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("it exists");
    }

    @Test
    void takesAnotherConflictForADuplicateOnlyIfTheIdIsKnown() {
        schedule(RESTART, 409, "<html>");
        answer("actions/", 200, "{\"actions\":true}");
        assertThatThrownBy(() -> agent.schedule(request(RESTART))).isInstanceOf(UnavailableException.class);

        answer("actions/info/" + ID, 200, execution(RESTART, "NEW", "{}"));
        assertThatThrownBy(() -> agent.schedule(request(RESTART))).isInstanceOf(ConflictException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ActionNotAvailable", "ActionEncode"})
    void takesABadRequestForARefusalOnlyIfTheIdIsFree(String variant) {
        schedule(RESTART, 400, "{\"error\":\"no such kind\",\"layers\":[],\"variant\":\"" + variant + "\"}");
        answer("actions/", 200, "{\"actions\":true}");
        assertThatThrownBy(() -> agent.schedule(request(RESTART)))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("no such kind");

        answer("actions/info/" + ID, 200, execution(RESTART, "NEW", "{}"));
        assertThatThrownBy(() -> agent.schedule(request(RESTART))).isInstanceOf(ConflictException.class);

        answer("actions/info/" + ID, 500, "");
        assertThatThrownBy(() -> agent.schedule(request(RESTART))).isInstanceOf(IndeterminateException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"500 | {}", "503 | {}", "408 | {}", "200 | {}", "200 | {\"id\":\"x\"}"})
    void doesNotKnowWhatBecameOfARequestThatFailed(int status, String body) {
        schedule(RESTART, status, body);

        assertThatThrownBy(() -> agent.schedule(request(RESTART))).isInstanceOf(IndeterminateException.class);
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 401, 403, 429})
    void knowsThatARequestThatWasTurnedAwayDidNothing(int status) {
        schedule(RESTART, status, "");

        assertThatThrownBy(() -> agent.schedule(request(RESTART))).isInstanceOf(UnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../info", "acme.test//x", "./x", ""})
    void asksForNoKindThatLeadsToAnotherPath(String kind) {
        assertThatThrownBy(() -> agent.schedule(request(kind))).isInstanceOf(UnsupportedException.class);
        server.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void asksForAStrangeKindAsItIs() {
        schedule("acme.test/a%3Fb%23c%2520d", 200, "{\"id\":\"" + ID + "\"}");

        agent.schedule(request("acme.test/a?b#c%20d"));
    }

    @Test
    void sendsNoMetadataThatNoHeaderCouldHold() {
        ActionRequest large =
                new ActionRequest(ID, RESTART, Json.parse("null"), Instant.EPOCH, Map.of("a", "x".repeat(5_000)));

        assertThatThrownBy(() -> agent.schedule(large))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("metadata");
        server.verify(0, anyRequestedFor(anyUrl()));
    }

    private String headersSent() {
        String header = server.findAll(postRequestedFor(anyUrl())).get(0).getHeader("replicante-request");
        return "{\"replicante-request\":\"" + header + "\"}";
    }

    private static ActionRequest request(String kind) {
        return new ActionRequest(
                ID,
                kind,
                Json.parse("{\"a\":1}"),
                Instant.parse("2026-01-01T00:00:00Z"),
                Map.of("acme.test/why", "because é"));
    }

    private static String list(String... states) {
        return IntStream.range(0, states.length)
                .mapToObj(each ->
                        "{\"id\":\"%s\",\"kind\":\"a/b\",\"state\":\"%s\"}".formatted(new UUID(7, each), states[each]))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String execution(String kind, String state, String headers) {
        return """
            {"action":{"args":{"a":1.50},"created_ts":"2021-01-01T00:00:00Z","finished_ts":"2021-01-01T00:00:02.500Z",
                "headers":%s,"id":"%s","kind":"%s","requester":"CORE_API","scheduled_ts":"2021-01-01T00:00:01Z",
                "state":"%s","state_payload":{"stage":2}},
             "history":[{"action_id":"%2$s","timestamp":"2021-01-01T00:00:01Z","state":"NEW"}]}""".formatted(headers, ID, kind, state);
    }

    private void schedule(String kind, int status, String body) {
        server.stubFor(post(urlEqualTo(API + "actions/schedule/" + kind))
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Location", "/elsewhere")
                        .withBody(body)));
    }

    private void answer(String path, int status, String body) {
        server.stubFor(get(urlEqualTo(API + path))
                .willReturn(aResponse().withStatus(status).withBody(body)));
    }
}
