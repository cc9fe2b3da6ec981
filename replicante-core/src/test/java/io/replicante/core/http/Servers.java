package io.replicante.core.http;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.agent.AgentEndpoint;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.platform.Platform;
import java.time.Duration;
import java.util.Optional;

/** Servers that misbehave, and clients of them. */
final class Servers {
    static final NodeRef NODE = new NodeRef(new ClusterRef("default", "orders"), "node-1");
    static final Duration CALL = Duration.ofMillis(700);

    private Servers() {}

    static WireMockServer started() {
        WireMockServer server = new WireMockServer(
                WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
        server.start();
        return server;
    }

    static HttpLimits limits() {
        return limits(Duration.ofMillis(500), CALL);
    }

    private static HttpLimits limits(Duration connect, Duration call) {
        return new HttpLimits(connect, call, 64 * 1024, 256 * 1024, 32 * 1024, 1, Duration.ofMillis(1), 4, 1000, 16, 4);
    }

    static HttpClients clients() {
        return HttpClients.builder(System::nanoTime).limits(limits()).build();
    }

    /** For servers that do answer, on a machine that may be busy. */
    static HttpClients patientClients() {
        return HttpClients.builder(System::nanoTime)
                .limits(limits(Duration.ofSeconds(10), Duration.ofSeconds(30)))
                .build();
    }

    static Agent agent(HttpClients clients, String address) {
        return new HttpAgentTransport(clients).connect(new AgentEndpoint(NODE, address));
    }

    static Platform platform(HttpClients clients, String address, PlatformSpec.Tls tls) {
        return new HttpPlatformTransport(clients)
                .connect(new PlatformSpec(
                        "default",
                        "cloud",
                        true,
                        PlatformSpec.DEFAULT_INTERVAL,
                        address,
                        PlatformSpec.DEFAULT_SETTLE,
                        tls));
    }

    static Platform platform(HttpClients clients, String address) {
        return platform(clients, address, new PlatformSpec.Tls(Optional.empty(), false));
    }
}
