package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.state.Retry;

/**
 * {@code not-flapping}: what failed again and again is not tried once more without a person.
 *
 * <p>Evidence: the failures in a row of this kind of action on this subject.
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
        Retry retry = judged.view().state().retries().get(Retries.key(judged.candidate()));
        int failures = retry == null ? 0 : retry.failures();
        if (judged.approval().isPresent()) {
            return holds(judged.approval().get().actor() + " looked at it and approved another try");
        }
        return failures >= judged.settings().retryStop()
                ? violated(failures + " failures in a row; a person has to look at it")
                : holds(failures + " failures in a row");
    }
}
