package io.replicante.spec.report;

import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.NodeRef;
import java.util.Map;
import java.util.Objects;

/**
 * What is shown of a node that only its running datastore process knows.
 *
 * @param node the node
 * @param attributes further facts by scoped name
 * @param fresh whether the last cycle read them
 */
public record NodeStoreExtras(NodeRef node, Map<String, AttributeValue> attributes, boolean fresh) {
    /** Refuses nulls, copies the map. */
    public NodeStoreExtras {
        Objects.requireNonNull(node, "node");
        attributes = Map.copyOf(attributes);
    }
}
