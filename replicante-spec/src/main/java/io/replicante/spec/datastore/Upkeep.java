package io.replicante.spec.datastore;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What must be known to change a cluster bit by bit. Immutable.
 *
 * @param versionSkew which versions may run together; empty: nothing is said, so only one
 * @param repair how copies are made whole again; empty: they cannot be
 * @param foreignChanges facts by which it is seen that somebody else changes the cluster
 */
public record Upkeep(Optional<VersionSkew> versionSkew, Optional<Repair> repair, List<ForeignChange> foreignChanges) {
    /** Nothing is said. */
    public static final Upkeep NONE = new Upkeep(Optional.empty(), Optional.empty(), List.of());

    /**
     * Which versions may run together, and which node changes first.
     *
     * @param major by how much the first number may differ
     * @param minor by how much the second number may differ where the first is equal; where it may differ, it is not asked
     * @param order who changes first
     */
    public record VersionSkew(int major, int minor, Order order) {
        /** Who changes first. */
        public enum Order {
            /** The primary is last. */
            SECONDARIES_FIRST,
            /** It does not matter. */
            ANY
        }

        /** Refuses nulls and negative numbers. */
        public VersionSkew {
            Objects.requireNonNull(order, "order");
            if (major < 0 || minor < 0) {
                throw new IllegalArgumentException("a version skew must not be negative");
            }
        }
    }

    /**
     * How copies that missed writes are made whole again.
     *
     * @param action the kind of action that does it
     * @param began the store attribute with the time, in seconds since 1970, at which the last repair began that covered all data
     *     of a node and is complete
     */
    public record Repair(String action, String began) {
        /** Refuses nulls. */
        public Repair {
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(began, "began");
        }
    }

    /**
     * Somebody else is changing the cluster.
     *
     * @param when true of a {@code node} that shows it
     * @param meaning what it says, for people
     * @param toldBy who has to report what is asked for
     */
    public record ForeignChange(Expression when, String meaning, ToldBy toldBy) {
        /** Of which nodes an answer is needed before it is known that nobody is changing the cluster. */
        public enum ToldBy {
            /** Every node that works: what goes on at one of them is seen from no other. */
            EACH,
            /** One node that works: each sees what goes on in the whole cluster, or it has none of it. */
            ANY
        }

        /** Refuses nulls. */
        public ForeignChange {
            Objects.requireNonNull(when, "when");
            Objects.requireNonNull(meaning, "meaning");
            Objects.requireNonNull(toldBy, "toldBy");
        }

        /**
         * One that each node has to tell of itself.
         *
         * @param when true of a {@code node} that shows it
         * @param meaning what it says, for people
         */
        public ForeignChange(Expression when, String meaning) {
            this(when, meaning, ToldBy.EACH);
        }
    }

    /** Refuses nulls, copies the list. */
    public Upkeep {
        Objects.requireNonNull(versionSkew, "versionSkew");
        Objects.requireNonNull(repair, "repair");
        foreignChanges = List.copyOf(foreignChanges);
    }
}
