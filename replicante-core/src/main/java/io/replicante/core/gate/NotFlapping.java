package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.state.Retry;
import java.util.Objects;

/**
 * {@code not-flapping}: what failed again and again is not tried once more without a person.
 *
 * <p>Evidence: the failures in a row of this kind of action on this subject; of a new machine, also the newcomers of its group that were
 * lost in a row before they ever voted.
 */
final class NotFlapping implements SafetyRule {
    @Override
    public String id() {
        return "not-flapping";
    }

    @Override
    public String unblockedBy() {
        return "the end of the wait after failures of the same action";
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
        return failures >= judged.settings().retryStop()
                ? violated(failures + " failures in a row; a person has to look at it")
                : holds(failures + " failures in a row");
    }
}
