package io.replicante.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.core.http.HttpAgentTransport;
import io.replicante.core.http.HttpClients;
import io.replicante.spec.IndeterminateException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.agent.AgentEndpoint;
import io.replicante.testkit.TlsAuthority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may speak to an agent that is served over TLS, and whom our client takes for that agent. */
final class ServedAgentTlsTest {
    private static final TlsAuthority AUTHORITY = new TlsAuthority();
    private static final TlsAuthority STRANGER = new TlsAuthority();
    private static final ActionRequest REQUEST = new ActionRequest(
            new UUID(1, 2), ActionKinds.TEST_SUCCESS, NullNode.getInstance(), Instant.EPOCH, Map.of());

    private final SmallNode node = new SmallNode(false);
    private final AgentRuntime runtime =
            AgentRuntime.builder("orders", "node-1", node).build();
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void run() {
        node.run(true);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        runtime.close();
    }

    @Test
    void isReadByWhoeverTrustsItsAuthority() {
        Agent agent = agent(serve("127.0.0.1", false), Optional.of(AUTHORITY), Optional.empty());

        assertThat(agent.node().nodeId()).isEqualTo("node-1");
        assertThat(agent.store().clusterId()).isEqualTo("orders");
        agent.schedule(REQUEST);
        assertThat(agent.action(REQUEST.id())).isPresent();
    }

    @Test
    void isNotBelievedUnderTheNameOfAnother() {
        Agent agent = agent(serve("elsewhere.test", false), Optional.of(AUTHORITY), Optional.empty());

        assertNothingIsSent(agent);
    }

    @Test
    void isNotBelievedUnlessItsAuthorityIsTrusted() {
        AgentServer server = serve("127.0.0.1", false);

        assertNothingIsSent(agent(server, Optional.of(STRANGER), Optional.empty()));
        assertNothingIsSent(agent(server, Optional.empty(), Optional.empty()));
    }

    @Test
    void takesCallsFromClientsWithACertificateOfItsAuthority() {
        Agent agent = agent(serve("127.0.0.1", true), Optional.of(AUTHORITY), Optional.of(AUTHORITY));

        agent.schedule(REQUEST);

        assertThat(agent.queuedActions().actions()).hasSize(1);
    }

    @Test
    void takesNoCallsFromClientsWithoutACertificateThatItTrusts() {
        AgentServer server = serve("127.0.0.1", true);

        assertNothingIsTaken(agent(server, Optional.of(AUTHORITY), Optional.empty()));
        assertNothingIsTaken(agent(server, Optional.of(AUTHORITY), Optional.of(STRANGER)));
    }

    @Test
    void doesNotAnswerInTheClear() {
        AgentServer server = serve("127.0.0.1", false);
        Agent agent = connect(clients(Optional.empty(), Optional.empty()), "http://127.0.0.1:" + port(server));

        assertNothingIsTaken(agent);
    }

    /** The client turned away before it sent anything, and knows it. */
    private void assertNothingIsSent(Agent agent) {
        assertThatThrownBy(agent::node).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> agent.schedule(REQUEST)).isInstanceOf(UnavailableException.class);
        assertThat(runtime.queuedActions().actions()).isEmpty();
    }

    /** The server turned away. A client may learn it only after it sent its request, and then does not know. */
    private void assertNothingIsTaken(Agent agent) {
        assertThatThrownBy(agent::node).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> agent.schedule(REQUEST))
                .isInstanceOfAny(UnavailableException.class, IndeterminateException.class);
        assertThat(runtime.queuedActions().actions()).isEmpty();
    }

    private AgentServer serve(String name, boolean needClientCertificates) {
        AgentServer server = AgentServer.builder(runtime)
                .tls(AUTHORITY.server(name), needClientCertificates)
                .start();
        assertThat(server.uri().getScheme()).isEqualTo("https");
        open.add(server);
        return server;
    }

    private Agent agent(AgentServer server, Optional<TlsAuthority> trusted, Optional<TlsAuthority> signer) {
        return connect(clients(trusted, signer), server.uri().toString());
    }

    private HttpClients clients(Optional<TlsAuthority> trusted, Optional<TlsAuthority> signer) {
        String namespace = SmallNode.REF.cluster().nsId();
        HttpClients.Builder clients = HttpClients.builder(System::nanoTime)
                .caBundles(each ->
                        trusted.filter(authority -> each.equals(namespace)).map(TlsAuthority::pem));
        signer.ifPresent(authority -> clients.keys(authority.client()));
        HttpClients built = clients.build();
        open.add(built);
        return built;
    }

    private static Agent connect(HttpClients clients, String address) {
        return new HttpAgentTransport(clients).connect(new AgentEndpoint(SmallNode.REF, address));
    }

    private static int port(AgentServer server) {
        return server.uri().getPort();
    }
}
