package io.replicante.spec.model;

import java.util.Objects;

/**
 * The version of an agent's software.
 *
 * @param checkout the source revision
 * @param number the version number
 * @param taint how the build differs from that revision
 */
public record AgentVersion(String checkout, String number, String taint) {
    /** Refuses nulls. */
    public AgentVersion {
        Objects.requireNonNull(checkout, "checkout");
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(taint, "taint");
    }
}
