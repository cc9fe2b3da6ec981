package io.replicante.core.view;

import io.replicante.core.state.ClusterState;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.NodeRecord;
import io.replicante.spec.platform.DiscoveredNode;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What is remembered of the nodes that there still are. An id that came back on another machine is another node. */
final class Remembered {
    private Remembered() {}

    static NavigableMap<String, NodeRecord> of(ClusterState state) {
        NavigableMap<String, NodeRecord> nodes = new TreeMap<>(state.nodes());
        for (DiscoveredNode listed :
                state.discovery().map(DiscoveryRecord::nodes).orElse(List.of())) {
            NodeRecord known = nodes.get(listed.nodeId());
            if (known != null && known.isOtherMachine(Optional.of(listed))) {
                nodes.remove(listed.nodeId());
            }
        }
        return nodes;
    }
}
