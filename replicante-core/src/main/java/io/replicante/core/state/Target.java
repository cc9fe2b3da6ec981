package io.replicante.core.state;

import java.util.Objects;
import java.util.Optional;

/**
 * A node that an action is aimed at, as it was when that was decided.
 *
 * @param nodeId the node; for a node that only the datastore's configuration knows, {@code member:<id>}
 * @param incarnation the incarnation of its process, if it was known
 * @param machine what told its machine from another with the same id, if it was known
 */
public record Target(String nodeId, Optional<String> incarnation, Optional<String> machine) {
    /** Refuses nulls. */
    public Target {
        Objects.requireNonNull(nodeId, "nodeId");
        Objects.requireNonNull(incarnation, "incarnation");
        Objects.requireNonNull(machine, "machine");
    }
}
