package io.replicante.spec.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An event that has not been committed yet: it gets its sequence from the store when the change that it tells of commits.
 *
 * @param key the unit of order
 * @param code what happened, one of {@link EventCodes}
 * @param time when, by the engine's clock
 * @param payload the object after the change, or what the code says
 * @param actor who caused it
 * @param cause the id of the finding, action or request that led to it
 */
public record NewEvent(
        StreamKey key, String code, Instant time, JsonNode payload, Actor actor, Optional<String> cause) {
    /** Refuses nulls. */
    public NewEvent {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(cause, "cause");
    }
}
