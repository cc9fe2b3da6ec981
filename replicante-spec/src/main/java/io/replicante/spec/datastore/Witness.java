package io.replicante.spec.datastore;

import java.util.Objects;

/**
 * A fact by which another node confirms that a node is gone.
 *
 * @param confirms true when {@code node}, the witness, sees that {@code subject} is gone
 * @param meaning what that says, for people
 */
public record Witness(Expression confirms, String meaning) {
    /** Refuses nulls. */
    public Witness {
        Objects.requireNonNull(confirms, "confirms");
        Objects.requireNonNull(meaning, "meaning");
    }
}
