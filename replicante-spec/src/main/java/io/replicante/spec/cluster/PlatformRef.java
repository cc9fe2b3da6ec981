package io.replicante.spec.cluster;

import java.util.Objects;

/**
 * Names a platform.
 *
 * @param nsId its namespace
 * @param name its name
 */
public record PlatformRef(String nsId, String name) {
    /** Refuses nulls. */
    public PlatformRef {
        Objects.requireNonNull(nsId, "ns_id");
        Objects.requireNonNull(name, "name");
    }
}
