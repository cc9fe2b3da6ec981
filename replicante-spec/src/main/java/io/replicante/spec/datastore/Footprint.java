package io.replicante.spec.datastore;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an action may do to the data and to the membership. Immutable.
 *
 * @param awayAtMost how long its subject is stopped at most; empty: it is not stopped
 * @param joins who joins
 * @param leaves who leaves
 * @param forms whether a new cluster is formed
 * @param atomic whether the datastore does all of it at once or nothing
 * @param worst whether nothing is known: the whole node of its subject is away for ever
 * @param rebuilds whether its subject's copy is lost and copied anew
 * @param movesPrimary whether the subject's shards get another primary
 * @param stopsWritesAtMost how long writes are stopped at most; empty: they are not
 * @param donors a condition on {@code node}: data is copied from some node for which it is true, and the datastore picks which;
 *     empty: nothing is copied
 * @param donorsServe whether the node that is copied from serves others meanwhile as ever; unless that is certain it does not
 */
public record Footprint(
        Optional<Duration> awayAtMost,
        List<Join> joins,
        List<Who> leaves,
        boolean forms,
        boolean atomic,
        boolean worst,
        boolean rebuilds,
        boolean movesPrimary,
        Optional<Duration> stopsWritesAtMost,
        Optional<Expression> donors,
        boolean donorsServe) {
    /** Nothing at all happens to data or membership. */
    public static final Footprint EMPTY = new Footprint(Optional.empty(), List.of(), List.of(), false, false, false);
    /** What an action without a footprint is taken for: the whole node of its subject is away for ever. */
    public static final Footprint WORST = new Footprint(Optional.empty(), List.of(), List.of(), false, false, true);

    /** Whom an action touches. */
    public enum Who {
        /** The node that it is about. */
        SUBJECT,
        /** The member that is lost. */
        LOST
    }

    /** As what a node joins. */
    public enum As {
        /** Gets copies and does not vote. */
        LEARNER,
        /** Votes. */
        VOTER,
        /** Does not vote yet, and votes by itself as soon as it is caught up. */
        VOTER_WHEN_CAUGHT_UP
    }

    /**
     * One node that joins.
     *
     * @param who the node
     * @param as as what
     */
    public record Join(Who who, As as) {
        /** Refuses nulls. */
        public Join {
            Objects.requireNonNull(who, "who");
            Objects.requireNonNull(as, "as");
        }
    }

    /** Refuses nulls, copies the lists. */
    public Footprint {
        Objects.requireNonNull(awayAtMost, "awayAtMost");
        joins = List.copyOf(joins);
        leaves = List.copyOf(leaves);
        Objects.requireNonNull(stopsWritesAtMost, "stopsWritesAtMost");
        Objects.requireNonNull(donors, "donors");
    }

    /**
     * A footprint that moves no primary and rebuilds no copy.
     *
     * @param awayAtMost how long its subject is stopped at most; empty: it is not stopped
     * @param joins who joins
     * @param leaves who leaves
     * @param forms whether a new cluster is formed
     * @param atomic whether the datastore does all of it at once or nothing
     * @param worst whether nothing is known
     */
    public Footprint(
            Optional<Duration> awayAtMost,
            List<Join> joins,
            List<Who> leaves,
            boolean forms,
            boolean atomic,
            boolean worst) {
        this(awayAtMost, joins, leaves, forms, atomic, worst, false, false, Optional.empty(), Optional.empty(), false);
    }

    /**
     * Whether nothing happens to data or membership.
     *
     * @return true for what cannot harm
     */
    public boolean isEmpty() {
        return awayAtMost.isEmpty()
                && joins.isEmpty()
                && leaves.isEmpty()
                && !forms
                && !worst
                && !rebuilds
                && !movesPrimary
                && stopsWritesAtMost.isEmpty()
                && donors.isEmpty();
    }
}
