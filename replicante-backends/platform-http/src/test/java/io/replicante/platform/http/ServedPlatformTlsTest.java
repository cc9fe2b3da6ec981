package io.replicante.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.core.http.HttpClients;
import io.replicante.core.http.HttpPlatformTransport;
import io.replicante.spec.IndeterminateException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.platform.DeprovisionRequest;
import io.replicante.spec.platform.Platform;
import io.replicante.testkit.TlsAuthority;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may speak to a platform that is served over TLS, and whom our client takes for that platform. */
final class ServedPlatformTlsTest {
    private static final TlsAuthority AUTHORITY = new TlsAuthority();
    private static final TlsAuthority STRANGER = new TlsAuthority();

    private final List<AutoCloseable> open = new ArrayList<>();
    private final InMemoryPlatform machines = new InMemoryPlatform();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void isReadByWhoeverTrustsItsAuthority() {
        Platform platform = connect(serve("127.0.0.1", false), trusting(AUTHORITY), Optional.empty());

        assertThat(platform.discover().clusters()).isEmpty();
        platform.deprovision(new DeprovisionRequest("orders", "gone"));
    }

    @Test
    void isNotBelievedUnderAnotherNameOrAuthority() {
        PlatformServer elsewhere = serve("elsewhere.test", false);
        PlatformServer here = serve("127.0.0.1", false);

        assertNothingIsSent(connect(elsewhere, trusting(AUTHORITY), Optional.empty()));
        assertNothingIsSent(connect(here, trusting(STRANGER), Optional.empty()));
        assertNothingIsSent(connect(here, PlatformSpec.Tls.DEFAULT, Optional.empty()));
    }

    @Test
    void isBelievedUnderAnyNameWhereThePlatformsDeclarationSaysSo() {
        PlatformSpec.Tls unchecked = new PlatformSpec.Tls(Optional.empty(), true);
        Platform platform = connect(serve("elsewhere.test", false), unchecked, Optional.empty());

        assertThat(platform.discover().clusters()).isEmpty();
    }

    @Test
    void takesCallsOnlyFromClientsWithACertificateThatItTrusts() {
        PlatformServer server = serve("127.0.0.1", true);
        DeprovisionRequest request = new DeprovisionRequest("orders", "machine-1");

        assertThat(connect(server, trusting(AUTHORITY), Optional.of(AUTHORITY))
                        .discover()
                        .clusters())
                .isEmpty();
        for (Optional<TlsAuthority> signer : List.of(Optional.<TlsAuthority>empty(), Optional.of(STRANGER))) {
            Platform turnedAway = connect(server, trusting(AUTHORITY), signer);
            assertThatThrownBy(turnedAway::discover).isInstanceOf(UnavailableException.class);
            // A client may learn of its refusal only after it sent its request, and then does not know.
            assertThatThrownBy(() -> turnedAway.deprovision(request))
                    .isInstanceOfAny(UnavailableException.class, IndeterminateException.class);
        }
        assertThat(machines.calls()).isEqualTo(1);
    }

    private void assertNothingIsSent(Platform platform) {
        assertThatThrownBy(platform::discover).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> platform.deprovision(new DeprovisionRequest("orders", "machine-1")))
                .isInstanceOf(UnavailableException.class);
        assertThat(machines.calls()).isZero();
    }

    private PlatformServer serve(String name, boolean needClientCertificates) {
        PlatformServer server = PlatformServer.builder(machines)
                .tls(AUTHORITY.server(name), needClientCertificates)
                .start();
        open.add(server);
        return server;
    }

    private Platform connect(PlatformServer server, PlatformSpec.Tls tls, Optional<TlsAuthority> signer) {
        HttpClients.Builder builder = HttpClients.builder(System::nanoTime);
        signer.ifPresent(authority -> builder.keys(authority.client()));
        HttpClients clients = builder.build();
        open.add(clients);
        return new HttpPlatformTransport(clients)
                .connect(new PlatformSpec(
                        "default",
                        "machines",
                        true,
                        PlatformSpec.DEFAULT_INTERVAL,
                        server.uri().toString(),
                        PlatformSpec.DEFAULT_SETTLE,
                        tls));
    }

    private static PlatformSpec.Tls trusting(TlsAuthority authority) {
        return new PlatformSpec.Tls(Optional.of(authority.pem()), false);
    }
}
