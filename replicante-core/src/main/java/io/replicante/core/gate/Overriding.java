package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.state.Target;
import io.replicante.spec.cluster.SafetyOverride;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Puts a person's word in place of an answer that stands against an action, as far as the word goes: for one node's actions only,
 * for some shards only, and only if it lasts until the action should be over.
 */
final class Overriding {
    private Overriding() {}

    /** What a rule answers, with what people answer in its place. */
    static Reason of(SafetyRule rule, GateCase judged, BiFunction<SafetyRule, GateCase, Reason> ask) {
        Reason own = ask.apply(rule, judged);
        if (own.answer() == Answer.HOLDS || !Overridable.isOverridable(rule.id())) {
            return own;
        }
        List<SafetyOverride> meant = meant(judged, rule.id());
        if (meant.isEmpty()) {
            return own;
        }
        if (rule instanceof Available && Available.joinsInVain(judged)) {
            return own.with(
                    "not_overridden", "nobody can answer in place of this: never one more voter beside a dead one");
        }
        List<SafetyOverride> lasting =
                meant.stream().filter(word -> lasts(judged, word)).toList();
        if (lasting.isEmpty()) {
            return tooShort(judged, own, meant.get(0));
        }
        Optional<SafetyOverride> whole =
                lasting.stream().filter(word -> word.shards().isEmpty()).findFirst();
        if (whole.isPresent()) {
            return holds(own, whole.get());
        }
        Reason ofOthers = ask.apply(rule, judged.forgiving(lasting));
        return ofOthers.answer() == Answer.HOLDS
                ? holds(own, lasting.get(0))
                : ofOthers.with(
                        "forgiven",
                        lasting.stream().map(word -> word.shards().orElse("")).toList());
    }

    /** Whether a person takes the responsibility for what a rule says of a shard. */
    static boolean forgives(GateCase judged, String rule, Shard shard) {
        Predicate<SafetyOverride> covers =
                word -> word.shards().isEmpty() || (!shard.name().isEmpty() && word.forgives(shard.name()));
        return meant(judged, rule).stream().filter(word -> lasts(judged, word)).anyMatch(covers);
    }

    private static List<SafetyOverride> meant(GateCase judged, String rule) {
        Optional<String> subject = judged.candidate().subject().map(Target::nodeId);
        return judged.view().state().overrides().values().stream()
                .filter(word -> word.rule().equals(rule) && !word.vouches())
                .filter(word -> word.isValid(judged.view().now()))
                .filter(word -> word.nodeId().isEmpty() || word.nodeId().equals(subject))
                .toList();
    }

    static boolean lasts(GateCase judged, SafetyOverride word) {
        return !word.expires().isBefore(deadline(judged));
    }

    private static Instant deadline(GateCase judged) {
        return Deadlines.of(judged.view(), judged.candidate());
    }

    private static Reason tooShort(GateCase judged, Reason own, SafetyOverride word) {
        Reason against =
                new Reason(own.rule(), own.answer(), own.message() + tooShort(word), own.evidence(), own.unblockedBy());
        return against.with("deadline", deadline(judged));
    }

    static String tooShort(SafetyOverride word) {
        return "; the override by " + word.actor() + " ends at " + word.expires()
                + ", before the action has to be over";
    }

    private static Reason holds(Reason own, SafetyOverride word) {
        String scope = word.shards().map(shards -> " for the shards " + shards).orElse("");
        return new Reason(
                        own.rule(),
                        Answer.HOLDS,
                        "overridden" + scope + " by " + word.actor() + " until " + word.expires() + ", because "
                                + word.reason() + "; otherwise: " + own.message(),
                        own.evidence(),
                        Optional.empty())
                .with("override", word.id())
                .with("overridden", own.answer());
    }
}
