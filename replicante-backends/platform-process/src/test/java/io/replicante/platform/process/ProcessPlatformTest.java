package io.replicante.platform.process;

import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.platform.Platform;
import io.replicante.testkit.PlatformContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class ProcessPlatformTest extends PlatformContract {
    @TempDir
    Path directory;

    private ProcessHost host;

    @BeforeEach
    void openHost() {
        host = Hosts.open(directory);
    }

    @AfterEach
    void closeHost() {
        host.close();
    }

    @Override
    protected Platform connect() {
        return host.platform();
    }

    @Override
    protected ClusterDefinition definition(String clusterId) {
        return Hosts.request(clusterId, 1).cluster();
    }

    @Override
    protected void kill(String clusterId, String nodeId) {
        ProcessNode node = host.find(nodeId).orElseThrow();
        node.supervisor().start();
        Hosts.process(node).destroyForcibly();
        while (node.supervisor().state().running()) {
            Thread.onSpinWait();
        }
    }

    @Override
    protected void restart() {
        host.close();
        host = Hosts.open(directory);
    }
}
