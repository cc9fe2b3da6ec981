package io.replicante.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.platform.Platform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLParameters;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is believed to be who it says it is. */
final class TlsTest {
    private static final byte[] EXTRAS = "{\"cluster_id\":\"orders\"}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTHING = "{\"clusters\":[]}".getBytes(StandardCharsets.UTF_8);

    private final HeldCertificate authority =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private HttpsServer server;

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void trustsTheBundleOfTheNamespace() throws IOException {
        serve("127.0.0.1");

        assertThat(agent(Optional.of(authority.certificatePem())).store().clusterId())
                .isEqualTo("orders");
    }

    @Test
    void trustsNobodyElse() throws IOException {
        serve("127.0.0.1");
        HeldCertificate other =
                new HeldCertificate.Builder().certificateAuthority(0).build();

        assertNotReached(agent(Optional.of(other.certificatePem())));
        assertNotReached(agent(Optional.empty()));
    }

    @Test
    void trustsNoServerOfAnotherName() throws IOException {
        serve("elsewhere.test");

        assertNotReached(agent(Optional.of(authority.certificatePem())));
    }

    @Test
    void showsItsCertificateAlsoToServersWithoutABundle() throws IOException {
        serve("127.0.0.1", true);
        HeldCertificate own = new HeldCertificate.Builder().signedBy(authority).build();
        HandshakeCertificates trusting = new HandshakeCertificates.Builder()
                .addTrustedCertificate(authority.certificate())
                .build();
        HandshakeCertificates shown =
                new HandshakeCertificates.Builder().heldCertificate(own).build();
        OkHttpClient host = new OkHttpClient.Builder()
                .sslSocketFactory(trusting.sslSocketFactory(), trusting.trustManager())
                .build();
        HttpClients.Builder clients =
                HttpClients.builder(System::nanoTime).limits(Servers.limits()).client(host);

        Agent nobody = Servers.agent(clients.build(), address());
        assertThatThrownBy(nobody::store).isInstanceOf(UnavailableException.class);
        assertThat(Servers.agent(clients.keys(shown.keyManager()).build(), address())
                        .store()
                        .clusterId())
                .isEqualTo("orders");
    }

    @Test
    void refusesABundleThatIsNone() throws IOException {
        serve("127.0.0.1");

        assertThatThrownBy(() -> agent(Optional.of("no certificate")))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("CA bundle");
    }

    @Test
    void trustsAPlatformAsItsDeclarationSays() throws IOException {
        serve("elsewhere.test");
        Platform careful = platform(new PlatformSpec.Tls(Optional.of(authority.certificatePem()), false));
        Platform careless = platform(new PlatformSpec.Tls(Optional.empty(), true));

        assertThatThrownBy(careful::discover).isInstanceOf(UnavailableException.class);
        assertThat(careless.discover().clusters()).isEmpty();
    }

    private void assertNotReached(Agent agent) {
        ActionRequest request = new ActionRequest(
                new UUID(1, 2),
                ActionKinds.TEST_SUCCESS,
                com.fasterxml.jackson.databind.node.NullNode.instance,
                Instant.EPOCH,
                Map.of());
        assertThatThrownBy(agent::store).isInstanceOf(UnavailableException.class);
        // Nothing was sent, so there is no doubt about it.
        assertThatThrownBy(() -> agent.schedule(request)).isInstanceOf(UnavailableException.class);
    }

    private Agent agent(Optional<String> bundle) {
        HttpClients clients = HttpClients.builder(System::nanoTime)
                .limits(Servers.limits().withCall(java.time.Duration.ofSeconds(5)))
                .caBundles(namespace -> bundle.filter(pem -> namespace.equals("default")))
                .build();
        return Servers.agent(clients, address());
    }

    private Platform platform(PlatformSpec.Tls tls) {
        HttpClients clients = HttpClients.builder(System::nanoTime).build();
        return Servers.platform(clients, address(), tls);
    }

    private String address() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    private void serve(String name) throws IOException {
        serve(name, false);
    }

    private void serve(String name, boolean needClientCertificates) throws IOException {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .signedBy(authority)
                .addSubjectAlternativeName(name)
                .build();
        HandshakeCertificates handshake = new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .addTrustedCertificate(authority.certificate())
                .build();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(handshake.sslContext()) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                wanted.setNeedClientAuth(needClientCertificates);
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestURI().getPath().endsWith("discover") ? NOTHING : EXTRAS;
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }
}
