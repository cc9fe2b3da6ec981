package io.replicante.core.discover;

import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.platform.DiscoveredCluster;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.spec.platform.Discovery;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Checks what a platform lists, cluster by cluster: a part with a fault is refused as a whole. Pure. */
final class ListingCheck {
    private final String nsId;
    private final DiscoveryLimits limits;

    ListingCheck(String nsId, DiscoveryLimits limits) {
        this.nsId = nsId;
        this.limits = limits;
    }

    /**
     * What is left of a listing.
     *
     * @param good the clusters without fault, by id
     * @param refused why others were refused, by id
     * @param nameless why parts were refused that name no cluster; then absence from the listing means nothing
     */
    record Checked(Map<String, List<DiscoveredNode>> good, Map<String, String> refused, Optional<String> nameless) {}

    /** Why the listing is refused as a whole, if it is. */
    Optional<String> refusal(Discovery discovery) {
        int listed = discovery.clusters().size();
        return listed > limits.clusters()
                ? Optional.of("clusters: " + listed + " are listed, more than " + limits.clusters())
                : Optional.empty();
    }

    Checked check(Discovery discovery) {
        Map<String, List<DiscoveredNode>> good = new TreeMap<>();
        Map<String, String> refused = new TreeMap<>();
        Optional<String> nameless = Optional.empty();
        for (int i = 0; i < discovery.clusters().size(); i++) {
            DiscoveredCluster cluster = discovery.clusters().get(i);
            String place = "clusters[" + i + "]";
            String id = cluster.clusterId();
            Optional<String> badName = name(id);
            if (badName.isPresent()) {
                nameless = Optional.of(place + ".cluster_id: " + badName.get());
            } else if (good.containsKey(id) || refused.containsKey(id)) {
                good.remove(id);
                refused.put(id, place + ".cluster_id: " + id + " is listed more than once");
            } else {
                Optional<String> fault = fault(place, cluster);
                fault.ifPresentOrElse(reason -> refused.put(id, reason), () -> good.put(id, cluster.nodes()));
            }
        }
        return new Checked(good, refused, nameless);
    }

    private Optional<String> fault(String place, DiscoveredCluster cluster) {
        if (cluster.nodes().size() > limits.nodes()) {
            return Optional.of(
                    place + ".nodes: " + cluster.nodes().size() + " are listed, more than " + limits.nodes());
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < cluster.nodes().size(); i++) {
            DiscoveredNode node = cluster.nodes().get(i);
            String where = place + ".nodes[" + i + "]";
            if (!seen.add(node.nodeId())) {
                return Optional.of(where + ".node_id: " + node.nodeId() + " is listed more than once");
            }
            Optional<String> fault = fault(where, cluster.clusterId(), node);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private Optional<String> fault(String where, String clusterId, DiscoveredNode node) {
        try {
            NodeRef named = new NodeRef(new ClusterRef(nsId, clusterId), node.nodeId());
            if (named.nodeId().contains("/")) {
                return Optional.of(where + ".node_id: must not contain '/'");
            }
            if (node.agentAddress().isBlank()) {
                return Optional.of(where + ".agent_address: " + named.nodeId() + " has none");
            }
        } catch (IllegalArgumentException invalid) {
            return Optional.of(where + ": " + invalid.getMessage());
        }
        int longest = Math.max(
                Math.max(node.agentAddress().length(), node.nodeClass().length()),
                Math.max(
                        node.nodeGroup().map(String::length).orElse(0),
                        node.incarnation().map(String::length).orElse(0)));
        return longest > limits.text()
                ? Optional.of(where + ": a text has " + longest + " characters, more than " + limits.text())
                : Optional.empty();
    }

    private Optional<String> name(String clusterId) {
        try {
            ClusterRef named = new ClusterRef(nsId, clusterId);
            return named.clusterId().contains("/") ? Optional.of("must not contain '/'") : Optional.empty();
        } catch (IllegalArgumentException invalid) {
            return Optional.of(String.valueOf(invalid.getMessage()));
        }
    }
}
