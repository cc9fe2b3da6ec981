package io.replicante.core.engine;

import io.replicante.core.cycle.CycleOutput;
import io.replicante.core.document.LoadedCluster;
import io.replicante.core.state.ClusterState;

/** What was loaded, and what was concluded from it and from fresh observations. */
record Assessment(LoadedCluster loaded, CycleOutput output) {
    ClusterState before() {
        return loaded.state().orElseThrow();
    }

    ClusterState after() {
        return output.next();
    }
}
