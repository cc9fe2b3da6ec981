package io.replicante.core.check;

import io.replicante.core.state.Finding.Severity;
import io.replicante.core.state.Subject;
import java.util.Map;
import java.util.Objects;

/**
 * Something that a check sees in one view. It becomes a finding with a history when it is joined with the findings before.
 *
 * @param code what
 * @param severity how bad
 * @param subject about what
 * @param message in a sentence, without readings that change in every cycle
 * @param evidence the facts behind it
 */
public record Signal(String code, Severity severity, Subject subject, String message, Map<String, String> evidence) {
    /** Refuses nulls, copies the map. */
    public Signal {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(message, "message");
        evidence = Map.copyOf(evidence);
    }

    /**
     * A signal without further evidence.
     *
     * @param code what
     * @param severity how bad
     * @param subject about what
     * @param message in a sentence
     * @return the signal
     */
    public static Signal of(String code, Severity severity, Subject subject, String message) {
        return new Signal(code, severity, subject, message, Map.of());
    }
}
