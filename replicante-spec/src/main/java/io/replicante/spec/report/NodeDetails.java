package io.replicante.spec.report;

import io.replicante.spec.model.Addresses;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentVersion;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.StoreVersion;
import java.util.Map;
import java.util.Objects;

/**
 * What an agent that could be reached said of its node.
 *
 * @param address where the node can be reached
 * @param agentVersion the agent's own version
 * @param attributes further facts by scoped name
 * @param storeId names the datastore software
 * @param storeVersion the version of that software
 */
public record NodeDetails(
        Addresses address,
        AgentVersion agentVersion,
        Map<String, AttributeValue> attributes,
        String storeId,
        StoreVersion storeVersion) {
    /** Refuses nulls, copies the map. */
    public NodeDetails {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(agentVersion, "agent_version");
        attributes = Map.copyOf(attributes);
        Objects.requireNonNull(storeId, "store_id");
        Objects.requireNonNull(storeVersion, "store_version");
    }

    /**
     * The details in an agent's answer.
     *
     * @param node the answer
     * @return the details
     */
    public static NodeDetails of(AgentNode node) {
        return new NodeDetails(
                node.address(), node.agentVersion(), node.attributes(), node.storeId(), node.storeVersion());
    }
}
