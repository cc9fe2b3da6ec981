package io.replicante.core.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.document.UnreadableDocumentException;
import io.replicante.core.engine.ClusterRemoval;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.cluster.PlatformRef;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.protocol.Messages;
import io.replicante.store.Commit;
import io.replicante.store.Document;
import io.replicante.store.Query;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import io.replicante.store.Store;
import io.replicante.store.WorkKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes back what was declared. What must be remembered of a cluster stays: that it may hold data, that it is paused, how it was
 * declared last, and attempts that may still have an effect. A namespace that is being emptied is empty with its last cluster. Thread-safe.
 */
final class Removals {
    private final ControlCommits commits;
    private final Store store;

    Removals(Store store) {
        this.store = store;
        commits = new ControlCommits(store);
    }

    /** Whether there was such a cluster. */
    boolean cluster(ClusterRef ref, Actor actor) {
        Scope own = Scope.of(ref);
        if (store.load(List.of(own))
                .find(own, DocumentKind.CLUSTER_SPEC, ref.clusterId())
                .isEmpty()) {
            return false;
        }
        commits.change(List.of(own), snapshot -> {
            Instant now = store.now();
            Commit.Builder commit = Commit.to(own);
            snapshot.find(own, DocumentKind.CLUSTER_SPEC, ref.clusterId())
                    .ifPresent(
                            last -> commit.put(new Document(DocumentKind.FORMER_SPEC, ref.clusterId(), last.body())));
            ClusterRemoval.add(commit, ref, snapshot, now, actor);
            return commit.event(new NewEvent(
                    StreamKey.of(ref),
                    EventCodes.CLUSTER_SPEC_DELETED,
                    now,
                    named(ref.nsId(), ref.clusterId()),
                    actor,
                    Optional.empty()));
        });
        settle(ref.nsId(), actor);
        return true;
    }

    boolean platform(PlatformRef ref, Actor actor) {
        Scope namespace = Scope.namespace(ref.nsId());
        if (store.load(List.of(namespace))
                .find(namespace, DocumentKind.PLATFORM, ref.name())
                .isEmpty()) {
            return false;
        }
        commits.change(List.of(namespace), snapshot -> platform(Commit.to(namespace), ref, store.now(), actor));
        return true;
    }

    private static Commit.Builder platform(Commit.Builder commit, PlatformRef ref, Instant now, Actor actor) {
        return commit.delete(DocumentKind.PLATFORM, ref.name())
                .forget(WorkKey.platform(ref.nsId(), ref.name()))
                .event(new NewEvent(
                        StreamKey.platform(ref.nsId(), ref.name()),
                        EventCodes.PLATFORM_DELETED,
                        now,
                        named(ref.nsId(), ref.name()),
                        actor,
                        Optional.empty()));
    }

    /**
     * Begins to empty a namespace; one that is empty already is deleted at once, one that is deleted is forgotten. One that is deleted
     * and where a cluster was found in the last moment is emptied once more.
     */
    boolean namespace(String nsId, Actor actor) {
        Scope scope = Scope.namespace(nsId);
        if (store.load(List.of(scope)).find(scope, DocumentKind.NAMESPACE, nsId).isEmpty()) {
            return false;
        }
        commits.change(List.of(scope), snapshot -> {
            Namespace before = read(snapshot, nsId).orElseThrow(() -> gone(nsId));
            Commit.Builder commit = Commit.to(scope);
            if (before.status() == NamespaceStatus.DELETED && clusters(nsId).isEmpty()) {
                Instant now = store.now();
                snapshot.of(scope, DocumentKind.PLATFORM)
                        .forEach(platform -> platform(commit, new PlatformRef(nsId, platform.id()), now, actor));
                return commit.delete(DocumentKind.NAMESPACE, nsId)
                        .event(new NewEvent(
                                StreamKey.namespace(nsId),
                                EventCodes.NAMESPACE_FORGOTTEN,
                                now,
                                Messages.NAMESPACE.tree(before),
                                actor,
                                Optional.empty()));
            }
            if (before.status() == NamespaceStatus.DELETING) {
                return commit;
            }
            Namespace after = with(before, NamespaceStatus.DELETING);
            clusters(nsId).forEach(ref -> commit.dueNoLaterThan(WorkKey.of(ref), store.now()));
            return told(commit, after, EventCodes.NAMESPACE_DELETE_REQUESTED, actor);
        });
        settle(nsId, actor);
        return true;
    }

    /** A namespace that is being emptied and has no cluster any more loses its platforms and is deleted. */
    void settle(String nsId, Actor actor) {
        Scope scope = Scope.namespace(nsId);
        Optional<Namespace> before = read(store.load(List.of(scope)), nsId);
        if (before.filter(each -> each.status() == NamespaceStatus.DELETING).isEmpty()
                || !clusters(nsId).isEmpty()) {
            return;
        }
        commits.change(List.of(scope), snapshot -> {
            Commit.Builder commit = Commit.to(scope);
            Optional<Namespace> still = read(snapshot, nsId)
                    .filter(each -> each.status() == NamespaceStatus.DELETING)
                    .filter(each -> clusters(nsId).isEmpty());
            if (still.isEmpty()) {
                return commit;
            }
            Instant now = store.now();
            snapshot.of(scope, DocumentKind.PLATFORM)
                    .forEach(platform -> platform(commit, new PlatformRef(nsId, platform.id()), now, actor));
            return told(commit, with(still.get(), NamespaceStatus.DELETED), EventCodes.NAMESPACE_DELETED, actor);
        });
    }

    private Commit.Builder told(Commit.Builder commit, Namespace after, String code, Actor actor) {
        return commit.put(Documents.write(DocumentKind.NAMESPACE, after.id(), after))
                .event(new NewEvent(
                        StreamKey.namespace(after.id()),
                        code,
                        store.now(),
                        Messages.NAMESPACE.tree(after),
                        actor,
                        Optional.empty()));
    }

    private static Namespace with(Namespace namespace, NamespaceStatus status) {
        return new Namespace(namespace.id(), status, namespace.tls(), namespace.settings());
    }

    private List<ClusterRef> clusters(String nsId) {
        return store
                .list(new Query(DocumentKind.CLUSTER_SPEC, "cluster/" + nsId + "/", Optional.empty(), 1000))
                .items()
                .stream()
                .map(hit -> new ClusterRef(nsId, hit.document().id()))
                .toList();
    }

    private static Optional<Namespace> read(Snapshot snapshot, String nsId) {
        return snapshot.find(Scope.namespace(nsId), DocumentKind.NAMESPACE, nsId)
                .flatMap(document -> {
                    try {
                        return Optional.of(Documents.read(document, Namespace.class));
                    } catch (UnreadableDocumentException kept) {
                        throw new InvalidInputException(
                                "namespace", List.of(new Problem(nsId, 0, String.valueOf(kept.getMessage()))));
                    }
                });
    }

    private static InvalidInputException gone(String nsId) {
        return new InvalidInputException("namespace", List.of(new Problem(nsId, 0, "it was removed in this moment")));
    }

    private static ObjectNode named(String nsId, String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("ns_id", nsId);
    }

    /** The declared cluster, if there is one. */
    Optional<ClusterSpec> declared(ClusterRef ref) {
        return new Stored(store).one(Scope.of(ref), DocumentKind.CLUSTER_SPEC, ref.clusterId(), ClusterSpec.class);
    }
}
