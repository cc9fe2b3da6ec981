package io.replicante.core.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Which listings of the platform lacked a node that does not answer. A listing counts once, however many cycles read it. Immutable.
 *
 * @param silentSince since when its agent does not answer; a listing that began earlier says nothing
 * @param first when the first of the listings in a row began that lacked it; empty when the last one had it
 * @param last when the last one of these began
 * @param listings how many they are
 */
public record Unlisted(Instant silentSince, Optional<Instant> first, Optional<Instant> last, int listings) {
    /** Refuses nulls. */
    public Unlisted {
        Objects.requireNonNull(silentSince, "silentSince");
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(last, "last");
    }

    /**
     * A node that has just fallen silent.
     *
     * @param now the time
     * @return what is known of it then
     */
    public static Unlisted silent(Instant now) {
        return new Unlisted(now, Optional.empty(), Optional.empty(), 0);
    }

    /**
     * The same, and a listing had it.
     *
     * @return what begins anew
     */
    public Unlisted listed() {
        return silent(silentSince);
    }

    /**
     * The same, and a listing lacked it.
     *
     * @param at when the listing began
     * @return one listing more, if it is a new one and began after the node fell silent
     */
    public Unlisted lacking(Instant at) {
        boolean fresh = at.isAfter(last.orElse(silentSince));
        return fresh ? new Unlisted(silentSince, first.or(() -> Optional.of(at)), Optional.of(at), listings + 1) : this;
    }

    /**
     * Whether it is certainly not listed any more.
     *
     * @param enough how many listings have to say so
     * @param within how long these have to span at least
     * @return true when they do
     */
    public boolean isConfirmed(int enough, Duration within) {
        return listings >= enough
                && first.isPresent()
                && last.isPresent()
                && Duration.between(first.get(), last.get()).compareTo(within) >= 0;
    }
}
