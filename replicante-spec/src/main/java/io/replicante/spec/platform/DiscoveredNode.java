package io.replicante.spec.platform;

import java.util.Objects;
import java.util.Optional;

/**
 * One machine.
 *
 * @param agentAddress where its agent answers, a URI; may change
 * @param nodeClass the kind of machine, free text
 * @param nodeId names the machine; never changes for the same machine
 * @param nodeGroup the group of the declaration that it was provisioned for, if it was
 * @param incarnation changes when the machine behind the id is another one, if the platform says so (ours; optional)
 */
public record DiscoveredNode(
        String agentAddress,
        String nodeClass,
        String nodeId,
        Optional<String> nodeGroup,
        Optional<String> incarnation) {
    /** Refuses nulls. */
    public DiscoveredNode {
        Objects.requireNonNull(agentAddress, "agent_address");
        Objects.requireNonNull(nodeClass, "node_class");
        Objects.requireNonNull(nodeId, "node_id");
        Objects.requireNonNull(nodeGroup, "node_group");
        Objects.requireNonNull(incarnation, "incarnation");
    }

    /**
     * What tells this machine from another that once had its id: the reported incarnation, else its address.
     *
     * @return the identity
     */
    public String machine() {
        return incarnation.orElse(agentAddress);
    }
}
