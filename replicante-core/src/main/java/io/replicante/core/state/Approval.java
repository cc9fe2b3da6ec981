package io.replicante.core.state;

import io.replicante.spec.event.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A person's agreement to one candidate. It binds to the candidate's key: to its kind, its subjects with their incarnation, and the
 * incident that it would end. It replaces no rule but those that ask for it.
 *
 * @param key the candidate's key
 * @param actor who agreed
 * @param at when
 * @param expires when the agreement ends
 */
public record Approval(String key, Actor actor, Instant at, Instant expires) {
    /** How long an approval lasts. */
    public static final Duration LASTS = Duration.ofHours(1);

    /** Refuses nulls. */
    public Approval {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(expires, "expires");
    }

    /**
     * Whether it still counts.
     *
     * @param now the time
     * @return true until it expires
     */
    public boolean isValid(Instant now) {
        return now.isBefore(expires);
    }
}
