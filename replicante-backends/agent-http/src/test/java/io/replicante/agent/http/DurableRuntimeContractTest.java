package io.replicante.agent.http;

import io.replicante.spec.agent.Agent;
import io.replicante.spec.model.NodeRef;
import io.replicante.testkit.AgentContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A durable queue keeps the same contract as one in memory. */
final class DurableRuntimeContractTest extends AgentContract {
    @TempDir
    private Path directory;

    private final SmallNode node = new SmallNode(false);
    private AgentRuntime runtime;

    @BeforeEach
    void open() {
        runtime = AgentRuntime.builder("orders", "node-1", node)
                .incarnation(node::incarnation)
                .store(directory.resolve("actions.db"))
                .build();
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    @Override
    protected NodeRef node() {
        return SmallNode.REF;
    }

    @Override
    protected Agent connect() {
        return new Borrowed(runtime);
    }

    @Override
    protected Agent connectToHanging() {
        return new Borrowed(
                AgentRuntime.builder("orders", "node-1", new SmallNode(true)).build());
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
}
