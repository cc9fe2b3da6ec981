package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A host's rule of which nothing can end a cycle: while any of its methods throws, or answers nothing at all, it applies to every action
 * and answers {@code UNKNOWN}. Thread-safe, if the rule is.
 */
final class Guarded implements SafetyRule {
    private final SafetyRule rule;

    Guarded(SafetyRule rule) {
        this.rule = Objects.requireNonNull(rule, "rule");
    }

    @Override
    public String id() {
        return or(rule::id, rule.getClass().getName());
    }

    @Override
    public Set<WorkClass> appliesTo() {
        return or(() -> Set.copyOf(rule.appliesTo()), EnumSet.allOf(WorkClass.class));
    }

    @Override
    public boolean appliesToHarmless() {
        return or(rule::appliesToHarmless, true);
    }

    @Override
    public Severity severity() {
        return or(rule::severity, Severity.REFUSES);
    }

    @Override
    public String unblockedBy() {
        return or(rule::unblockedBy, "a rule that does not fail");
    }

    @Override
    public Reason judge(GateCase judged) {
        try {
            Objects.requireNonNull(rule.id(), "the id");
            Set.copyOf(rule.appliesTo());
            rule.appliesToHarmless();
            Objects.requireNonNull(rule.severity(), "the severity");
            Objects.requireNonNull(rule.unblockedBy(), "what unblocks it");
            return Objects.requireNonNull(rule.judge(judged), "the answer");
        } catch (RuntimeException failure) {
            return unknown("the rule failed to answer: " + failure);
        }
    }

    private static <T> T or(Supplier<T> asked, T otherwise) {
        try {
            return Objects.requireNonNull(asked.get());
        } catch (RuntimeException failed) {
            return otherwise;
        }
    }
}
