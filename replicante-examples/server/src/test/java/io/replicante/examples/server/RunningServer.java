package io.replicante.examples.server;

import io.replicante.core.Replicante;
import io.replicante.core.ReplicanteBuilder;
import io.replicante.examples.server.api.Authoriser;
import io.replicante.examples.server.api.RequestLimits;
import io.replicante.examples.server.config.ConfigReader;
import java.nio.charset.StandardCharsets;

/** A server in this process, on a free port, that manages a {@link TestFleet}. */
public final class RunningServer implements AutoCloseable {
    private static final String CONFIG = "{http: {bind: '127.0.0.1:0'}, engine: {instance_id: tested, poll: PT0.05S}}";

    private final TestFleet fleet = new TestFleet();
    private final ServerBootstrap server;
    private final Client client;

    /** Starts it. */
    public RunningServer() {
        this(RequestLimits.DEFAULT, Authoriser.EVERYBODY);
    }

    /**
     * Starts it.
     *
     * @param limits what requests may take
     * @param authoriser decides who may call
     */
    public RunningServer(RequestLimits limits, Authoriser authoriser) {
        ReplicanteBuilder builder = Replicante.builder().agents(fleet).platforms(fleet);
        server = ServerBootstrap.start(
                new Resources(),
                ConfigReader.read("test.yaml", CONFIG.getBytes(StandardCharsets.UTF_8)),
                builder,
                "test",
                new ServerBootstrap.Callers(limits, authoriser));
        client = new Client("http://" + server.bind());
    }

    /**
     * What it manages.
     *
     * @return the fleet
     */
    public TestFleet fleet() {
        return fleet;
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
