package io.replicante.core.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.NullNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import io.replicante.spec.ConflictException;
import io.replicante.spec.IndeterminateException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.UnsupportedException;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.Agent;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent's answers mean. */
final class HttpAgentTest {
    private static final UUID ID = UUID.fromString("7e570000-0000-4000-8000-000000000001");
    private static final ActionRequest REQUEST = new ActionRequest(
            ID, ActionKinds.TEST_SUCCESS, NullNode.instance, Instant.parse("2026-01-01T00:00:00Z"), Map.of("a", "b"));
    private static final String EXECUTION = """
            {"kind":"agent.replicante.io/test.success","id":"%s","created_time":"2026-01-01T00:00:00Z",
             "scheduled_time":"2026-01-01T00:00:01Z","state":{"phase":"DONE"}}""";

    private final WireMockServer server = Servers.started();
    private final HttpClients clients = Servers.patientClients();
    private final Agent agent = Servers.agent(clients, server.baseUrl() + "/behind/a/proxy");

    @AfterEach
    void stop() {
        clients.close();
        server.stop();
    }

    @Test
    void asksBelowThePathOfItsAddress() {
        answer("/behind/a/proxy/api/unstable/action/" + ID, 200, EXECUTION.formatted(ID));

        assertThat(agent.action(ID).orElseThrow().state().phase()).isEqualTo(ActionPhase.DONE);
    }

    @Test
    void knowsNoActionThatTheAgentDoesNotKnow() {
        assertThat(agent.action(ID)).isEmpty();
    }

    @Test
    void takesNoAnswerAboutAnotherAction() {
        answer("/behind/a/proxy/api/unstable/action/" + ID, 200, EXECUTION.formatted(new UUID(1, 2)));

        assertThatThrownBy(() -> agent.action(ID)).isInstanceOf(UnavailableException.class);
    }

    @ParameterizedTest
    @CsvSource({"49, true", "50, false", "51, false"})
    void believesNoListThatMayHaveBeenCutOffToBeComplete(int size, boolean complete) {
        String actions = IntStream.range(0, size)
                .mapToObj(each -> "{\"id\":\"%s\",\"kind\":\"a/b\",\"phase\":\"DONE\"}".formatted(new UUID(7, each)))
                .collect(Collectors.joining(","));
        answer("/behind/a/proxy/api/unstable/actions/finished", 200, "{\"actions\":[" + actions + "]}");
        answer("/behind/a/proxy/api/unstable/actions/queue", 200, "{\"actions\":[" + actions + "]}");

        assertThat(agent.finishedActions().actions()).hasSize(size);
        assertThat(agent.finishedActions().complete()).isEqualTo(complete);
        assertThat(agent.queuedActions().complete()).isEqualTo(complete);
    }

