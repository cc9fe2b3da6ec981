package io.replicante.store;

import io.replicante.spec.event.StreamKey;
import io.replicante.spec.model.ClusterRef;
import java.util.Objects;

/**
 * A piece of work that recurs: a cluster to orchestrate, a platform to discover, a stream key to publish.
 *
 * @param kind which of these
 * @param id which one
 */
public record WorkKey(Kind kind, String id) implements Comparable<WorkKey> {
    /** The kinds of work. */
    public enum Kind {
        /** Orchestrate a cluster; id is {@code ns/cluster}. */
        CLUSTER,
        /** Discover a platform; id is {@code ns/name}. */
        PLATFORM,
        /** Publish the events of a stream key; kept due by the store itself while an event is unpublished. */
        PUBLISH
    }

    /** Refuses nulls. */
    public WorkKey {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
    }

    /**
     * The orchestration of a cluster.
     *
     * @param cluster the cluster
     * @return the key
     */
    public static WorkKey of(ClusterRef cluster) {
        return new WorkKey(Kind.CLUSTER, cluster.toString());
    }

    /**
     * The discovery of a platform.
     *
     * @param nsId its namespace
     * @param name its name
     * @return the key
     */
    public static WorkKey platform(String nsId, String name) {
        return new WorkKey(Kind.PLATFORM, nsId + "/" + name);
    }

    /**
     * The publishing of a stream key.
     *
     * @param key the stream key
     * @return the key
     */
    public static WorkKey of(StreamKey key) {
        return new WorkKey(Kind.PUBLISH, key.value());
    }

    @Override
    public int compareTo(WorkKey other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return kind + ":" + id;
    }
}
