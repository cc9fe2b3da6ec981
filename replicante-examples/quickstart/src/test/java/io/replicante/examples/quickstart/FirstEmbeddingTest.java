package io.replicante.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.platform.process.ProcessHost;
import io.replicante.platform.process.ProcessTransport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstEmbeddingTest {
    @TempDir
    Path directory;

    @Test
    void saysWhatItWouldDoAndDoesNothing() throws Exception {
        try (Threads threads = new Threads();
                ProcessHost host = ProcessHost.builder(
                                "rack", directory, InstantSource.system(), threads.named("server-output"))
                        .template(ZooKeeperServers.STORE, new ZooKeeperServers())
                        .open();
                LocalAgents agents = new LocalAgents(host, Sabotage.NONE, () -> false, threads.scheduler("agent", 1))) {
            String desired = Files.readString(Path.of("src", "test", "resources", "desired.yaml"));

            String said = FirstEmbedding.firstLook(desired, agents, ProcessTransport.of(host));

            assertThat(said)
                    .contains("mode observe", "CLUSTER_NOT_INITIALISED", "platform.provision")
                    .contains("allowed-by-mode");
            assertThat(host.nodes()).isEmpty();
        }
    }
}
