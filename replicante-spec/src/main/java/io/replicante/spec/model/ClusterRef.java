package io.replicante.spec.model;

/**
 * Names one cluster within a namespace.
 *
 * @param nsId the namespace
 * @param clusterId the cluster, unique within the namespace
 */
public record ClusterRef(String nsId, String clusterId) implements Comparable<ClusterRef> {
    /** Refuses blank, overlong (256 characters) and control-character names with an {@link IllegalArgumentException}. */
    public ClusterRef {
        Names.require(nsId, "ns_id");
        Names.require(clusterId, "cluster_id");
    }

    @Override
    public int compareTo(ClusterRef other) {
        int byNamespace = nsId.compareTo(other.nsId);
        return byNamespace != 0 ? byNamespace : clusterId.compareTo(other.clusterId);
    }

    @Override
    public String toString() {
        return nsId + "/" + clusterId;
    }
}
