package io.replicante.spec.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.spec.event.Actor;
import io.replicante.spec.model.NodeRef;
import java.time.Instant;
import java.util.Map;
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
 * @param metadata texts that go with it
 * @param actor who asked for it
 * @param createdTime when
 * @param scheduledTime when its agent accepted it
 * @param finishedTime when it ended
 * @param phase how far it has come
 * @param payload what the action left behind
 * @param error what went wrong
 */
public record NodeAction(
        UUID id,
        NodeRef node,
        String kind,
        JsonNode args,
        Map<String, String> metadata,
        Actor actor,
        Instant createdTime,
        Optional<Instant> scheduledTime,
        Optional<Instant> finishedTime,
        NodeActionPhase phase,
        Optional<JsonNode> payload,
        Optional<JsonNode> error) {
    /** Refuses nulls, copies the map. */
    public NodeAction {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(args, "args");
        metadata = Map.copyOf(metadata);
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(createdTime, "createdTime");
        Objects.requireNonNull(scheduledTime, "scheduledTime");
        Objects.requireNonNull(finishedTime, "finishedTime");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(error, "error");
    }

    /**
     * Begins an action that has no arguments and no metadata, and that nothing has become of yet.
     *
     * @param id the action, for ever
     * @param node the node that runs it
     * @param kind what it does
     * @param actor who asked for it
     * @param createdTime when
     * @param phase how far it has come
     * @return a builder that holds this
     */
    public static NodeActionBuilder builder(
            UUID id, NodeRef node, String kind, Actor actor, Instant createdTime, NodeActionPhase phase) {
        return new NodeAction(
                        id,
                        node,
                        kind,
                        NullNode.getInstance(),
                        Map.of(),
                        actor,
                        createdTime,
                        Optional.empty(),
                        Optional.empty(),
                        phase,
                        Optional.empty(),
                        Optional.empty())
                .toBuilder();
    }

    /**
     * Begins a change of this action.
     *
     * @return a builder that holds what is known of it
     */
    public NodeActionBuilder toBuilder() {
        return new NodeActionBuilder(this);
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
        return toBuilder().phase(next).build();
    }
}
