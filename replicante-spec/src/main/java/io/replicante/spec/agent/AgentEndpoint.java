package io.replicante.spec.agent;

import io.replicante.spec.model.NodeRef;
import java.util.Objects;

/**
 * Where the agent of a node answers.
 *
 * @param node the node that discovery says is there
 * @param address the address as discovery reports it, a URI
 */
public record AgentEndpoint(NodeRef node, String address) {
    /** Refuses nulls. */
    public AgentEndpoint {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(address, "address");
    }
}
