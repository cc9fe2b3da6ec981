package io.replicante.core.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.replicante.spec.IndeterminateException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.cluster.NodeGroup;
import io.replicante.spec.platform.DeprovisionRequest;
import io.replicante.spec.platform.Platform;
import io.replicante.spec.platform.ProvisionRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server does, a call ends in time with an error of the contracts, and nothing is made up. */
final class MisbehavingServerTest {
    private static final String DEEP = "[".repeat(20_000);
    private static final byte[] GARBAGE = {0, 1, (byte) 0xfe, (byte) 0xff, '{', (byte) 0xc3};

    private final WireMockServer server = Servers.started();
    private final HttpClients clients = Servers.clients();

    @AfterEach
    void stop() {
        clients.close();
        server.stop();
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("truncated", aResponse().withBody("{\"node_id\":\"n\",\"cluster_id\":\"o\",\"shards\":[")),
                Arguments.of("huge", aResponse().withBody("{\"x\":\"" + "y".repeat(300 * 1024) + "\"}")),
                Arguments.of(
                        "bomb",
                        aResponse().withHeader("Content-Encoding", "gzip").withBody(zipped(16 * 1024 * 1024))),
                Arguments.of("slow", aResponse().withBody("{   }".repeat(10)).withChunkedDribbleDelay(50, 50_000)),
                Arguments.of("silent", aResponse().withFixedDelay(5_000)),
                Arguments.of(
                        "wrong type",
                        aResponse().withBody("{\"node_id\":4,\"cluster_id\":[],\"shards\":{},\"clusters\":1}")),
                Arguments.of("deep", aResponse().withBody("{\"clusters\":" + DEEP)),
                Arguments.of("redirect", aResponse().withStatus(302).withHeader("Location", "/good")),
                Arguments.of("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                Arguments.of("no HTTP", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
                Arguments.of("broken chunk", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
                Arguments.of("garbage", aResponse().withBody(GARBAGE)),
                Arguments.of("page", aResponse().withBody("<html>hello</html>")),
                Arguments.of("nothing", aResponse().withStatus(204)),
                Arguments.of("null", aResponse().withBody("null")),
                Arguments.of("error", aResponse().withStatus(500).withBody("{\"error_msg\":[[{}]]}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void spoilsNothingButTheReading(String what, ResponseDefinitionBuilder answer) {
        server.stubFor(any(anyUrl()).willReturn(answer));
        Agent agent = Servers.agent(clients, server.baseUrl());
        Platform platform = Servers.platform(clients, server.baseUrl());

        for (Consumer<Agent> reading : readings()) {
            assertThatThrownBy(() -> reading.accept(agent)).isInstanceOf(UnavailableException.class);
        }
        assertThatThrownBy(platform::discover).isInstanceOf(UnavailableException.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void leavesOpenWhatBecameOfARequest(String what, ResponseDefinitionBuilder answer) {
        server.stubFor(any(anyUrl()).willReturn(answer));
        Agent agent = Servers.agent(clients, server.baseUrl());
        Platform platform = Servers.platform(clients, server.baseUrl());
        Class<? extends Exception> expected =
                what.equals("redirect") ? UnavailableException.class : IndeterminateException.class;

        assertThatThrownBy(() -> agent.schedule(request())).isInstanceOf(expected);
        assertThatThrownBy(() -> platform.provision(provision())).isInstanceOf(expected);
        server.verify(1, postRequestedFor(urlPathEqualTo("/api/unstable/action")));
        server.verify(1, postRequestedFor(urlPathEqualTo("/provision")));
    }

    /** A deprovision needs a status and an end; what else is said does not matter. */
    static Stream<Arguments> endless() {
        Set<String> endless = Set.of("slow", "silent", "huge", "bomb", "reset", "no HTTP", "error");
        return answers().filter(answer -> endless.contains((String) answer.get()[0]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endless")
    void leavesOpenWhatBecameOfADeprovisionThatNoAnswerCameTo(String what, ResponseDefinitionBuilder answer) {
        server.stubFor(any(anyUrl()).willReturn(answer));
        Platform platform = Servers.platform(clients, server.baseUrl());

        assertThatThrownBy(() -> platform.deprovision(deprovision())).isInstanceOf(IndeterminateException.class);
        server.verify(1, postRequestedFor(urlPathEqualTo("/deprovision")));
    }

    /** Sixty bytes, one a second: only the deadline ends all four calls before the test itself is ended. */
    @Test
    @Timeout(50)
    void endsASlowAnswerAtTheDeadline() {
        server.stubFor(any(anyUrl())
                .willReturn(aResponse().withBody("{" + " ".repeat(58) + "}").withChunkedDribbleDelay(60, 60_000)));
        Agent agent = Servers.agent(clients, server.baseUrl());
        Platform platform = Servers.platform(clients, server.baseUrl());

        assertThatThrownBy(agent::node).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(platform::discover).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> agent.schedule(request())).isInstanceOf(IndeterminateException.class);
        assertThatThrownBy(() -> platform.provision(provision())).isInstanceOf(IndeterminateException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void goesNowhereElse(int status) {
        WireMockServer elsewhere = Servers.started();
        try (HttpClients patient = Servers.patientClients()) {
            elsewhere.stubFor(any(anyUrl()).willReturn(aResponse().withBody("""
                                    {"cluster_id":"orders","clusters":[],"count":1,"id":"%s"}""".formatted(new UUID(1, 2)))));
            server.stubFor(any(anyUrl())
                    .willReturn(aResponse()
                            .withStatus(status)
                            .withHeader("Location", elsewhere.baseUrl() + "/api/unstable/info/store")));
            Agent agent = Servers.agent(patient, server.baseUrl());
            Platform platform = Servers.platform(patient, server.baseUrl());

            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    agent::store,
                    () -> agent.schedule(request()),
                    platform::discover,
                    () -> platform.provision(provision()),
                    () -> platform.deprovision(deprovision()))) {
                assertThatThrownBy(call)
                        .isInstanceOf(UnavailableException.class)
                        .hasMessageContaining("redirect");
            }
            elsewhere.verify(0, anyRequestedFor(anyUrl()));
        } finally {
            elsewhere.stop();
        }
    }

    @Test
    void endsWhenItsThreadIsInterrupted() throws Exception {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(60_000)));
        HttpClients patient = HttpClients.builder(System::nanoTime)
                .limits(Servers.limits().withCall(Duration.ofSeconds(50)))
                .build();
        Agent agent = Servers.agent(patient, server.baseUrl());
        SynchronousQueue<Thread> caller = new SynchronousQueue<>();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> call = thread.submit(() -> {
                caller.put(Thread.currentThread());
                agent.node();
                return "";
            });
            caller.take().interrupt();

            assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(UnavailableException.class);
        } finally {
            thread.shutdownNow();
            patient.close();
        }
    }

    private static byte[] zipped(int size) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(" ".repeat(size).getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static Iterable<Consumer<Agent>> readings() {
        return List.of(
                Agent::node,
                Agent::store,
                Agent::shards,
                Agent::queuedActions,
                Agent::finishedActions,
                agent -> agent.action(new UUID(1, 2)));
    }

    private static ActionRequest request() {
        return new ActionRequest(new UUID(1, 2), ActionKinds.TEST_SUCCESS, NullNode.instance, Instant.EPOCH, Map.of());
    }

    static ProvisionRequest provision() {
        NodeGroup group = new NodeGroup(JsonNodeFactory.instance.objectNode(), 3, "small", Optional.empty());
        ClusterDefinition cluster = new ClusterDefinition(
                JsonNodeFactory.instance.objectNode(), "orders", "acme.test/db", "1.0", Map.of("data", group));
        return new ProvisionRequest(cluster, 1, "data");
    }

    static DeprovisionRequest deprovision() {
        return new DeprovisionRequest("orders", "node-1");
    }
}
