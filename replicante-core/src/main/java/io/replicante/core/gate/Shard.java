package io.replicante.core.gate;

import java.util.Objects;

/**
 * One shard that an action touches.
 *
 * @param name how a reason speaks of it; empty when a cluster has no other
 * @param state its copies as they must be assumed to be
 */
record Shard(String name, ShardState state) {
    Shard {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
    }

    /** Where something is said of this shard. */
    String prefix() {
        return name.isEmpty() ? "" : "shard " + name + ": ";
    }
}
