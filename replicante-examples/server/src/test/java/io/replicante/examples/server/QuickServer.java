package io.replicante.examples.server;

import io.replicante.core.EngineSettings;
import io.replicante.core.Replicante;
import io.replicante.core.engine.CycleLimits;
import io.replicante.core.engine.EngineLimits;
import io.replicante.core.gate.SafetySettings;
import io.replicante.examples.server.config.Bind;
import io.replicante.examples.server.config.ConfigReader;
import io.replicante.examples.server.config.EngineConfig;
import io.replicante.examples.server.config.ServerConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A server in this process, on a free port, that speaks HTTP with whatever its manifests name, and does not wait for long. */
public final class QuickServer implements AutoCloseable {
    private static final Duration OFTEN = Duration.ofMillis(20);

    private final ServerBootstrap server;
    private final Client client;

    /** Starts it, with the usual waits after failures. */
    public QuickServer() {
        this(SafetySettings.DEFAULT.retryBase(), SafetySettings.DEFAULT.retryStop());
    }

    /**
     * Starts it.
     *
     * @param retryBase how long to wait after a first failure
     * @param retryStop after how many failures in a row a person is asked
     */
    public QuickServer(Duration retryBase, int retryStop) {
        byte[] config = "{http: {bind: '127.0.0.1:0'}}".getBytes(StandardCharsets.UTF_8);
        ServerConfig read = ConfigReader.read("quick.yaml", config);
        EngineConfig engine = new EngineConfig(Optional.of("quick"), settings(safety(retryBase, retryStop)));
        server = ServerBootstrap.start(
                new Resources(),
                new ServerConfig(read.bind(), read.store(), read.stream(), engine),
                Replicante.builder(),
                "test",
                ServerBootstrap.Callers.DEFAULT);
        Bind bind = server.bind();
        client = new Client("http://" + bind);
    }

    /** Clusters of other tests, given up in the midst of something, hold nobody up. */
    private static SafetySettings safety(Duration retryBase, int retryStop) {
        return SafetySettings.DEFAULT.toBuilder()
                .retryBase(retryBase)
                .retryStop(retryStop)
                .fleetShare(1)
                .fleetDomains(Integer.MAX_VALUE)
                .build();
    }

    private static EngineSettings settings(SafetySettings safety) {
        EngineLimits work = EngineLimits.DEFAULT;
        CycleLimits cycles = CycleLimits.DEFAULT;
        return EngineSettings.DEFAULT
                .withSafety(safety)
                .withWork(new EngineLimits(
                        work.clusters(),
                        work.slowClusters(),
                        work.platforms(),
                        work.publications(),
                        work.slow(),
                        OFTEN,
                        work.close()))
                .withCycles(new CycleLimits(
                        cycles.restarts(), cycles.agent(), cycles.platform(), cycles.begin(), OFTEN, cycles.offsets()));
    }

    /**
     * Speaks to it.
     *
     * @return a client
     */
    public Client client() {
        return client;
    }

    @Override
    public void close() {
        server.close();
    }
}
