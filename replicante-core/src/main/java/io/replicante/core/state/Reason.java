package io.replicante.core.state;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One rule's answer.
 *
 * @param rule the rule's id
 * @param answer what it says
 * @param message why, in a sentence
 * @param evidence the readings that the answer rests on, by name, as far as the rule tells them
 * @param unblockedBy what would have to be so for the rule to hold; empty where that is what the rule says of itself
 */
public record Reason(
        String rule,
        Answer answer,
        String message,
        NavigableMap<String, String> evidence,
        Optional<String> unblockedBy) {
    /** The name of the reading that tells how much acknowledged data may be lost, in time: an ISO duration. */
    public static final String LOSS_BOUND = "loss_bound";

    /** The name of what tells, in a word, for what of several reasons a rule asks a person: who agrees to one agrees to no other. */
    public static final String ASKED_FOR = "asked_for";

    /** What a rule can say. */
    public enum Answer {
        /** The rule is satisfied. */
        HOLDS,
        /** The rule forbids the action. */
        VIOLATED,
        /** It cannot be told, which is a refusal. */
        UNKNOWN
    }

    /** Refuses nulls, copies the map. */
    public Reason {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(unblockedBy, "unblockedBy");
        evidence = Collections.unmodifiableNavigableMap(new TreeMap<>(evidence));
    }

    /**
     * An answer that needs no readings.
     *
     * @param rule the rule's id
     * @param answer what it says
     * @param message why, in a sentence
     */
    public Reason(String rule, Answer answer, String message) {
        this(rule, answer, message, Collections.emptyNavigableMap(), Optional.empty());
    }

    /**
     * This answer, when something else would unblock it than what the rule says of itself.
     *
     * @param what a part of a sentence, such as "another node as primary"
     * @return the answer
     */
    public Reason unblockedBy(String what) {
        return new Reason(rule, answer, message, evidence, Optional.of(what));
    }

    /**
     * This answer with a reading that it rests on.
     *
     * @param name what was read
     * @param value what it was
     * @return the answer
     */
    public Reason with(String name, Object value) {
        NavigableMap<String, String> more = new TreeMap<>(evidence);
        more.put(name, value.toString());
        return new Reason(rule, answer, message, more, unblockedBy);
    }
}
