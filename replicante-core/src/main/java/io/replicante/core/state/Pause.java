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

    /**
     * How findings and reasons speak of it.
     *
     * @return for example {@code by person:ada since 2031-03-09T07:00:00Z, because holidays}
     */
    public String describe() {
        return "by " + actor + " since " + since + (reason.isBlank() ? "" : ", because " + reason);
    }
}
