package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import java.util.EnumSet;
import java.util.Set;

/**
 * One condition under which an action is safe. Hosts add their own; the built-in ones are implemented through this interface.
 *
 * <p>An implementation's Javadoc names the evidence that it uses. What it cannot tell it answers with {@code UNKNOWN}, which is
 * a refusal; where a reading was tried in this cycle and failed, it may take the worst case and answer.
 *
 * <p><b>Pure:</b> the same case gives the same answer; no I/O, no clock. <b>Thread safety:</b> called concurrently for different
 * clusters. <b>Failure:</b> a rule that throws counts as {@code UNKNOWN}.
 */
public interface SafetyRule {
    /**
     * Names the rule, for example {@code durable}.
     *
     * @return the id
     */
    String id();

    /**
     * The kinds of work that it applies to.
     *
     * @return the kinds; all by default
     */
    default Set<WorkClass> appliesTo() {
        return EnumSet.allOf(WorkClass.class);
    }

    /**
     * Whether it also applies to actions that touch nothing.
     *
     * @return false by default
     */
    default boolean appliesToHarmless() {
        return false;
    }

    /**
     * What a violation means for the verdict.
     *
     * @return refused by default
     */
    default Severity severity() {
        return Severity.REFUSES;
    }

    /**
     * What would have to be so for the rule to hold, for people who want the action, unless an answer says something else.
     *
     * @return a part of a sentence, such as "another node as primary"
     */
    default String unblockedBy() {
        return "whatever satisfies " + id();
    }

    /**
     * Judges a case.
     *
     * @param judged the candidate and everything known
     * @return the answer
     */
    Reason judge(GateCase judged);

    /** What a violation of a rule means for the verdict. */
    enum Severity {
        /** Not safe. */
        REFUSES,
        /** Not yet; time or our own work will bring it about. */
        WAITS,
        /** A person has to agree. */
        ASKS
    }

    /**
     * The rule is satisfied.
     *
     * @param message why
     * @return the answer
     */
    default Reason holds(String message) {
        return new Reason(id(), Reason.Answer.HOLDS, message);
    }

    /**
     * The rule forbids the action.
     *
     * @param message why
     * @return the answer
     */
    default Reason violated(String message) {
        return new Reason(id(), Reason.Answer.VIOLATED, message);
    }

    /**
     * The rule forbids the action, and something else would unblock it than {@link #unblockedBy()}.
     *
     * @param message why
     * @param unblockedBy a part of a sentence, as there
     * @return the answer
     */
    default Reason violated(String message, String unblockedBy) {
        return violated(message).unblockedBy(unblockedBy);
    }

    /**
     * It cannot be told, and something else would unblock it than {@link #unblockedBy()}.
     *
     * @param message why
     * @param unblockedBy a part of a sentence, as there
     * @return the answer
     */
    default Reason unknown(String message, String unblockedBy) {
        return unknown(message).unblockedBy(unblockedBy);
    }

    /**
     * It cannot be told.
     *
     * @param message why
     * @return the answer
     */
    default Reason unknown(String message) {
        return new Reason(id(), Reason.Answer.UNKNOWN, message);
    }
}
