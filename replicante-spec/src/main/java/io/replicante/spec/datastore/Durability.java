package io.replicante.spec.datastore;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Where an acknowledged write is, per class of shards. Immutable.
 *
 * <p>Parameters are expressions, because servers are configured: one that is Unknown leaves the model without numbers, and then
 * nothing that could lose a copy is safe. Where an expression asks a {@code node}, it is asked of each node that holds a copy, and
 * different answers are Unknown.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "model")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Durability.Quorum.class, name = "quorum"),
    @JsonSubTypes.Type(value = Durability.InSync.class, name = "in-sync"),
    @JsonSubTypes.Type(value = Durability.Primary.class, name = "primary"),
    @JsonSubTypes.Type(value = Durability.Replicated.class, name = "replicated"),
    @JsonSubTypes.Type(value = Durability.Unknown.class, name = "unknown")
})
public sealed interface Durability {
    /** On some majority, by votes, of the voters of the datastore's own configuration. */
    record Quorum() implements Durability {}

    /**
     * On the primary only, until a copy is seen to have caught up.
     *
     * @param min how many copies, the primary counted, must be up for writes to be accepted; empty: the primary alone
     */
    record Primary(Optional<Expression> min) implements Durability {
        /** Refuses nulls. */
        public Primary {
            Objects.requireNonNull(min, "min");
        }

        /** A primary that takes writes whoever else is up. */
        public Primary() {
            this(Optional.empty());
        }
    }

    /** Nothing is known: every copy may be the only one that holds a write. */
    record Unknown() implements Durability {}

    /**
     * On the primary and on some members of the set that was in force when the write was acknowledged.
     *
     * @param k how many members of the set, the primary not counted, hold each acknowledged write; empty: all of them
     * @param min how many members of the set, the primary counted, must be up for writes to be accepted
     * @param set the member ids of the set as reported, with or without the primary's; empty: it is not reported
     * @param authority whether the reported set can be relied upon
     * @param degradesTo what writes are acknowledged by when the set is too small; empty: they are refused
     * @param degradesUnless true where the server reports that it does not degrade; empty: it may
     */
    record InSync(
            Optional<Expression> k,
            Expression min,
            Optional<Expression> set,
            Authority authority,
            Optional<Durability> degradesTo,
            Optional<Expression> degradesUnless)
            implements Durability {
        /** Whether a set that was read is the set that acknowledgements rely on. */
        public enum Authority {
            /**
             * The datastore commits each change of the set before an acknowledgement relies on it, and agents read it from
             * there: a fresh reading is the set in force.
             */
            STORE,
            /** Nobody: once the primary is not observed, everything that may have been in the set counts as in it. */
            NONE
        }

        /** Refuses nulls. */
        public InSync {
            Objects.requireNonNull(k, "k");
            Objects.requireNonNull(min, "min");
            Objects.requireNonNull(set, "set");
            Objects.requireNonNull(authority, "authority");
            Objects.requireNonNull(degradesTo, "degradesTo");
            Objects.requireNonNull(degradesUnless, "degradesUnless");
        }
    }

    /**
     * On at least {@code w} of the {@code n} copies; no single copy is complete.
     *
     * @param n how many copies each piece of data has
     * @param w how many of them acknowledge a write, at the weakest that the server allows and a declaration does not raise
     * @param r how many of them answer a read
     * @param hintWindow how long writes are kept for a copy that is away; after more than that, and after it was rebuilt, a copy
     *     counts as holding nothing until a repair that began later is complete
     * @param hintSeconds the same as nodes report it, in whole seconds; where it is present it counts, and a node that never
     *     reported it keeps no writes
     */
    record Replicated(Expression n, Expression w, Expression r, Duration hintWindow, Optional<Expression> hintSeconds)
            implements Durability {
        /** Refuses nulls and a negative window. */
        public Replicated {
            Objects.requireNonNull(n, "n");
            Objects.requireNonNull(w, "w");
            Objects.requireNonNull(r, "r");
            Objects.requireNonNull(hintWindow, "hintWindow");
            if (hintWindow.isNegative()) {
                throw new IllegalArgumentException("hintWindow must not be negative");
            }
            Objects.requireNonNull(hintSeconds, "hintSeconds");
        }

        /**
         * Copies that are away may miss what is written for a time that is always the same.
         *
         * @param n how many copies each piece of data has
         * @param w how many of them acknowledge a write
         * @param r how many of them answer a read
         * @param hintWindow how long writes are kept for a copy that is away
         */
        public Replicated(Expression n, Expression w, Expression r, Duration hintWindow) {
            this(n, w, r, hintWindow, Optional.empty());
        }
    }

    /**
     * The name of the model.
     *
     * @return as definitions write it
     */
    default String model() {
        if (this instanceof Quorum) {
            return "quorum";
        }
        if (this instanceof InSync) {
            return "in-sync";
        }
        if (this instanceof Replicated) {
            return "replicated";
        }
        return this instanceof Primary ? "primary" : "unknown";
    }
}