    @Test
    void carriesWhatTheServerSaysShortened() {
        answer(
                "/behind/a/proxy/api/unstable/info/store",
                500,
                "{\"error\":true,\"error_msg\":\"" + "x".repeat(2000) + "\",\"error_cause\":\"why\"}");

        assertThatThrownBy(agent::store)
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("/info/store")
                .hasMessageContaining("HTTP 500: xxx")
                .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(700));
    }

    @Test
    void namesTheFieldThatCannotBeRead() {
        answer("/behind/a/proxy/api/unstable/info/store", 200, "{\"cluster_id\":7}");

        assertThatThrownBy(agent::store)
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("cluster_id");
    }

    @Test
    void handsAnActionOver() {
        schedule(200, "{\"id\":\"" + ID + "\"}");

        agent.schedule(REQUEST);

        server.verify(
                1,
                postRequestedFor(urlEqualTo("/behind/a/proxy/api/unstable/action"))
                        .withRequestBody(equalToJson("""
                                {"kind":"agent.replicante.io/test.success","args":null,"metadata":{"a":"b"},
                                 "created_time":"2026-01-01T00:00:00Z","id":"%s"}""".formatted(ID))));
    }

    @Test
    void takesAKnownIdForAConflict() {
        schedule(409, "{\"error\":true,\"error_msg\":\"known\"}");

        assertThatThrownBy(() -> agent.schedule(REQUEST)).isInstanceOf(ConflictException.class);
    }

    @Test
    void takesABadRequestForARefusalOnlyIfTheIdIsFree() {
        schedule(400, "{\"error\":true,\"error_msg\":\"no such kind\"}");
        assertThatThrownBy(() -> agent.schedule(REQUEST))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("no such kind");

        answer("/behind/a/proxy/api/unstable/action/" + ID, 200, EXECUTION.formatted(ID));
        assertThatThrownBy(() -> agent.schedule(REQUEST)).isInstanceOf(ConflictException.class);

        answer("/behind/a/proxy/api/unstable/action/" + ID, 500, "");
        assertThatThrownBy(() -> agent.schedule(REQUEST)).isInstanceOf(IndeterminateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "{\"id\":7}", "{\"id\":\"7e570000-0000-4000-8000-000000000002\"}", "[]"})
    void doesNotTakeAnUnreadableReplyForARefusal(String reply) {
        schedule(200, reply);

        assertThatThrownBy(() -> agent.schedule(REQUEST)).isInstanceOf(IndeterminateException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503})
    void doesNotKnowWhatBecameOfARequestThatFailed(int status) {
        schedule(status, "");

        assertThatThrownBy(() -> agent.schedule(REQUEST)).isInstanceOf(IndeterminateException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 401, 403, 404, 429})
    void knowsThatARequestThatWasTurnedAwayDidNothing(int status) {
        schedule(status, "");

        assertThatThrownBy(() -> agent.schedule(REQUEST)).isInstanceOf(UnavailableException.class);
    }

    @Test
    void sendsARequestOnceEvenIfItsConnectionBreaks() {
        server.stubFor(post(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        assertThatThrownBy(() -> agent.schedule(REQUEST)).isInstanceOf(IndeterminateException.class);
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    /** A connection that was good before looks to a client as if trying again could help. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE"})
    void sendsARequestOnceEvenIfAConnectionInUseBreaks(Fault fault) {
        answer("/behind/a/proxy/api/unstable/info/store", 200, "{\"cluster_id\":\"orders\",\"attributes\":{}}");
        server.stubFor(post(anyUrl()).willReturn(aResponse().withFault(fault)));
        agent.store();

        assertThatThrownBy(() -> agent.schedule(REQUEST)).isInstanceOf(IndeterminateException.class);

        server.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void repeatsAReadingWhoseConnectionBroke() {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

        assertThatThrownBy(agent::node).isInstanceOf(UnavailableException.class);
        server.verify(2, anyRequestedFor(anyUrl()));
    }

    @Test
    void knowsThatNothingArrivedWhereNobodyListens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        Agent nobody = Servers.agent(clients, "http://127.0.0.1:" + free);

        assertThatThrownBy(() -> nobody.schedule(REQUEST)).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(nobody::node).isInstanceOf(UnavailableException.class);
    }

    @Test
    void leavesAServerAloneThatKeepsBreaking() {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
        for (int call = 0; call < 10; call++) {
            assertThatThrownBy(agent::node).isInstanceOf(UnavailableException.class);
        }

        assertThatThrownBy(() -> agent.schedule(REQUEST))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("circuit is open");
        server.verify(10, anyRequestedFor(anyUrl()));
    }

    @Test
    void saysTheSameOfAServerThatKeepsBreakingWhetherItIsAskedOrNot() {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
        Set<String> said = new HashSet<>();
        for (int call = 0; call < 20; call++) {
            assertThatThrownBy(agent::node).satisfies(failure -> said.add(failure.getMessage()));
        }

        server.verify(10, anyRequestedFor(anyUrl()));
        assertThat(said).singleElement().asString().contains("/info/node", "IOException");
        assertThatThrownBy(agent::node).cause().hasMessageContaining("circuit is open");
    }

    @Test
    void doesNotBlameAnAgentForItsStore() {
        server.stubFor(get(urlEqualTo("/behind/a/proxy/api/unstable/info/store"))
                .willReturn(aResponse().withStatus(500)));
        for (int call = 0; call < 30; call++) {
            assertThatThrownBy(agent::store).hasMessageContaining("HTTP 500");
        }
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertThatThrownBy(() -> Servers.agent(clients, "http://")).isInstanceOf(UnavailableException.class);
    }

    private void schedule(int status, String body) {
        server.stubFor(post(urlEqualTo("/behind/a/proxy/api/unstable/action"))
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Location", "/elsewhere")
                        .withBody(body)));
    }

    private void answer(String path, int status, String body) {
        server.stubFor(
                get(urlEqualTo(path)).willReturn(aResponse().withStatus(status).withBody(body)));
    }
}
