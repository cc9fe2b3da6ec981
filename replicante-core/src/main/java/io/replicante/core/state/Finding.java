package io.replicante.core.state;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Something that is wrong, for as long as it is.
 *
 * @param code what, in the field's terms, for example {@code DEAD_PRIMARY}
 * @param severity how bad
 * @param subject about what
 * @param message in a sentence
 * @param evidence the facts behind it
 * @param since when it was first seen
 * @param cycles in how many consecutive cycles it was seen
 * @param incident names this occurrence, from its opening to its closing
 */
public record Finding(
        String code,
        Severity severity,
        Subject subject,
        String message,
        Map<String, String> evidence,
        Instant since,
        int cycles,
        UUID incident) {
    /** How bad a finding is. */
    public enum Severity {
        /** Worth knowing. */
        INFO,
        /** Redundancy or certainty is impaired. */
        WARNING,
        /** Service or data is at risk. */
        ERROR
    }

    /** Refuses nulls, copies the map (in the order of its keys). */
    public Finding {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(message, "message");
        evidence = Collections.unmodifiableMap(new TreeMap<>(evidence));
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(incident, "incident");
    }

    /**
     * What tells this finding from others at one moment.
     *
     * @return code and subject
     */
    public String key() {
        return code + "/" + subject.kind() + "/" + subject.id();
    }
}
