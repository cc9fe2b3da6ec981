package io.replicante.spec.datastore;

import java.util.Objects;

/**
 * The answer to a condition: true, false, or not known. Immutable.
 *
 * @param answer the answer
 * @param reason for {@link Answer#UNKNOWN} why; otherwise empty
 */
public record Truth(Answer answer, String reason) {
    /** The three answers. */
    public enum Answer {
        /** It holds. */
        TRUE,
        /** It does not hold. */
        FALSE,
        /** It cannot be told. */
        UNKNOWN
    }

    /** It holds. */
    public static final Truth TRUE = new Truth(Answer.TRUE, "");
    /** It does not hold. */
    public static final Truth FALSE = new Truth(Answer.FALSE, "");

    /** Refuses nulls. */
    public Truth {
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * A known answer.
     *
     * @param value the answer
     * @return {@link #TRUE} or {@link #FALSE}
     */
    public static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /**
     * It cannot be told.
     *
     * @param reason why
     * @return the answer
     */
    public static Truth unknown(String reason) {
        return new Truth(Answer.UNKNOWN, reason);
    }

    /**
     * Whether it certainly holds.
     *
     * @return false also when it cannot be told
     */
    public boolean isTrue() {
        return answer == Answer.TRUE;
    }

    /**
     * Whether it certainly does not hold.
     *
     * @return false also when it cannot be told
     */
    public boolean isFalse() {
        return answer == Answer.FALSE;
    }

    /**
     * Whether it cannot be told.
     *
     * @return true when there is no answer
     */
    public boolean isUnknown() {
        return answer == Answer.UNKNOWN;
    }

    @Override
    public String toString() {
        return reason.isEmpty() ? answer.name() : answer + " (" + reason + ")";
    }
}
