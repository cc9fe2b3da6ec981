package io.replicante.examples.server.config;

import java.util.Objects;

/**
 * All that can be configured.
 *
 * @param bind where the API listens
 * @param store where everything is kept
 * @param stream where events are delivered
 * @param engine how the engine runs
 */
public record ServerConfig(Bind bind, BackendConfig store, BackendConfig stream, EngineConfig engine) {
    /** In memory, and on this machine only. */
    public static final ServerConfig DEFAULT =
            new ServerConfig(Bind.DEFAULT, BackendConfig.memory(), BackendConfig.memory(), EngineConfig.DEFAULT);

    /** Refuses nulls. */
    public ServerConfig {
        Objects.requireNonNull(bind, "bind");
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(engine, "engine");
    }
}
