package io.replicante.spec.model;

import java.util.Map;
import java.util.Objects;

/**
 * What an agent says with the help of the running datastore process.
 *
 * @param clusterId the datastore's own name for the cluster; the same on every member
 * @param attributes further facts by scoped name
 */
public record StoreExtras(String clusterId, Map<String, AttributeValue> attributes) {
    /** Refuses nulls, copies the map. */
    public StoreExtras {
        Objects.requireNonNull(clusterId, "cluster_id");
        attributes = Map.copyOf(attributes);
    }
}
