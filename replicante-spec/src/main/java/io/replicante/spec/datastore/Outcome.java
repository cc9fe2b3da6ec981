package io.replicante.spec.datastore;

import java.util.Objects;

/** What an expression comes to. Immutable. */
public sealed interface Outcome {
    /**
     * A result.
     *
     * @param value a text, {@code Long}, {@code Double}, {@code Boolean}, list or map
     */
    record Value(Object value) implements Outcome {
        /** Refuses nulls. */
        public Value {
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * No result: a fact was missing, or something went wrong.
     *
     * @param reason what
     */
    record Unknown(String reason) implements Outcome {
        /** Refuses nulls. */
        public Unknown {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
