package io.replicante.core.gate;

import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.json.Nearest;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says which rules a person may answer in place of. Stateless. */
public final class Overridable {
    private static final Map<String, String> NEVER = new TreeMap<>(Map.of(
            "identity-certain", "nobody can say what an action would do while it is not certain who is who",
            "lease-held", "two engines would act at once",
            "revision-unmoved", "what people changed meanwhile would be passed over",
            "still-true", "an action would rest on facts that are not so any more",
            "allowed-by-mode", "change the mode instead: end the pause, or declare the namespace Active"));

    private Overridable() {}

    static boolean isOverridable(String rule) {
        return !NEVER.containsKey(rule) && !rule.equals(SafetyOverride.OLD_PRIMARY_REVOKED);
    }

    /**
     * Why an override cannot be taken.
     *
     * @param word the override
     * @param rules the rules that there are
     * @return the reason, or empty when it can be taken
     */
    public static Optional<String> refusal(SafetyOverride word, Collection<String> rules) {
        String rule = word.rule();
        if (NEVER.containsKey(rule)) {
            return Optional.of("the rule " + rule + " cannot be overridden: " + NEVER.get(rule));
        }
        if (word.vouches()) {
            boolean aboutOneNode = word.nodeId().isPresent() && word.shards().isEmpty();
            return aboutOneNode
                    ? Optional.empty()
                    : Optional.of(
                            "for " + rule + " a person vouches for one node: name it under node_id, and no shards");
        }
        return rules.contains(rule) ? Optional.empty() : Optional.of("there is no rule " + rule + hint(rule, rules));
    }

    private static String hint(String rule, Collection<String> rules) {
        TreeSet<String> possible = new TreeSet<>(rules);
        possible.removeAll(NEVER.keySet());
        possible.add(SafetyOverride.FORGOTTEN);
        return Nearest.find(rule, possible)
                .map(nearest -> "; did you mean \"" + nearest + "\"?")
                .orElseGet(() -> "; an override can name " + String.join(", ", possible));
    }
}
