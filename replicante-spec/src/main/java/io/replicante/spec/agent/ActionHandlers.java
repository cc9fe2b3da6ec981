package io.replicante.spec.agent;

import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out actions by their kind, if what their kind needs holds. Thread-safe if the handlers are. */
final class ActionHandlers {
    private static final Logger LOGGER = LoggerFactory.getLogger(ActionHandlers.class);

    private final Map<String, ActionHandler> handlers;
    private final Map<String, ActionPrecondition> preconditions;

    ActionHandlers(Map<String, ActionHandler> handlers, Map<String, ActionPrecondition> preconditions) {
        this.handlers = Map.copyOf(handlers);
        this.preconditions = Map.copyOf(preconditions);
    }

    boolean knows(String kind) {
        return handlers.containsKey(kind);
    }

    /** What keeps the action from its beginning. */
    Optional<String> unmet(ActionExecution action) {
        ActionPrecondition precondition = preconditions.get(action.kind());
        if (precondition == null) {
            return Optional.empty();
        }
        try {
            return precondition.refusal(action);
        } catch (RuntimeException unknown) {
            return Optional.of("whether the action may begin cannot be told: " + unknown.getMessage());
        }
    }

    /** What became of the action; empty when it was interrupted, and then so is the thread. */
    Optional<ActionResult> invoke(ActionExecution action) {
        ActionHandler handler = handlers.get(action.kind());
        if (handler == null) {
            // It was accepted by an agent that had more kinds.
            return Optional.of(ActionResult.failed("the agent has no action of kind " + action.kind()));
        }
        try {
            return Optional.of(handler.invoke(action));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (Exception | Error failure) {
            LOGGER.atWarn()
                    .addKeyValue("action", action.id())
                    .addKeyValue("kind", action.kind())
                    .setCause(failure)
                    .log("An action failed");
            return Optional.of(new ActionResult(
                    ActionPhase.FAILED,
                    new ActionResult.Change.Keep(),
                    new ActionResult.Change.Replace(ActionErrors.of(failure))));
        }
    }
}
