package io.replicante.spec.agent;

/**
 * Carries out one kind of action. Called by an {@link ActionQueue}, never twice at a time for one queue.
 *
 * <p>An action is invoked until its result is final. An invocation that was interrupted, or cut short because the agent went
 * away, is made again: a handler keeps what it has done in the payload and looks before it repeats an effect. Whatever a
 * handler waits for it bounds by a deadline of its own; the actions behind it wait as long.
 */
@FunctionalInterface
public interface ActionHandler {
    /**
     * Takes the next step of an action.
     *
     * @param action the action, RUNNING, with the payload of the invocation before; without one when this is the first
     * @return what became of it
     * @throws InterruptedException if interrupted; the action stays RUNNING and is invoked again
     * @throws Exception if the action failed; it ends FAILED with this as its error, and is not invoked again
     */
    ActionResult invoke(ActionExecution action) throws Exception;
}
