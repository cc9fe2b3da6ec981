package io.replicante.core.state;

import java.util.Objects;

/**
 * One rule's answer.
 *
 * @param rule the rule's id
 * @param answer what it says
 * @param message why, in a sentence
 */
public record Reason(String rule, Answer answer, String message) {
    /** What a rule can say. */
    public enum Answer {
        /** The rule is satisfied. */
        HOLDS,
        /** The rule forbids the action. */
        VIOLATED,
        /** It cannot be told, which is a refusal. */
        UNKNOWN
    }

    /** Refuses nulls. */
    public Reason {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(message, "message");
    }
}
