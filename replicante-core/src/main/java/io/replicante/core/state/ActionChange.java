package io.replicante.core.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.NodeActionBuilder;
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
        return in(action, phase, now).build();
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
        return in(action, phase, now).error(Optional.of(why)).build();
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
        return action.toBuilder().error(Optional.of(error)).build();
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
        return action.toBuilder().metadata(metadata).build();
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
        return action.toBuilder()
                .args(told.args())
                .scheduledTime(Optional.of(told.scheduledTime()))
                .finishedTime(phase.isFinal() ? told.finishedTime().or(() -> Optional.of(now)) : Optional.empty())
                .phase(phase)
                .payload(told.state().payload())
                .error(told.state().error())
                .build();
    }

    /**
     * The action with the time at which its agent accepted it.
     *
     * @param action the action
     * @param at when, if it is known
     * @return the action
     */
    public static NodeAction scheduled(NodeAction action, Optional<Instant> at) {
        return action.toBuilder().scheduledTime(at).build();
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
        NodeAction begun = NodeAction.builder(found.id(), node, found.kind(), actor, found.createdTime(), phase)
                .metadata(found.metadata())
                .build();
        return told(begun, found, phase, now);
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

    private static NodeActionBuilder in(NodeAction action, NodeActionPhase phase, Instant now) {
        Optional<Instant> finished = action.finishedTime();
        return action.toBuilder()
                .phase(phase)
                .finishedTime(phase.isFinal() ? finished.or(() -> Optional.of(now)) : finished);
    }
}
