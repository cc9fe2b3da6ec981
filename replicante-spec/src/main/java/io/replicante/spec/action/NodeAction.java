package io.replicante.spec.action;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.event.Actor;
import io.replicante.spec.model.NodeRef;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * An action on a node, asked for by a person, a host or the engine.
 *
 * @param id the action, for ever
 * @param node the node that runs it
 * @param kind what it does
 * @param args with what; a JSON null when nothing
 * @param actor who asked for it
 * @param createdTime when
 * @param scheduledTime when its agent accepted it
 * @param finishedTime when it ended
 * @param phase how far it has come
 * @param error what went wrong
 */
public record NodeAction(
        UUID id,
        NodeRef node,
        String kind,
        JsonNode args,
        Actor actor,
        Instant createdTime,
        Optional<Instant> scheduledTime,
        Optional<Instant> finishedTime,
        NodeActionPhase phase,
        Optional<JsonNode> error) {
    /** Refuses nulls. */
    public NodeAction {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(args, "args");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(createdTime, "createdTime");
        Objects.requireNonNull(scheduledTime, "scheduledTime");
        Objects.requireNonNull(finishedTime, "finishedTime");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(error, "error");
    }

    /**
     * This action in another phase.
     *
     * @param next the phase
     * @return the action
     * @throws IllegalStateException if the transition is not legal
     */
    public NodeAction become(NodeActionPhase next) {
        if (!phase.mayBecome(next)) {
            throw new IllegalStateException("action " + id + " cannot go from " + phase + " to " + next);
        }
        return new NodeAction(id, node, kind, args, actor, createdTime, scheduledTime, finishedTime, next, error);
    }
}
