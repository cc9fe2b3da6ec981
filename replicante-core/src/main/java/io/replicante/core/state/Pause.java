package io.replicante.core.state;

import io.replicante.spec.event.Actor;
import java.time.Instant;
import java.util.Objects;

/**
 * A person's wish that nothing be begun.
 *
 * @param actor who
 * @param since when
 * @param reason why
 */
public record Pause(Actor actor, Instant since, String reason) {
    /** Refuses nulls. */
    public Pause {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(reason, "reason");
    }
}
