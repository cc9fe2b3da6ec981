package io.replicante.agent.zookeeper;

import io.replicante.spec.agent.Agent;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.model.NodeStatus.Code;
import io.replicante.testkit.AgentContract;
import io.replicante.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The agent keeps the contract of all agents, with a real server. */
class ZooKeeperAgentIT extends AgentContract {

    @TempDir
    Path root;

    private final CountDownLatch over = new CountDownLatch(1);
    private RealServers servers;
    private RealServer server;
    private Optional<CannedServer> hanging = Optional.empty();

    @BeforeEach
    void open() {
        servers = new RealServers(root);
        server = servers.machine();
    }

    @AfterEach
    void close() {
        over.countDown();
        hanging.ifPresent(CannedServer::close);
        servers.close();
    }

    @Override
    protected NodeRef node() {
        return new NodeRef(new ClusterRef("test", "ensemble"), "node-1");
    }

    @Override
    protected Agent connect() {
        return server.agent;
    }

    @Override
    protected void startProcess() {
        server.form();
        server.awaitStatus(Code.HEALTHY);
    }

    @Override
    protected void stopProcess() {
        server.process.kill();
    }

    @Override
    protected Agent connectToHanging() {
        CannedServer silent = hanging.orElseGet(() -> new CannedServer((client, word) -> awaitEnd()));
        hanging = Optional.of(silent);
        ServerDirectory directory = new ServerDirectory(
                root.resolve("hanging"),
                EnsembleMember.parse(
                        "server.9=127.0.0.1:1:2;" + silent.address().render()),
                ServerSettings.defaults());
        ManualClock clock = ManualClock.at(Executions.NOW);
        return ZooKeeperAgent.builder(node(), directory, FakeSupervisor.running(), clock, clock.ticker())
                .readDeadline(Duration.ofHours(1))
                .build();
    }

    @Override
    protected void step() {
        // The executor of the servers does it.
    }

    @Override
    protected Optional<String> incarnation() {
        return server.process.state().incarnation();
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
