package io.replicante.platform.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.core.http.HttpClients;
import io.replicante.core.http.HttpPlatformTransport;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.cluster.NodeGroup;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.platform.Platform;
import io.replicante.testkit.PlatformContract;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** Our client, the wire and our server before a platform are a platform like any other. */
final class ServedPlatformContractTest extends PlatformContract {
    private final InMemoryPlatform machines = new InMemoryPlatform();
    private final HttpClients clients = HttpClients.builder(System::nanoTime).build();
    private PlatformServer server = PlatformServer.builder(machines).start();

    @AfterEach
    void stop() {
        clients.close();
        server.close();
    }

    @Override
    protected Platform connect() {
        return new HttpPlatformTransport(clients)
                .connect(new PlatformSpec(
                        "default",
                        "machines",
                        true,
                        PlatformSpec.DEFAULT_INTERVAL,
                        server.uri().toString(),
                        PlatformSpec.DEFAULT_SETTLE,
                        PlatformSpec.Tls.DEFAULT));
    }

    @Override
    protected ClusterDefinition definition(String clusterId) {
        NodeGroup data = new NodeGroup(JsonNodeFactory.instance.objectNode(), 3, "small", Optional.empty());
        return new ClusterDefinition(
                JsonNodeFactory.instance.objectNode(), clusterId, "acme.test/db", "1.0.0", Map.of("data", data));
    }

    @Override
    protected void restart() {
        server.close();
        server = PlatformServer.builder(machines).start();
    }

    @Override
    protected void kill(String clusterId, String nodeId) {
        machines.kill(nodeId);
    }
}
