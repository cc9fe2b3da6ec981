package io.replicante.examples.server.config;

import io.replicante.core.EngineSettings;
import java.util.Objects;
import java.util.Optional;

/**
 * How the engine runs.
 *
 * @param instanceId its name among the engines of one store; a random one if empty
 * @param settings its numbers
 */
public record EngineConfig(Optional<String> instanceId, EngineSettings settings) {
    /** A random name and the engine's own numbers. */
    public static final EngineConfig DEFAULT = new EngineConfig(Optional.empty(), EngineSettings.DEFAULT);

    /** Refuses nulls. */
    public EngineConfig {
        Objects.requireNonNull(instanceId, "instanceId");
        Objects.requireNonNull(settings, "settings");
    }
}
