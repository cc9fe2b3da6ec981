package io.replicante.core.gate;

import io.replicante.core.state.Effect;
import io.replicante.core.state.Shift;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Effects of one kind each. */
final class Touches {
    static final Duration MINUTE = Duration.ofMinutes(1);

    private Touches() {}

    static Effect away(String node) {
        return away(node, MINUTE);
    }

    static Effect away(String node, Duration atMost) {
        return effect(Optional.of(node), atMost, Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    static Effect learner(String node) {
        return effect(Optional.empty(), Duration.ZERO, Optional.of(node), Optional.empty(), Optional.empty(), false);
    }

    static Effect voter(String node) {
        return effect(Optional.empty(), Duration.ZERO, Optional.empty(), Optional.of(node), Optional.empty(), false);
    }

    static Effect leaves(String member) {
        return effect(Optional.empty(), Duration.ZERO, Optional.empty(), Optional.empty(), Optional.of(member), false);
    }

    static Effect swap(String node, String member, boolean atomic) {
        return effect(
                Optional.empty(), Duration.ZERO, Optional.empty(), Optional.of(node), Optional.of(member), atomic);
    }

    static Effect forms() {
        return new Effect(
                Optional.empty(),
                Duration.ZERO,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                false,
                false);
    }

    static Effect promotes(String node) {
        return shifts(Optional.of(node), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    static Effect demotes(String node) {
        return shifts(Optional.empty(), Optional.of(node), Optional.empty(), Optional.empty(), List.of());
    }

    static Effect pauses(String node) {
        return shifts(Optional.empty(), Optional.empty(), Optional.of(node), Optional.empty(), List.of());
    }

    static Effect rebuilds(String node) {
        return shifts(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(node), List.of());
    }

    static Effect blocks(String... nodes) {
        return shifts(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(nodes));
    }

    static Effect votingLater(Effect effect) {
        return effect.shifting(new Shift(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                true));
    }

    private static Effect shifts(
            Optional<String> promoted,
            Optional<String> demoted,
            Optional<String> pauses,
            Optional<String> rebuilt,
            List<String> blocked) {
        return effect(Optional.empty(), Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty(), false)
                .shifting(new Shift(
                        promoted,
                        demoted,
                        pauses,
                        pauses.isPresent() ? MINUTE : Duration.ZERO,
                        rebuilt,
                        blocked,
                        Optional.empty(),
                        false));
    }

    private static Effect effect(
            Optional<String> away,
            Duration awayAtMost,
            Optional<String> learner,
            Optional<String> voter,
            Optional<String> leaves,
            boolean atomic) {
        return new Effect(away, awayAtMost, learner, voter, leaves, Optional.empty(), false, false, atomic);
    }
}
