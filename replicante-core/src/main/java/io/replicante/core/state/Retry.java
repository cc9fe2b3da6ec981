package io.replicante.core.state;

import java.time.Instant;
import java.util.Objects;

/**
 * How often an action failed in a row.
 *
 * @param key what is counted: kind and subjects, without the incident
 * @param failures consecutive failures
 * @param attempts all attempts so far
 * @param lastAt when the last attempt ended
 * @param lastNote why it failed; empty after a success
 */
public record Retry(String key, int failures, int attempts, Instant lastAt, String lastNote) {
    /** Refuses nulls. */
    public Retry {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(lastAt, "lastAt");
        Objects.requireNonNull(lastNote, "lastNote");
    }

    /**
     * What is counted together for an action on nodes.
     *
     * @param kind the kind of action
     * @param nodes the ids of the nodes, with commas
     * @return the key
     */
    public static String key(String kind, String nodes) {
        return nodes.isEmpty() ? kind : kind + " on " + nodes;
    }

    /**
     * Whether this is about one node and no other.
     *
     * @param nodeId the node
     * @return true when it is its only subject
     */
    public boolean isOn(String nodeId) {
        return key.endsWith(" on " + nodeId);
    }
}
