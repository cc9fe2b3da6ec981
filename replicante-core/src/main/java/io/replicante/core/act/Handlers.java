package io.replicante.core.act;

import io.replicante.core.connect.BoundedCalls;
import io.replicante.core.state.Orchestration;
import io.replicante.spec.ConflictException;
import io.replicante.spec.IndeterminateException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.action.OrchestratorAction;
import io.replicante.spec.action.OrchestratorActionPhase;
import io.replicante.spec.protocol.ErrorBody;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Invokes the handlers of actions on clusters as a whole, each bounded in time. Thread-safe. */
public final class Handlers {
    private final Map<String, OrchestratorActionHandler> byKind;
    private final BoundedCalls calls;

    private Handlers(Map<String, OrchestratorActionHandler> byKind, BoundedCalls calls) {
        this.byKind = Map.copyOf(byKind);
        this.calls = calls;
    }

    /**
     * The built-in handlers and the host's own.
     *
     * @param host the host's handlers
     * @param calls bounds every invocation
     * @return the handlers
     * @throws ConflictException if two handle one kind
     */
    public static Handlers with(List<OrchestratorActionHandler> host, BoundedCalls calls) {
        Map<String, OrchestratorActionHandler> byKind = new LinkedHashMap<>();
        OrchestratorTests.all().forEach(each -> byKind.put(each.kind(), each));
        for (OrchestratorActionHandler each : host) {
            if (byKind.putIfAbsent(each.kind(), each) != null) {
                throw new ConflictException("two handlers carry out " + each.kind());
            }
        }
        return new Handlers(byKind, calls);
    }

    /**
     * Invokes an action's handler once more.
     *
     * @param work the action, running
     * @param now the engine's time
     * @param atMost how long that may take
     * @return the action afterwards, with this invocation counted; the same as before when there was no answer
     */
    public Orchestration invoke(Orchestration work, Instant now, Duration atMost) {
        OrchestratorAction action = work.action();
        OrchestratorActionHandler handler = byKind.get(action.kind());
        if (handler == null) {
            return new Orchestration(
                    failed(action, "no handler carries out " + action.kind(), now), work.invocations());
        }
        int number = work.invocations() + 1;
        Orchestration after = work;
        try {
            OrchestratorActionHandler.Progress progress = calls.call(
                    action.kind(),
                    atMost,
                    () -> handler.invoke(new OrchestratorActionHandler.Call(action, number, now)));
            after = new Orchestration(progressed(action, progress, now), number);
        } catch (IndeterminateException | UnavailableException unanswered) {
            after = work;
        } catch (RuntimeException failure) {
            after = new Orchestration(failed(action, failure.toString(), now), number);
        }
        return overdue(after, handler, now);
    }

    private static Orchestration overdue(Orchestration work, OrchestratorActionHandler handler, Instant now) {
        OrchestratorAction action = work.action();
        Duration timeout = action.timeout().orElseGet(handler::timeout);
        boolean late = action.phase() == OrchestratorActionPhase.RUNNING
                && action.scheduledTime()
                        .filter(at -> Duration.between(at, now).compareTo(timeout) > 0)
                        .isPresent();
        return late ? work.with(failed(action, "it ran longer than " + timeout, now)) : work;
    }

    private static OrchestratorAction progressed(
            OrchestratorAction action, OrchestratorActionHandler.Progress progress, Instant now) {
        boolean legal = progress.phase() == OrchestratorActionPhase.RUNNING
                || progress.phase() == OrchestratorActionPhase.DONE
                || progress.phase() == OrchestratorActionPhase.FAILED;
        if (!legal) {
            return failed(action, "its handler answered " + progress.phase() + ", which cannot be", now);
        }
        return action.become(progress.phase(), now).toBuilder()
                .payload(progress.payload().or(action::payload))
                .error(progress.error())
                .build();
    }

    /**
     * An action that ended badly.
     *
     * @param action the action
     * @param why what went wrong
     * @param now when
     * @return the action
     */
    public static OrchestratorAction failed(OrchestratorAction action, String why, Instant now) {
        return action.become(OrchestratorActionPhase.FAILED, now).toBuilder()
                .error(Optional.of(ErrorBody.of(why).inRecord()))
                .build();
    }
}
