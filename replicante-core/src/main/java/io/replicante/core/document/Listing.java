package io.replicante.core.document;

import io.replicante.spec.cluster.PlatformRef;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.store.Scope;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When a platform was last listed. A cluster whose listing did not change costs nothing: its discovery record is as fresh as
 * this says. It has a scope of its own, so that it moves the revision of no cluster and of no namespace.
 *
 * @param observedAt when the last complete listing began; empty before the first
 * @param refusal why the last listing failed or was refused as a whole; empty when it did not
 * @param refused the clusters whose part of the last listing was refused
 */
public record Listing(Optional<Instant> observedAt, Optional<String> refusal, Map<String, Refused> refused) {
    /** Nothing was listed yet. */
    public static final Listing NONE = new Listing(Optional.empty(), Optional.empty(), Map.of());

    /**
     * A cluster whose part of a listing was refused.
     *
     * @param reason the place and the reason
     * @param goodAt when it was last listed without fault; empty for never
     */
    public record Refused(String reason, Optional<Instant> goodAt) {
        /** Refuses nulls. */
        public Refused {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(goodAt, "goodAt");
        }
    }

    /**
     * What a platform listed for one cluster when that last changed.
     *
     * @param platform the platform
     * @param observedAt when the listing began that changed it
     * @param nodes the nodes
     * @param gone nodes that were listed before and are remembered, as they were last listed
     */
    public record Entry(
            PlatformRef platform, Instant observedAt, List<DiscoveredNode> nodes, List<DiscoveredNode> gone) {
        /** Refuses nulls, copies the lists. */
        public Entry {
            Objects.requireNonNull(platform, "platform");
            Objects.requireNonNull(observedAt, "observedAt");
            nodes = List.copyOf(nodes);
            gone = List.copyOf(gone);
        }
    }

    /** Refuses nulls, copies the map. */
    public Listing {
        Objects.requireNonNull(observedAt, "observedAt");
        Objects.requireNonNull(refusal, "refusal");
        refused = Collections.unmodifiableMap(new TreeMap<>(refused));
    }

    /**
     * Where the listings of a namespace's platforms are kept.
     *
     * @param nsId the namespace
     * @return the scope
     */
    public static Scope scope(String nsId) {
        return new Scope("listing/" + nsId);
    }

    /**
     * When a cluster was last listed without fault.
     *
     * @param cluster the cluster
     * @param own when its own entry last changed
     * @return the time of the last good listing
     */
    public Instant freshness(ClusterRef cluster, Instant own) {
        Refused bad = refused.get(cluster.clusterId());
        Optional<Instant> good = bad == null ? observedAt : bad.goodAt();
        return good.filter(own::isBefore).orElse(own);
    }
}
