package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.state.Retry;
import java.time.Duration;
import java.time.Instant;

/**
 * {@code grace}: after a failure, time passes before the next try; twice as long after each.
 *
 * <p>Evidence: the failures in a row of this kind of action on this subject.
 */
final class Grace implements SafetyRule {
    @Override
    public String id() {
        return "grace";
    }

    @Override
    public String unblockedBy() {
        return "the end of the wait for the last such step";
    }

    @Override
    public Severity severity() {
        return Severity.WAITS;
    }

    @Override
    public Reason judge(GateCase judged) {
        Retry retry = judged.view().state().retries().get(Retries.key(judged.candidate()));
        if (retry == null || retry.failures() == 0) {
            return holds("the last try did not fail");
        }
        Duration wait = Retries.waitAfter(retry.failures(), judged.settings());
        Instant until = retry.lastAt().plus(wait);
        return judged.view().now().isBefore(until)
                ? violated(retry.failures() + " failures in a row, the last: " + retry.lastNote() + "; next try at "
                        + until)
                : holds("the wait of " + wait.toSeconds() + " s after the last failure is over");
    }
}
