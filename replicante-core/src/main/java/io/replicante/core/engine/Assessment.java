package io.replicante.core.engine;

import io.replicante.core.cycle.CycleOutput;
import io.replicante.core.document.LoadedCluster;
import io.replicante.core.state.ClusterState;
import io.replicante.core.view.Observation;
import java.util.List;

/** What was loaded, and what was concluded from it and from fresh observations. */
record Assessment(LoadedCluster loaded, CycleOutput output, List<Observation> observations) {
    ClusterState before() {
        return loaded.state().orElseThrow();
    }

    ClusterState after() {
        return output.next();
    }
}
