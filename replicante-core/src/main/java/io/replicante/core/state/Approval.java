package io.replicante.core.state;

import io.replicante.core.state.Reason.Answer;
import io.replicante.spec.event.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A person's agreement to one candidate. It binds to the candidate's key: to its kind, its subjects with their incarnation, and the
 * incident that it would end, to each rule's answer at that moment, and to the bound of loss that was shown; not to the readings behind
 * them. It replaces no rule but those that ask for it.
 *
 * @param key the candidate's key
 * @param actor who agreed
 * @param at when
 * @param expires when the agreement ends
 * @param answers what each rule said then
 * @param lossBound how much acknowledged data might be lost, in time, as it was shown then
 * @param askedFor for what rules asked a person then, by rule
 */
public record Approval(
        String key,
        Actor actor,
        Instant at,
        Instant expires,
        NavigableMap<String, Answer> answers,
        Optional<Duration> lossBound,
        NavigableMap<String, String> askedFor) {
    /** How long an approval lasts. */
    public static final Duration LASTS = Duration.ofHours(1);

    /** Refuses nulls, copies the map; documents of earlier versions lack the last three. */
    public Approval {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(expires, "expires");
        answers = answers == null
                ? Collections.emptyNavigableMap()
                : Collections.unmodifiableNavigableMap(new TreeMap<>(answers));
        lossBound = lossBound == null ? Optional.empty() : lossBound;
        askedFor = askedFor == null
                ? Collections.emptyNavigableMap()
                : Collections.unmodifiableNavigableMap(new TreeMap<>(askedFor));
    }

    /**
     * Agrees to what a decision says.
     *
     * @param decision the decision that a person was shown
     * @param actor who agrees
     * @param at when
     * @return the approval
     */
    public static Approval of(Decision decision, Actor actor, Instant at) {
        return new Approval(
                decision.candidate().key(),
                actor,
                at,
                at.plus(LASTS),
                decision.answers(),
                decision.lossBound(),
                decision.askedFor());
    }

    /**
     * Why it does not count any more, whatever the time.
     *
     * @param now what the gate says now, as if nobody had agreed
     * @return the answer that got worse, the bound of loss that grew, or what a person is asked for besides; empty while none of that
     *     is so, or while the action only waits
     */
    public Optional<String> voidedBy(Decision now) {
        boolean grew = now.lossBound()
                .filter(bound -> lossBound.isEmpty() || lossBound.get().compareTo(bound) < 0)
                .isPresent();
        if (grew) {
            return Optional.of("the bound of loss is now " + now.lossBound().get() + ", and was "
                    + lossBound.map(Duration::toString).orElse("none"));
        }
        Optional<String> other = now.askedFor().entrySet().stream()
                .filter(asked -> !asked.getValue().equals(askedFor.getOrDefault(asked.getKey(), "")))
                .map(asked -> asked.getKey() + " asks for something else: " + asked.getValue())
                .findFirst();
        if (other.isPresent()) {
            return other;
        }
        if (now.verdict() == Decision.Verdict.WAITING) {
            return Optional.empty();
        }
        return now.reasons().stream()
                .filter(reason -> rank(reason.answer()) > rank(answers.getOrDefault(reason.rule(), Answer.HOLDS)))
                .findFirst()
                .map(reason -> reason.rule() + ": " + reason.message());
    }

    private static int rank(Answer answer) {
        return switch (answer) {
            case HOLDS -> 0;
            case VIOLATED -> 1;
            case UNKNOWN -> 2;
        };
    }

    /**
     * Whether it still counts.
     *
     * @param now the time
     * @return true until it expires
     */
    public boolean isValid(Instant now) {
        return now.isBefore(expires);
    }
}
