package io.replicante.examples.server.config;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A store or a stream, as it was configured.
 *
 * @param type the name of its kind
 * @param settings what was written for it, by name
 */
public record BackendConfig(String type, Map<String, String> settings) {
    /** What needs nothing from outside and keeps nothing. */
    public static final String MEMORY = "memory";

    /** Refuses nulls, copies the settings. */
    public BackendConfig {
        Objects.requireNonNull(type, "type");
        settings = Map.copyOf(settings);
    }

    static BackendConfig memory() {
        return new BackendConfig(MEMORY, Map.of());
    }

    /** Without secrets. */
    @Override
    public String toString() {
        Map<String, String> shown = new TreeMap<>(settings);
        shown.computeIfPresent("password", (name, secret) -> "***");
        return type + (shown.isEmpty() ? "" : " " + shown);
    }
}
