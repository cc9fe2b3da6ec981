package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.state.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code grace}: after a failure, time passes before the next try; twice as long after each.
 *
 * <p>Evidence: the failures in a row of this kind of action on this subject; of a new machine, also the newcomers of its group that were
 * lost in a row before they ever voted.
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
        Optional<Retry> failed = Retries.against(judged);
        if (failed.isEmpty()) {
            return holds("the last try did not fail");
        }
        Retry retry = failed.get();
        Duration wait = Retries.waitAfter(retry.failures(), judged.settings());
        Instant until = Retries.until(retry, judged.settings());
        return judged.view().now().isBefore(until)
                ? violated(retry.failures() + " failures in a row, the last: " + retry.lastNote() + "; next try at "
                        + until)
                : holds("the wait of " + wait.toSeconds() + " s after the last failure is over");
    }
}
