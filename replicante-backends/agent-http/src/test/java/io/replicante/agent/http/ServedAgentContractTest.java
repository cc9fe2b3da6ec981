package io.replicante.agent.http;

import io.replicante.core.http.HttpAgentTransport;
import io.replicante.core.http.HttpClients;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.agent.AgentEndpoint;
import io.replicante.spec.model.NodeRef;
import io.replicante.testkit.AgentContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Our client, the wire, our server and a durable runtime together are an agent like any other. */
final class ServedAgentContractTest extends AgentContract {
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    private final SmallNode node = new SmallNode(false);
    private final HttpClients clients = HttpClients.builder(System::nanoTime).build();
    private AgentRuntime runtime;
    private AgentRuntime hangingRuntime;
    private AgentServer server;
    private AgentServer hanging;

    @BeforeEach
    void serve() {
        runtime = AgentRuntime.builder(SmallNode.REF.cluster().clusterId(), SmallNode.REF.nodeId(), node)
                .incarnation(node::incarnation)
                .store(directory.resolve("actions.db"))
                .build();
        hangingRuntime =
                AgentRuntime.builder("orders", "node-1", new SmallNode(true)).build();
        server = AgentServer.builder(runtime).start();
        hanging = AgentServer.builder(hangingRuntime).deadline(DEADLINE).start();
    }

    @AfterEach
    void stop() {
        clients.close();
        server.close();
        hanging.close();
        runtime.close();
        hangingRuntime.close();
    }

    @Override
    protected NodeRef node() {
        return SmallNode.REF;
    }

    @Override
    protected Agent connect() {
        return connect(server);
    }

    @Override
    protected Agent connectToHanging() {
        return connect(hanging);
    }

    @Override
    protected void startProcess() {
        node.run(true);
    }

    @Override
    protected void stopProcess() {
        node.run(false);
    }

    @Override
    protected void step() {
        runtime.runOnce();
    }

    @Override
    protected Optional<String> incarnation() {
        return node.incarnation();
    }

    private Agent connect(AgentServer to) {
        return new HttpAgentTransport(clients)
                .connect(new AgentEndpoint(SmallNode.REF, to.uri().toString()));
    }
}
