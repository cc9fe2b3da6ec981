package io.replicante.core.control;

import io.replicante.core.state.Intent;
import io.replicante.spec.model.ClusterRef;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What was under way when a pause began or ended. Nothing else is begun in between.
 *
 * @param begun the attempts already made that may still have an effect
 * @param complete whether these are all; otherwise there are more than are listed, or some cannot be read
 */
public record PauseAnswer(List<BegunAttempt> begun, boolean complete) {
    /**
     * An attempt that was made before the pause took effect.
     *
     * @param cluster the cluster
     * @param action the action's id
     * @param kind what it does
     * @param node the node that runs it; empty for the platform
     * @param phase how far it has come
     * @param attemptedAt when the attempt was committed
     */
    public record BegunAttempt(
            ClusterRef cluster,
            UUID action,
            String kind,
            Optional<String> node,
            Intent.Phase phase,
            Optional<Instant> attemptedAt) {
        /** Refuses nulls. */
        public BegunAttempt {
            Objects.requireNonNull(cluster, "cluster");
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(phase, "phase");
            Objects.requireNonNull(attemptedAt, "attemptedAt");
        }
    }

    /** Copies the list. */
    public PauseAnswer {
        begun = List.copyOf(begun);
    }
}
