package io.replicante.spec.json;

import io.replicante.spec.cluster.PlatformSpec;
import java.util.Objects;

/**
 * Declares a platform.
 *
 * @param platform what is declared
 */
public record PlatformManifest(PlatformSpec platform) implements Manifest {
    /** Refuses nulls. */
    public PlatformManifest {
        Objects.requireNonNull(platform, "platform");
    }
}
