package io.replicante.core.act;

import java.util.Objects;
import java.util.OptionalInt;

/** What became of a request. */
public sealed interface Outcome {
    /**
     * What is worth remembering.
     *
     * @return a sentence
     */
    String note();

    /**
     * The other side took it.
     *
     * @param note what it answered
     * @param machines of a platform that was asked for machines, how many it provides
     */
    record Accepted(String note, OptionalInt machines) implements Outcome {
        /** Refuses nulls. */
        public Accepted {
            Objects.requireNonNull(note, "note");
            Objects.requireNonNull(machines, "machines");
        }

        /**
         * The other side took what is no order of machines.
         *
         * @param note what it answered
         */
        public Accepted(String note) {
            this(note, OptionalInt.empty());
        }
    }

    /**
     * The other side certainly did nothing and never will.
     *
     * @param note why
     */
    record Refused(String note) implements Outcome {
        /** Refuses nulls. */
        public Refused {
            Objects.requireNonNull(note, "note");
        }
    }

    /**
     * It may have been done, or may still be.
     *
     * @param note why that is not known
     */
    record Unknown(String note) implements Outcome {
        /** Refuses nulls. */
        public Unknown {
            Objects.requireNonNull(note, "note");
        }
    }
}
