package io.replicante.spec.datastore;

import java.util.Objects;

/**
 * A finding that only one software has.
 *
 * @param code names the finding, in UPPER_SNAKE
 * @param severity how bad it is
 * @param when the condition on the variable node, true where the finding is
 * @param message what it says, for people
 */
public record DefinitionCheck(String code, Severity severity, Expression when, String message) {
    /** How bad a finding is. */
    public enum Severity {
        /** Worth knowing. */
        INFO,
        /** Something should be done. */
        WARNING,
        /** Something must be done. */
        ERROR
    }

    /** Refuses nulls. */
    public DefinitionCheck {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(when, "when");
        Objects.requireNonNull(message, "message");
    }
}
