package io.replicante.core.gate;

import io.replicante.core.plan.Situation;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Decides whether a candidate is safe: every rule answers, and every answer is kept. Immutable and thread-safe. */
public final class Gate {
    private static final List<String> LATER = List.of(
            "to be checked at commit: reserved, lease-held, revision-unmoved",
            "to be checked at dispatch: still-true, lease-held, revision-unmoved");

    private final List<SafetyRule> rules;
    private final SafetySettings settings;

    private Gate(List<SafetyRule> rules, SafetySettings settings) {
        this.rules = List.copyOf(rules);
        this.settings = settings;
    }

    /**
     * The built-in rules and the host's own.
     *
     * @param host the host's rules
     * @param settings the numbers that the rules use
     * @return a gate
     */
    public static Gate with(List<SafetyRule> host, SafetySettings settings) {
        return new Gate(all(host), settings);
    }

    /**
     * The built-in rules without some: only to show that each of them is needed.
     *
     * @param ids the rules to leave out
     * @param settings the numbers that the rules use
     * @return a gate
     */
    static Gate without(List<String> ids, SafetySettings settings) {
        Predicate<SafetyRule> kept = rule -> !ids.contains(rule.id());
        return new Gate(builtIn().stream().filter(kept).toList(), settings);
    }

    static List<SafetyRule> builtIn() {
        return List.of(
                new AllowedByMode(),
                new EvidenceFresh(),
                new EvidenceConfirmed(),
                new IdentityCertain(),
                new DefinitionKnown(),
                new Durable(),
                new Available(),
                new Tolerant(),
                new PrimaryMovedFirst(),
                new TargetCaughtUp(),
                new OldPrimaryRevoked(),
                new NoDataLossFailover(),
                new IncarnationKnown(),
                new LastCopy(),
                new NotAlreadyInitialised(),
                new Removable(),
                new MembershipOneAtATime(),
                new OneDisruptionAtATime(),
                new Grace(),
                new NotFlapping(),
                new Approved(),
                new InWindow(),
                new BlastRadius(),
                new MassFailure(),
                new NoForeignChange(),
                new Capacity());
    }

    /**
     * The rules that are asked.
     *
     * @param host the host's rules
     * @return the ids, the built-in ones first
     */
    public static List<String> ruleIds(List<SafetyRule> host) {
        return all(host).stream().map(SafetyRule::id).toList();
    }

    private static List<SafetyRule> all(List<SafetyRule> host) {
        return Stream.concat(builtIn().stream(), host.stream().map(Guarded::new))
                .toList();
    }

    /**
     * Judges a candidate.
     *
     * @param candidate the candidate
     * @param situation the cluster and what is wrong with it
     * @return the decision, with every rule's answer
     */
    public Decision judge(Candidate candidate, Situation situation) {
        return judge(new GateCase(candidate, situation, settings));
    }

    /**
     * Judges candidates of one situation, whose copies are looked at once.
     *
     * @param candidates the candidates
     * @param situation the cluster and what is wrong with it
     * @return the decisions, in the order of the candidates
     */
    public List<Decision> judge(List<Candidate> candidates, Situation situation) {
        ShardsReading shards = ShardsReading.of(situation.view(), settings.caughtUpMax());
        return candidates.stream()
                .map(candidate -> judge(new GateCase(candidate, situation, settings, shards)))
                .toList();
    }

    /** What cannot be told has to be told; that it then holds is the next question. */
    private static String advice(SafetyRule rule, Reason reason) {
        return reason.unblockedBy()
                .orElseGet(() -> reason.answer() == Answer.UNKNOWN
                        ? "what is not known: " + reason.message()
                        : rule.unblockedBy());
    }

    /** An approval counts only while nothing is worse than what was approved. */
    private Decision judge(GateCase judged) {
        Decision unapproved = decide(judged.unapproved());
        boolean approved = judged.approval()
                .filter(approval -> approval.voidedBy(unapproved).isEmpty())
                .isPresent();
        return approved ? decide(judged) : unapproved;
    }

    private Decision decide(GateCase judged) {
        Candidate candidate = judged.candidate();
        Situation situation = judged.situation();
        boolean harmless = Claims.isHarmless(candidate, situation.definition());
        List<Reason> reasons = new ArrayList<>();
        List<SafetyRule> against = new ArrayList<>();
        List<String> unblockedBy = new ArrayList<>();
        for (SafetyRule rule : rules) {
            if (applies(rule, candidate, harmless)) {
                Reason reason = Overriding.of(rule, judged, Gate::ask);
                reasons.add(reason);
                if (reason.answer() != Answer.HOLDS) {
                    against.add(rule);
                    unblockedBy.add(rule.id() + ": " + advice(rule, reason));
                }
            }
        }
        Verdict verdict = verdict(against, reasons);
        return new Decision(candidate, verdict, reasons, verdict == Verdict.ALLOWED ? LATER : unblockedBy);
    }

    private static boolean applies(SafetyRule rule, Candidate candidate, boolean harmless) {
        return rule.appliesTo().contains(candidate.work()) && (!harmless || rule.appliesToHarmless());
    }

    private static Reason ask(SafetyRule rule, GateCase judged) {
        try {
            return Objects.requireNonNull(rule.judge(judged), "the answer");
        } catch (RuntimeException failure) {
            return new Reason(rule.id(), Answer.UNKNOWN, "the rule failed to answer: " + failure);
        }
    }

    private static Verdict verdict(List<SafetyRule> against, List<Reason> reasons) {
        if (against.isEmpty()) {
            return Verdict.ALLOWED;
        }
        boolean unknown = reasons.stream().anyMatch(reason -> reason.answer() == Answer.UNKNOWN);
        if (unknown || against.stream().anyMatch(rule -> rule.severity() == SafetyRule.Severity.REFUSES)) {
            return Verdict.REFUSED;
        }
        return against.stream().anyMatch(rule -> rule.severity() == SafetyRule.Severity.WAITS)
                ? Verdict.WAITING
                : Verdict.NEEDS_APPROVAL;
    }
}
