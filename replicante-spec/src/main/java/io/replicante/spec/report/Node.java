package io.replicante.spec.report;

import io.replicante.spec.model.NodeRef;
import io.replicante.spec.model.NodeStatus;
import java.util.Objects;
import java.util.Optional;

/**
 * What is shown of a node.
 *
 * @param ref the node
 * @param status its state
 * @param details what its agent said of it; empty when the agent could not be reached
 */
public record Node(NodeRef ref, NodeStatus status, Optional<NodeDetails> details) {
    /** Refuses nulls. */
    public Node {
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(status, "node_status");
        Objects.requireNonNull(details, "details");
    }
}
