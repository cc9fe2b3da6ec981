package io.replicante.spec.model;

import java.util.Map;
import java.util.Objects;

/**
 * What an agent says of its node, with or without the datastore process running.
 *
 * @param address where the node can be reached
 * @param agentVersion the agent's own version
 * @param attributes further facts by scoped name, for example {@code acme.test/zone}
 * @param nodeId the platform's name for the node
 * @param nodeStatus the state of the node
 * @param storeId names the datastore software, for example {@code zookeeper}; selects the definition
 * @param storeVersion the version of that software
 */
public record AgentNode(
        Addresses address,
        AgentVersion agentVersion,
        Map<String, AttributeValue> attributes,
        String nodeId,
        NodeStatus nodeStatus,
        String storeId,
        StoreVersion storeVersion) {
    /** Refuses nulls, copies the map. */
    public AgentNode {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(agentVersion, "agent_version");
        attributes = Map.copyOf(attributes);
        Objects.requireNonNull(nodeId, "node_id");
        Objects.requireNonNull(nodeStatus, "node_status");
        Objects.requireNonNull(storeId, "store_id");
        Objects.requireNonNull(storeVersion, "store_version");
    }
}
