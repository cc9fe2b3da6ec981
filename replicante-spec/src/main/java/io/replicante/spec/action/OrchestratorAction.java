package io.replicante.spec.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.spec.event.Actor;
import io.replicante.spec.model.ClusterRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * An action on a cluster as a whole, run by the control plane itself.
 *
 * @param id the action, for ever
 * @param cluster the cluster
 * @param kind what it does
 * @param args with what; a JSON null when nothing
 * @param metadata texts that go with it
 * @param actor who asked for it
 * @param createdTime when
 * @param scheduledTime when it was begun
 * @param finishedTime when it ended
 * @param phase how far it has come
 * @param payload what it remembers between two invocations
 * @param error what went wrong
 * @param timeout how long it may run; empty: as its kind says
 */
public record OrchestratorAction(
        UUID id,
        ClusterRef cluster,
        String kind,
        JsonNode args,
        Map<String, String> metadata,
        Actor actor,
        Instant createdTime,
        Optional<Instant> scheduledTime,
        Optional<Instant> finishedTime,
        OrchestratorActionPhase phase,
        Optional<JsonNode> payload,
        Optional<JsonNode> error,
        Optional<Duration> timeout) {
    /** Refuses nulls, copies the map. */
    public OrchestratorAction {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(cluster, "cluster");
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
        Objects.requireNonNull(timeout, "timeout");
    }

    /**
     * Begins an action that has no arguments, metadata and timeout, and that nothing has become of yet.
     *
     * @param id the action, for ever
     * @param cluster the cluster
     * @param kind what it does
     * @param actor who asked for it
     * @param createdTime when
     * @param phase how far it has come
     * @return a builder that holds this
     */
    public static OrchestratorActionBuilder builder(
            UUID id, ClusterRef cluster, String kind, Actor actor, Instant createdTime, OrchestratorActionPhase phase) {
        return new OrchestratorAction(
                        id,
                        cluster,
                        kind,
                        NullNode.getInstance(),
                        Map.of(),
                        actor,
                        createdTime,
                        Optional.empty(),
                        Optional.empty(),
                        phase,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())
                .toBuilder();
    }

    /**
     * Begins a change of this action.
     *
     * @return a builder that holds what is known of it
     */
    public OrchestratorActionBuilder toBuilder() {
        return new OrchestratorActionBuilder(this);
    }

    /**
     * This action in another phase.
     *
     * @param next the phase
     * @param at the time of the change; it becomes the beginning or the end of the action where the phase says so
     * @return the action
     * @throws IllegalStateException if the transition is not legal
     */
    public OrchestratorAction become(OrchestratorActionPhase next, Instant at) {
        if (!phase.mayBecome(next)) {
            throw new IllegalStateException("action " + id + " cannot go from " + phase + " to " + next);
        }
        boolean begins = next == OrchestratorActionPhase.RUNNING && scheduledTime.isEmpty();
        boolean ends = next.isFinal() && finishedTime.isEmpty();
        return toBuilder()
                .scheduledTime(begins ? Optional.of(at) : scheduledTime)
                .finishedTime(ends ? Optional.of(at) : finishedTime)
                .phase(next)
                .build();
    }
}
