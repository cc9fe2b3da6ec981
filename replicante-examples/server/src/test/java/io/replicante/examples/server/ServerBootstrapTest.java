package io.replicante.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.core.Replicante;
import io.replicante.examples.server.config.ConfigReader;
import io.replicante.examples.server.config.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left of a server that cannot start. */
final class ServerBootstrapTest {
    private final Resources resources = new Resources();
    private final List<String> closed = new ArrayList<>();

    @Test
    void closesWhatWasOpenedWhenThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String bind = "{http: {bind: '127.0.0.1:" + taken.getLocalPort() + "'}}";
            ServerConfig config = ConfigReader.read("test.yaml", bind.getBytes(StandardCharsets.UTF_8));
            TestFleet fleet = new TestFleet();
            resources.open(() -> closed.add("first"));

            assertThatThrownBy(() -> ServerBootstrap.start(
                            resources,
                            config,
                            Replicante.builder().agents(fleet).platforms(fleet),
                            "test",
                            ServerBootstrap.Callers.DEFAULT))
                    .isInstanceOf(RuntimeException.class);
        }

        assertThat(closed).containsExactly("first");
    }

    @Test
    void closesInTheOppositeOrderWhateverFails() {
        resources.open(() -> closed.add("first"));
        resources.open(() -> {
            throw new IOException("cannot be closed");
        });
        resources.open(() -> closed.add("last"));

        resources.close();
        resources.close();

        assertThat(closed).containsExactly("last", "first");
    }

    @Test
    void leavesNothingOpenThatComesTooLate() {
        resources.close();

        assertThatIllegalStateException().isThrownBy(() -> resources.open(() -> closed.add("late")));
        assertThat(closed).containsExactly("late");
    }
}
