package io.replicante.core.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.event.Actor;
import io.replicante.spec.model.NodeRef;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What can become of a node action. Pure. */
public final class ActionChange {
    /** Metadata of an action that somebody wants cancelled and that may have reached its agent. */
    public static final String CANCEL_REQUESTED = "replicante.io/cancel-requested-by";

    private ActionChange() {}

    /**
     * The action in another phase.
     *
     * @param action the action
     * @param phase the phase; a final one ends the action
     * @param now when
     * @return the action
     */
    public static NodeAction phase(NodeAction action, NodeActionPhase phase, Instant now) {
        return copy(
                action, action.metadata(), action.scheduledTime(), ended(action, phase, now), phase, action.error());
    }

    /**
     * The action in another phase, for a reason.
     *
     * @param action the action
     * @param phase the phase; a final one ends the action
     * @param now when
     * @param why what went wrong
     * @return the action
     */
    public static NodeAction phase(NodeAction action, NodeActionPhase phase, Instant now, JsonNode why) {
        return copy(
                action, action.metadata(), action.scheduledTime(), ended(action, phase, now), phase, Optional.of(why));
    }

    /**
     * The action after another hand-over that did not succeed.
     *
     * @param action the action
     * @param attempts how many there were by now
     * @param why why the last one did not succeed
     * @return the action
     */
    public static NodeAction attempted(NodeAction action, int attempts, String why) {
        JsonNode error =
                JsonNodeFactory.instance.objectNode().put("attempts", attempts).put("last_error", why);
        return copy(
                action,
                action.metadata(),
                action.scheduledTime(),
                action.finishedTime(),
                action.phase(),
                Optional.of(error));
    }

    /**
     * How many hand-overs did not succeed.
     *
     * @param action the action
     * @return 0 before the first
     */
    public static int attempts(NodeAction action) {
        return action.error().map(error -> error.path("attempts").asInt(0)).orElse(0);
    }

    /**
     * The action once somebody wants it cancelled, while it is not known whether it reached its agent.
     *
     * @param action the action
     * @param actor who
     * @return the action
     */
    public static NodeAction cancelRequested(NodeAction action, Actor actor) {
        Map<String, String> metadata = new TreeMap<>(action.metadata());
        metadata.put(CANCEL_REQUESTED, actor.toString());
        return copy(action, metadata, action.scheduledTime(), action.finishedTime(), action.phase(), action.error());
    }

    /**
     * The action as its agent tells it.
     *
     * @param action the action
     * @param told what the agent says
     * @param phase the phase to show
     * @param now when that was read
     * @return the action; what was asked for and who asked stay
     */
    public static NodeAction told(NodeAction action, ActionExecution told, NodeActionPhase phase, Instant now) {
        return new NodeAction(
                action.id(),
                action.node(),
                action.kind(),
                told.args(),
                action.metadata(),
                action.actor(),
                action.createdTime(),
                Optional.of(told.scheduledTime()),
                phase.isFinal() ? told.finishedTime().or(() -> Optional.of(now)) : Optional.empty(),
                phase,
                told.state().payload(),
                told.state().error());
    }

    /**
     * The action with the time at which its agent accepted it.
     *
     * @param action the action
     * @param at when, if it is known
     * @return the action
     */
    public static NodeAction scheduled(NodeAction action, Optional<Instant> at) {
        return copy(action, action.metadata(), at, action.finishedTime(), action.phase(), action.error());
    }

    /**
     * An action that was found on an agent and that nobody asked us for.
     *
     * @param node the node
     * @param found what the agent says
     * @param actor who wanted it, as far as that is known
     * @param now when that was read
     * @return the action
     */
    public static NodeAction found(NodeRef node, ActionExecution found, Actor actor, Instant now) {
        NodeActionPhase phase = shown(found.state().phase());
        return new NodeAction(
                found.id(),
                node,
                found.kind(),
                found.args(),
                found.metadata(),
                actor,
                found.createdTime(),
                Optional.of(found.scheduledTime()),
                phase.isFinal() ? found.finishedTime().or(() -> Optional.of(now)) : Optional.empty(),
                phase,
                found.state().payload(),
                found.state().error());
    }

    /**
     * An agent's phase as the control plane shows it.
     *
     * @param phase the agent's
     * @return ours
     */
    public static NodeActionPhase shown(ActionPhase phase) {
        return switch (phase) {
            case NEW -> NodeActionPhase.NEW;
            case RUNNING -> NodeActionPhase.RUNNING;
            case DONE -> NodeActionPhase.DONE;
            case FAILED -> NodeActionPhase.FAILED;
        };
    }

    private static Optional<Instant> ended(NodeAction action, NodeActionPhase phase, Instant now) {
        return phase.isFinal() ? Optional.of(action.finishedTime().orElse(now)) : action.finishedTime();
    }

    private static NodeAction copy(
            NodeAction action,
            Map<String, String> metadata,
            Optional<Instant> scheduled,
            Optional<Instant> finished,
            NodeActionPhase phase,
            Optional<JsonNode> error) {
        return new NodeAction(
                action.id(),
                action.node(),
                action.kind(),
                action.args(),
                metadata,
                action.actor(),
                action.createdTime(),
                scheduled,
                finished,
                phase,
                action.payload(),
                error);
    }
}
