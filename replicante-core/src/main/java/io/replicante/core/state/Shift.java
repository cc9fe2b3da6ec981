package io.replicante.core.state;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an action does to who takes the writes, and to a copy in its place. Immutable.
 *
 * @param promoted the node that takes the writes from then on, if any
 * @param demoted the node that takes none from then on, and by itself never again, if any
 * @param pauses the node on which writes are stopped for a time, if any
 * @param pausesAtMost how long at most; zero when they are not stopped
 * @param rebuilt the node whose copy is thrown away and built anew, if any
 * @param blocked the nodes of which one, nobody knows which, gives its copy and serves nobody meanwhile
 * @param yields the node that hands its place as primary to another one of the datastore's choice, and stays, if any
 * @param votesLater whether a newcomer gets its vote only once it is caught up
 */
public record Shift(
        Optional<String> promoted,
        Optional<String> demoted,
        Optional<String> pauses,
        Duration pausesAtMost,
        Optional<String> rebuilt,
        List<String> blocked,
        Optional<String> yields,
        boolean votesLater) {
    /** Nothing of all that. */
    public static final Shift NONE = new Shift(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            false);

    /** Refuses nulls, copies the list; documents of earlier versions know of nobody who yields. */
    public Shift {
        Objects.requireNonNull(promoted, "promoted");
        Objects.requireNonNull(demoted, "demoted");
        Objects.requireNonNull(pauses, "pauses");
        Objects.requireNonNull(pausesAtMost, "pausesAtMost");
        Objects.requireNonNull(rebuilt, "rebuilt");
        blocked = List.copyOf(blocked);
        yields = yields == null ? Optional.empty() : yields;
    }

    /**
     * Whether somebody takes the writes, or takes them no more.
     *
     * @return true when the primary's place is touched
     */
    public boolean movesPrimary() {
        return promoted.isPresent() || demoted.isPresent() || yields.isPresent();
    }

    /**
     * Whether anybody notices: writes stop, move, or a copy is missed meanwhile.
     *
     * @return true when something is disturbed
     */
    public boolean disrupts() {
        return movesPrimary() || pauses.isPresent() || rebuilt.isPresent() || !blocked.isEmpty();
    }
}
