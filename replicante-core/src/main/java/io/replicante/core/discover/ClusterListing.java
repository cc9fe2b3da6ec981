package io.replicante.core.discover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.document.Listing;
import io.replicante.core.document.UnreadableDocumentException;
import io.replicante.core.lease.HeldLease;
import io.replicante.core.state.ClusterRecord;
import io.replicante.spec.Uuids;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.PlatformRef;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.spec.protocol.Messages;
import io.replicante.spec.report.ClusterDiscovery;
import io.replicante.store.Commit;
import io.replicante.store.CommitResult;
import io.replicante.store.Document;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import io.replicante.store.Store;
import io.replicante.store.WorkKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Remembers what a platform lists for one cluster, if that changed. A node that is not listed any more stays known, with its last
 * address, for as long as the cluster remembers it.
 */
final class ClusterListing {
    private static final int TRIES = 5;
    private static final int MAX_GONE = 1_000;

    private final Store store;
    private final RandomGenerator random;
    private final Actor actor;

    ClusterListing(Store store, RandomGenerator random, Actor actor) {
        this.store = store;
        this.random = random;
        this.actor = actor;
    }

    /** What became of it. */
    sealed interface Result {
        /** It is remembered now. */
        record Changed() implements Result {}

        /** It was remembered already. */
        record Same() implements Result {}

        /** It cannot be remembered; nothing was changed. */
        record Refused(String reason) implements Result {}

        /** The lease on the platform is lost; nothing was changed. */
        record LeaseLost() implements Result {}
    }

    static List<DiscoveredNode> ordered(List<DiscoveredNode> nodes) {
        return nodes.stream()
                .sorted(Comparator.comparing(DiscoveredNode::nodeId))
                .toList();
    }

    Result remember(
            ClusterRef ref, PlatformRef platform, List<DiscoveredNode> nodes, Instant observedAt, HeldLease lease) {
        for (int i = 0; i < TRIES; i++) {
            Snapshot snapshot = store.load(List.of(Scope.of(ref)));
            Optional<Listing.Entry> before;
            Optional<ClusterSpec> spec;
            try {
                before = read(snapshot, ref, DocumentKind.DISCOVERY, Listing.Entry.class);
                spec = read(snapshot, ref, DocumentKind.CLUSTER_SPEC, ClusterSpec.class);
            } catch (UnreadableDocumentException kept) {
                return new Result.Refused(String.valueOf(kept.getMessage()));
            }
            Listing.Entry after = new Listing.Entry(
                    platform,
                    observedAt,
                    ordered(nodes),
                    before.map(old -> gone(old, nodes, snapshot, ref)).orElse(List.of()));
            if (spec.isPresent() && before.isPresent() && isSame(before.get(), after)) {
                return new Result.Same();
            }
            CommitResult result = store.commit(commit(ref, snapshot, spec.isPresent(), before, after, lease));
            if (result instanceof CommitResult.Committed) {
                return new Result.Changed();
            }
            if (result instanceof CommitResult.StaleLease) {
                return new Result.LeaseLost();
            }
        }
        return new Result.Refused("the cluster was changed by others again and again");
    }

    private static <T> Optional<T> read(Snapshot snapshot, ClusterRef ref, String kind, Class<T> type)
            throws UnreadableDocumentException {
        Optional<Document> document = snapshot.find(Scope.of(ref), kind, ref.clusterId());
        return document.isPresent() ? Optional.of(Documents.read(document.get(), type)) : Optional.empty();
    }

    static boolean isSame(Listing.Entry before, Listing.Entry after) {
        return before.platform().equals(after.platform()) && before.nodes().equals(after.nodes());
    }

    private static List<DiscoveredNode> gone(
            Listing.Entry before, List<DiscoveredNode> nodes, Snapshot snapshot, ClusterRef ref) {
        Set<String> listed = nodes.stream().map(DiscoveredNode::nodeId).collect(Collectors.toSet());
        List<DiscoveredNode> gone = new ArrayList<>(Stream.concat(before.gone().stream(), before.nodes().stream())
                .filter(node -> !listed.contains(node.nodeId()))
                .filter(node -> snapshot.find(Scope.of(ref), DocumentKind.NODE, node.nodeId())
                        .isPresent())
                .toList());
        return gone.subList(Math.max(0, gone.size() - MAX_GONE), gone.size());
    }

    private Commit commit(
            ClusterRef ref,
            Snapshot snapshot,
            boolean declared,
            Optional<Listing.Entry> before,
            Listing.Entry after,
            HeldLease lease) {
        Instant now = lease.instant();
        Commit.Builder commit = Commit.to(Scope.of(ref))
                .under(lease.lease())
                .expecting(snapshot)
                .put(Documents.write(DocumentKind.DISCOVERY, ref.clusterId(), after))
                .dueNoLaterThan(WorkKey.of(ref), now);
        if (!declared) {
            ClusterSpec synthetic = synthetic(ref, snapshot);
            commit.put(Documents.write(DocumentKind.CLUSTER_SPEC, ref.clusterId(), synthetic));
            commit.put(Documents.write(DocumentKind.MADE_UP, ref.clusterId(), Map.of("since", now)));
            commit.event(
                    event(ref, EventCodes.CLUSTER_DISCOVERY_SYNTHETIC, now, Messages.CLUSTER_SPEC.tree(synthetic)));
        }
        if (snapshot.find(Scope.of(ref), DocumentKind.RECORD, ref.clusterId()).isEmpty()) {
            String incarnation = Uuids.random(random).toString();
            commit.put(Documents.write(DocumentKind.RECORD, ref.clusterId(), ClusterRecord.fresh(incarnation)));
        }
        ObjectNode shown = shown(ref, after);
        if (before.isEmpty()) {
            commit.event(event(ref, EventCodes.CLUSTER_DISCOVERY_NEW, now, shown));
        } else {
            ObjectNode change = JsonNodeFactory.instance.objectNode();
            change.set("before", shown(ref, before.get()));
            change.set("after", shown);
            commit.event(event(ref, EventCodes.CLUSTER_DISCOVERY_UPDATE, now, change));
        }
        return commit.build();
    }

    /** For a cluster that nobody declared. One that a person deleted must not do more by itself than before: it is watched. */
    private static ClusterSpec synthetic(ClusterRef ref, Snapshot snapshot) {
        Optional<Document> former = snapshot.find(Scope.of(ref), DocumentKind.FORMER_SPEC, ref.clusterId());
        boolean active = former.isEmpty() || wasActive(former.get());
        Declaration declaration = former.isEmpty() ? Declaration.defaults() : Declaration.watched();
        return new ClusterSpec(ref, active, ClusterSpec.DEFAULT_INTERVAL, Optional.empty(), declaration);
    }

    private static boolean wasActive(Document former) {
        try {
            return Documents.read(former, ClusterSpec.class).active();
        } catch (UnreadableDocumentException unknown) {
            return false;
        }
    }

    private static ObjectNode shown(ClusterRef ref, Listing.Entry entry) {
        ObjectNode shown = Messages.CLUSTER_DISCOVERY
                .tree(new ClusterDiscovery(ref, entry.nodes()))
                .deepCopy();
        shown.put("platform", entry.platform().name());
        return shown;
    }

    private NewEvent event(ClusterRef ref, String code, Instant now, JsonNode payload) {
        return new NewEvent(StreamKey.of(ref), code, now, payload, actor, Optional.empty());
    }
}
