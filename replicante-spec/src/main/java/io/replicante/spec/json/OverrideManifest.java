package io.replicante.spec.json;

import io.replicante.spec.cluster.SafetyOverride;
import java.util.Objects;

/**
 * Declares a person's word in place of a rule's answer.
 *
 * @param override what is declared
 */
public record OverrideManifest(SafetyOverride override) implements Manifest {
    /** Refuses nulls. */
    public OverrideManifest {
        Objects.requireNonNull(override, "override");
    }
}
