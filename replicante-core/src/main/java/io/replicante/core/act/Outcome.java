package io.replicante.core.act;

import java.util.Objects;

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
     */
    record Accepted(String note) implements Outcome {
        /** Refuses nulls. */
        public Accepted {
            Objects.requireNonNull(note, "note");
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
