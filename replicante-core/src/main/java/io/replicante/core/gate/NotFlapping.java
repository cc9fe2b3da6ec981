package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.state.Retry;
import java.util.Objects;

/**
 * {@code not-flapping}: what failed again and again is not tried once more without a person, and neither is what would answer something
 * that comes and goes.
 *
 * <p>Evidence: the failures in a row of this kind of action on this subject; of a new machine, also the newcomers of its group that were
 * lost in a row before they ever voted. When the findings that it would resolve, and those about whether its nodes work, opened lately; of
 * a node that is dead they opened once.
 */
final class NotFlapping implements SafetyRule {
    @Override
    public String id() {
        return "not-flapping";
    }

    @Override
    public String unblockedBy() {
        return "a person who looks at it and approves, or the end of what comes and goes";
    }

    @Override
    public Severity severity() {
        return Severity.ASKS;
    }

    @Override
    public Reason judge(GateCase judged) {
        int failures = Retries.keys(judged.candidate()).stream()
                .map(key -> judged.view().state().retries().get(key))
                .filter(Objects::nonNull)
                .mapToInt(Retry::failures)
                .max()
                .orElse(0);
        if (judged.approval().isPresent()) {
            return holds(judged.approval().get().actor() + " looked at it and approved another try");
        }
        if (failures >= judged.settings().retryStop()) {
            return violated(
                            failures + " failures in a row; a person has to look at it",
                            "a person who looks at why it failed and approves another try")
                    .with(Reason.ASKED_FOR, "failures");
        }
        return Flapping.against(judged)
                .map(what -> violated(what + " opened " + judged.settings().flapOpenings() + " times within "
                                + judged.settings().flapWindow() + "; a person has to look at it")
                        .with(Reason.ASKED_FOR, "flapping"))
                .orElseGet(() -> holds(failures + " failures in a row, and nothing that comes and goes"));
    }
}
