package io.replicante.spec.event;

import io.replicante.spec.model.ClusterRef;
import java.util.Objects;

/**
 * The unit of order of events: a cluster, a namespace, a platform, or the audit trail. Within a key sequences have no gap.
 *
 * @param value the canonical text, for example {@code cluster/prod/orders}
 */
public record StreamKey(String value) implements Comparable<StreamKey> {
    /** Refuses nulls. */
    public StreamKey {
        Objects.requireNonNull(value, "value");
    }

    /**
     * The key of a cluster's events.
     *
     * @param cluster the cluster
     * @return the key
     */
    public static StreamKey of(ClusterRef cluster) {
        return new StreamKey("cluster/" + cluster);
    }

    /**
     * The key of a namespace's own events.
     *
     * @param nsId the namespace
     * @return the key
     */
    public static StreamKey namespace(String nsId) {
        return new StreamKey("namespace/" + nsId);
    }

    /**
     * The key of a platform's own events.
     *
     * @param nsId its namespace
     * @param name its name
     * @return the key
     */
    public static StreamKey platform(String nsId, String name) {
        return new StreamKey("platform/" + nsId + "/" + name);
    }

    /**
     * The key of what concerns the whole fleet and of the audit trail.
     *
     * @return the key
     */
    public static StreamKey audit() {
        return new StreamKey("audit");
    }

    @Override
    public int compareTo(StreamKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
