package io.replicante.core.state;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What the gate said of a candidate, and why.
 *
 * @param candidate the candidate
 * @param verdict the verdict
 * @param reasons every rule's answer
 * @param unblockedBy what would have to change, or be checked later
 */
public record Decision(Candidate candidate, Verdict verdict, List<Reason> reasons, List<String> unblockedBy) {
    /** The verdicts. */
    public enum Verdict {
        /** Safe now. */
        ALLOWED,
        /** Safe, and a person has to agree. */
        NEEDS_APPROVAL,
        /** Not now; it will be, without anybody's help. */
        WAITING,
        /** Not safe, or not known to be. */
        REFUSED
    }

    /** Refuses nulls, copies the lists. */
    public Decision {
        Objects.requireNonNull(candidate, "candidate");
        Objects.requireNonNull(verdict, "verdict");
        reasons = List.copyOf(reasons);
        unblockedBy = List.copyOf(unblockedBy);
    }

    /**
     * The answers that stand against the action.
     *
     * @return the reasons that do not hold
     */
    public List<Reason> against() {
        return reasons.stream()
                .filter(reason -> reason.answer() != Reason.Answer.HOLDS)
                .toList();
    }

    /**
     * Whether another decision on the same candidate is no news: verdict, answers and what a person is asked are the same, whatever the
     * readings behind them.
     *
     * @param other the other decision
     * @return true when nothing changed that matters
     */
    public boolean saysTheSameAs(Decision other) {
        return verdict == other.verdict
                && answers().equals(other.answers())
                && askedFor().equals(other.askedFor())
                && lossBound().equals(other.lossBound());
    }

    /**
     * What each rule said.
     *
     * @return the answers, by rule
     */
    public NavigableMap<String, Reason.Answer> answers() {
        NavigableMap<String, Reason.Answer> answers = new TreeMap<>();
        reasons.forEach(reason -> answers.put(reason.rule(), reason.answer()));
        return answers;
    }

    /**
     * What a person has to have been shown to agree to this, in short: the candidate with its arguments and effect, the verdict, each
     * rule's answer, for what it asks a person, and the bound of loss; not the sentences, and not the readings behind them.
     *
     * @return a text that another decision has only if all of these are the same
     */
    public String digest() {
        String shown = candidate.key() + "\n" + candidate.args() + "\n" + candidate.effect() + "\n" + verdict + "\n"
                + answers() + "\n" + askedFor() + "\n"
                + lossBound().map(Duration::toString).orElse("");
        return UUID.nameUUIDFromBytes(shown.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /**
     * For what rules ask a person, as they tell it under {@link Reason#ASKED_FOR}.
     *
     * @return one word for each rule that tells it, by rule
     */
    public NavigableMap<String, String> askedFor() {
        NavigableMap<String, String> asked = new TreeMap<>();
        reasons.forEach(reason -> Optional.ofNullable(reason.evidence().get(Reason.ASKED_FOR))
                .ifPresent(word -> asked.put(reason.rule(), word)));
        return asked;
    }

    /**
     * How much acknowledged data may be lost, as a rule tells it under {@link Reason#LOSS_BOUND}.
     *
     * @return the longest bound, in time, without end where it cannot be read; empty when no rule tells one
     */
    public Optional<Duration> lossBound() {
        return reasons.stream()
                .map(reason -> reason.evidence().get(Reason.LOSS_BOUND))
                .filter(Objects::nonNull)
                .map(Decision::bound)
                .max(Duration::compareTo);
    }

    private static Duration bound(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException unreadable) {
            return Duration.ofSeconds(Long.MAX_VALUE);
        }
    }
}
