package io.replicante.core.discover;

import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.document.Listing;
import io.replicante.core.document.UnreadableDocumentException;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.PlatformRef;
import io.replicante.store.Document;
import io.replicante.store.Page;
import io.replicante.store.Query;
import io.replicante.store.Store;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What is declared and remembered of the clusters of a namespace. Read part by part, so it may be a little old: good for finding
 * what changed, never for writing.
 */
final class StoredListings {
    private static final int PART = 500;

    private final Map<String, Optional<PlatformRef>> declared = new TreeMap<>();
    private final Map<String, Listing.Entry> entries = new TreeMap<>();

    private StoredListings() {}

    static StoredListings read(Store store, String nsId) {
        StoredListings stored = new StoredListings();
        each(
                store,
                nsId,
                DocumentKind.CLUSTER_SPEC,
                ClusterSpec.class,
                (id, spec) -> stored.declared.put(id, spec.platform()));
        each(store, nsId, DocumentKind.DISCOVERY, Listing.Entry.class, stored.entries::put);
        return stored;
    }

    /** The declared clusters with the platforms that they name. */
    Map<String, Optional<PlatformRef>> declared() {
        return declared;
    }

    Optional<Listing.Entry> entry(String clusterId) {
        return Optional.ofNullable(entries.get(clusterId));
    }

    /** The platform whose listings count for a cluster: the declared one, else the one that listed it first. */
    Optional<PlatformRef> owner(String clusterId) {
        return declared.getOrDefault(clusterId, Optional.empty())
                .or(() -> entry(clusterId).map(Listing.Entry::platform));
    }

    /** An unreadable document counts as absent here; the cluster's own cycle reports it. */
    private static <T> void each(Store store, String nsId, String kind, Class<T> type, BiConsumer<String, T> use) {
        Optional<String> after = Optional.empty();
        do {
            Page<Query.Hit> page = store.list(new Query(kind, "cluster/" + nsId + "/", after, PART));
            for (Query.Hit hit : page.items()) {
                Document document = hit.document();
                read(document, type).ifPresent(value -> use.accept(document.id(), value));
            }
            after = page.next();
        } while (after.isPresent());
    }

    private static <T> Optional<T> read(Document document, Class<T> type) {
        try {
            return Optional.of(Documents.read(document, type));
        } catch (UnreadableDocumentException reportedByItsCluster) {
            return Optional.empty();
        }
    }
}
