package io.replicante.store;

import java.time.Instant;
import java.util.Objects;

/**
 * What a store says of itself.
 *
 * @param incarnation random, chosen when its data was created, or when it came back with a state that may lack an
 *     acknowledged commit; the issuer of tokens and event ids
 * @param createdAt when that was
 * @param survivesRestart whether an acknowledged commit survives the end of this process
 */
public record StoreDescription(String incarnation, Instant createdAt, boolean survivesRestart) {
    /** Refuses nulls. */
    public StoreDescription {
        Objects.requireNonNull(incarnation, "incarnation");
        Objects.requireNonNull(createdAt, "createdAt");
    }
}
