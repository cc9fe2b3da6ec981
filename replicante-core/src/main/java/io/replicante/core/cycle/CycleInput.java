package io.replicante.core.cycle;

import io.replicante.core.state.ClusterState;
import io.replicante.core.view.Observation;
import io.replicante.core.view.Surroundings;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Everything that a cycle depends on. Nothing else does it read.
 *
 * @param state what was remembered, as loaded
 * @param surroundings namespace, fleet and platform, as loaded
 * @param observations what was read of each discovered or remembered node, tried within this cycle
 * @param startedAt when the cycle began, before any observation
 * @param now the engine's time after the observations
 * @param engine the instance that runs the cycle: the actor of what it does by itself
 */
public record CycleInput(
        ClusterState state,
        Surroundings surroundings,
        List<Observation> observations,
        Instant startedAt,
        Instant now,
        String engine) {
    /** Refuses nulls, copies the list. */
    public CycleInput {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(surroundings, "surroundings");
        observations = List.copyOf(observations);
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(engine, "engine");
    }
}
