package io.replicante.core.state;

import java.util.Objects;

/**
 * What a finding is about.
 *
 * @param kind {@code cluster}, {@code node}, {@code group}, {@code action}, {@code check} or {@code document}
 * @param id which one
 */
public record Subject(String kind, String id) {
    /** Refuses nulls. */
    public Subject {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
    }

    /**
     * The cluster itself.
     *
     * @param clusterId the cluster
     * @return the subject
     */
    public static Subject cluster(String clusterId) {
        return new Subject("cluster", clusterId);
    }

    /**
     * A node.
     *
     * @param nodeId the node
     * @return the subject
     */
    public static Subject node(String nodeId) {
        return new Subject("node", nodeId);
    }

    @Override
    public String toString() {
        return kind + " " + id;
    }
}
