package io.replicante.platform.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.spec.UnavailableException;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.platform.Platform;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTransportTest {
    @Test
    void reachesTheHostThatTheUrlNames(@TempDir Path directory) {
        try (ProcessHost host = Hosts.open(directory)) {
            Hosts.provision(host);
            ProcessTransport transport = ProcessTransport.of(host);

            assertThat(transport.schemes()).containsExactly("process");
            try (Platform platform = transport.connect(spec("process://local"))) {
                assertThat(platform.discover()).isEqualTo(host.platform().discover());
            }
        }
    }

    @Test
    void saysWhichUrlItCannotResolve() {
        ProcessTransport transport = ProcessTransport.of();

        for (String url : new String[] {"process://elsewhere", "http://local", "process:local", "process://a b"}) {
            assertThatThrownBy(() -> transport.connect(spec(url)))
                    .as(url)
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining(url.equals("process://elsewhere") ? "elsewhere" : url);
        }
    }

    private static PlatformSpec spec(String url) {
        return new PlatformSpec(
                "default", "local", true, PlatformSpec.DEFAULT_INTERVAL, url, PlatformSpec.DEFAULT_SETTLE);
    }
}
