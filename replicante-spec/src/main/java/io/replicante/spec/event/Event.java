package io.replicante.spec.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A committed event. Consumers see the first occurrences of a key in order; repeats are possible and carry the same id
 * and sequence.
 *
 * @param id names this occurrence for ever; derived from issuer, key and sequence
 * @param key the unit of order
 * @param sequence from 1 within its key, without gaps
 * @param code what happened
 * @param time when, by the engine's clock
 * @param payload the object after the change, or what the code says
 * @param actor who caused it
 * @param cause the id of the finding, action or request that led to it
 */
public record Event(
        UUID id,
        StreamKey key,
        long sequence,
        String code,
        Instant time,
        JsonNode payload,
        Actor actor,
        Optional<String> cause) {
    /** Refuses nulls and sequences below 1. */
    public Event {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(key, "key");
        if (sequence < 1) {
            throw new IllegalArgumentException("a sequence starts at 1");
        }
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(cause, "cause");
    }

    /**
     * Gives an event its place.
     *
     * @param event what was committed
     * @param issuer the incarnation of the store, so that two stores never give one id
     * @param sequence its place within the key
     * @return the committed event
     */
    public static Event of(NewEvent event, String issuer, long sequence) {
        String name = issuer + "/" + event.key() + "/" + sequence;
        UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        return new Event(
                id, event.key(), sequence, event.code(), event.time(), event.payload(), event.actor(), event.cause());
    }
}
