package io.replicante.core.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.document.UnreadableDocumentException;
import io.replicante.core.gate.Gate;
import io.replicante.core.state.ClusterRecord;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import io.replicante.spec.Uuids;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.cluster.PlatformRef;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.datastore.Definitions;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.json.Manifest;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.protocol.Messages;
import io.replicante.store.Commit;
import io.replicante.store.Document;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import io.replicante.store.Store;
import io.replicante.store.WorkKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Applies what is desired. A namespace and its platforms are one change, each cluster is another. Everything is checked before
 * anything is changed. What is remembered of a cluster, whether it ever held data for one, outlives every declaration.
 * Thread-safe.
 */
public final class DesiredState {
    private final ControlCommits commits;
    private final Definitions definitions;
    private final RandomGenerator random;
    private final Removals removals;
    private final Stored stored;
    private final Overrides overrides;

    /**
     * Creates it.
     *
     * @param store where the desired state is kept
     * @param definitions the datastore definitions that a cluster may name
     * @param random names new clusters
     * @param overrides takes people's words in place of rules
     */
    public DesiredState(Store store, Definitions definitions, RandomGenerator random, Overrides overrides) {
        this.overrides = Objects.requireNonNull(overrides, "overrides");
        commits = new ControlCommits(store);
        this.definitions = Objects.requireNonNull(definitions, "definitions");
        this.random = Objects.requireNonNull(random, "random");
        removals = new Removals(store);
        stored = new Stored(store);
    }

    /**
     * Creates it, with no rules but the built-in ones to be overridden.
     *
     * @param store where the desired state is kept
     * @param definitions the datastore definitions that a cluster may name
     * @param random names new clusters
     */
    public DesiredState(Store store, Definitions definitions, RandomGenerator random) {
        this(store, definitions, random, new Overrides(store, Gate.ruleIds(List.of())));
    }

    /**
     * Applies manifests, in the order namespaces, platforms, clusters, overrides.
     *
     * @param manifests what is desired
     * @param actor who wants it
     * @throws InvalidInputException with every problem; nothing was changed
     */
    public void apply(List<Manifest> manifests, Actor actor) {
        ManifestBatch batch = ManifestBatch.of(manifests);
        List<Problem> problems = new ArrayList<>(batch.problems());
        problems.addAll(new References(commits.store(), definitions).problems(batch));
        problems.addAll(CertificateBundles.problems(batch));
        problems.addAll(overrides.problems(batch));
        if (!problems.isEmpty()) {
            throw new InvalidInputException("manifests", problems);
        }
        batch.touchedNamespaces().forEach(nsId -> applyNamespace(nsId, batch, actor));
        batch.clusters().forEach((place, spec) -> applyCluster(place, spec, actor));
        batch.overrides().forEach((place, override) -> overrides.apply(place, override, actor));
    }

    /**
     * The declared namespaces, by id.
     *
     * @return the namespaces
     */
    public List<Namespace> namespaces() {
        return stored.all(DocumentKind.NAMESPACE, "namespace/", Namespace.class);
    }

    /**
     * A declared namespace.
     *
     * @param nsId which
     * @return the namespace, if it is declared
     */
    public Optional<Namespace> namespace(String nsId) {
        return stored.one(Scope.namespace(nsId), DocumentKind.NAMESPACE, nsId, Namespace.class);
    }

    /**
     * Has a namespace emptied: nothing but removals is begun in it any more. It is deleted when its last cluster is.
     *
     * @param nsId which
     * @param actor who wants it
     * @return whether there was such a namespace
     */
    public boolean deleteNamespace(String nsId, Actor actor) {
        return removals.namespace(nsId, actor);
    }

    /**
     * The platforms of a namespace, by name.
     *
     * @param nsId the namespace
     * @return the platforms
     */
    public List<PlatformSpec> platforms(String nsId) {
        return stored.all(DocumentKind.PLATFORM, "namespace/" + nsId, PlatformSpec.class).stream()
                .filter(platform -> platform.nsId().equals(nsId))
                .toList();
    }

    /**
     * A declared platform.
     *
     * @param ref which
     * @return the platform, if it is declared
     */
    public Optional<PlatformSpec> platform(PlatformRef ref) {
        return stored.one(Scope.namespace(ref.nsId()), DocumentKind.PLATFORM, ref.name(), PlatformSpec.class);
    }

    /**
     * Forgets a platform; its clusters stay.
     *
     * @param ref which
     * @param actor who wants it
     * @return whether there was such a platform
     */
    public boolean deletePlatform(PlatformRef ref, Actor actor) {
        return removals.platform(ref, actor);
    }

    /**
     * The clusters of a namespace, by id, those that were only discovered included.
     *
     * @param nsId the namespace
     * @return the clusters
     */
    public List<ClusterSpec> clusters(String nsId) {
        return stored.all(DocumentKind.CLUSTER_SPEC, "cluster/" + nsId + "/", ClusterSpec.class);
    }

    /**
     * A declared or discovered cluster.
     *
     * @param ref which
     * @return the cluster, if there is one
     */
    public Optional<ClusterSpec> cluster(ClusterRef ref) {
        return removals.declared(ref);
    }

    /**
     * Forgets a cluster with all that was found out about it, except whether it may hold data and what may still be under way. Its
     * pause stays until it is ended. When its platform goes on listing it, it comes back as one that is only watched, until it is
     * declared again; an inactive one stays inactive.
     *
     * @param ref which
     * @param actor who wants it
     * @return whether there was such a cluster
     */
    public boolean deleteCluster(ClusterRef ref, Actor actor) {
        return removals.cluster(ref, actor);
    }

    private static void requireLegal(Namespace next, Snapshot snapshot) {
        Optional<Namespace> before = snapshot.find(Scope.namespace(next.id()), DocumentKind.NAMESPACE, next.id())
                .flatMap(DesiredState::readable);
        boolean going = before.map(Namespace::status)
                .filter(status -> status == NamespaceStatus.DELETING || status == NamespaceStatus.DELETED)
                .filter(status -> status != next.status())
                .isPresent();
        if (going) {
            throw new InvalidInputException(
                    "manifests",
                    List.of(new Problem(
                            "status", 0, "namespace " + next.id() + " is being deleted: its status may not change")));
        }
    }

    /** An unreadable namespace is put right by applying it again. */
    static Optional<Namespace> readable(Document document) {
        try {
            return Optional.of(Documents.read(document, Namespace.class));
        } catch (UnreadableDocumentException replaced) {
            return Optional.empty();
        }
    }

    private void applyNamespace(String nsId, ManifestBatch batch, Actor actor) {
        Scope scope = Scope.namespace(nsId);
        commits.change(List.of(scope), snapshot -> {
            Instant now = commits.store().now();
            Commit.Builder commit = Commit.to(scope);
            for (Namespace namespace : batch.namespacesOf(nsId)) {
                requireLegal(namespace, snapshot);
                commit.put(Documents.write(DocumentKind.NAMESPACE, nsId, namespace));
                commit.event(event(
                        StreamKey.namespace(nsId),
                        EventCodes.NAMESPACE_APPLY,
                        now,
                        Messages.NAMESPACE.tree(namespace),
                        actor));
            }
            for (PlatformSpec platform : batch.platformsOf(nsId)) {
                requireLasting(platform, snapshot);
                commit.put(Documents.write(DocumentKind.PLATFORM, platform.name(), platform));
                commit.dueNoLaterThan(WorkKey.platform(nsId, platform.name()), now);
                commit.event(event(
                        StreamKey.platform(nsId, platform.name()),
                        EventCodes.PLATFORM_APPLY,
                        now,
                        Messages.PLATFORM.tree(platform),
                        actor));
            }
            return commit;
        });
    }

    private void applyCluster(String place, ClusterSpec spec, Actor actor) {
        ClusterRef ref = spec.ref();
        commits.change(Scope.around(ref), snapshot -> {
            requireUnchangedReferences(place, spec, snapshot);
            Instant now = commits.store().now();
            Commit.Builder commit = Commit.to(Scope.of(ref))
                    .put(Documents.write(DocumentKind.CLUSTER_SPEC, ref.clusterId(), spec))
                    .dueNoLaterThan(WorkKey.of(ref), now)
                    .event(event(
                            StreamKey.of(ref),
                            EventCodes.CLUSTER_SPEC_APPLY,
                            now,
                            Messages.CLUSTER_SPEC.tree(spec),
                            actor));
            Stream.of(DocumentKind.FORMER_SPEC, DocumentKind.MADE_UP)
                    .flatMap(kind -> snapshot.find(Scope.of(ref), kind, ref.clusterId()).stream())
                    .forEach(outdated -> commit.delete(outdated.kind(), outdated.id()));
            spec.platform()
                    .ifPresent(
                            platform -> commit.dueNoLaterThan(WorkKey.platform(platform.nsId(), platform.name()), now));
            if (snapshot.find(Scope.of(ref), DocumentKind.RECORD, ref.clusterId())
                    .isEmpty()) {
                String incarnation = Uuids.random(random).toString();
                commit.put(Documents.write(DocumentKind.RECORD, ref.clusterId(), ClusterRecord.fresh(incarnation)));
            }
            return commit;
        });
    }

    private static void requireLasting(PlatformSpec platform, Snapshot snapshot) {
        boolean fresh = snapshot.find(Scope.namespace(platform.nsId()), DocumentKind.PLATFORM, platform.name())
                .isEmpty();
        if (fresh && References.isGoing(snapshot, platform.nsId())) {
            throw new InvalidInputException(
                    "manifests",
                    List.of(new Problem("ns_id", 0, "namespace " + platform.nsId() + " was deleted in this moment")));
        }
    }

    /** What was there when the manifests were checked may be gone by now. */
    private static void requireUnchangedReferences(String place, ClusterSpec spec, Snapshot snapshot) {
        Scope namespace = Scope.namespace(spec.ref().nsId());
        boolean there =
                snapshot.find(namespace, DocumentKind.NAMESPACE, spec.ref().nsId())
                                .isPresent()
                        && spec.platform()
                                .filter(at -> snapshot.find(namespace, DocumentKind.PLATFORM, at.name())
                                        .isEmpty())
                                .isEmpty()
                        && (!References.isGoing(snapshot, spec.ref().nsId())
                                || snapshot.find(
                                                Scope.of(spec.ref()),
                                                DocumentKind.CLUSTER_SPEC,
                                                spec.ref().clusterId())
                                        .isPresent());
        if (!there) {
            throw new InvalidInputException(
                    "manifests",
                    List.of(new Problem(place, 0, "its namespace or platform was removed in this moment")));
        }
    }

    private static NewEvent event(StreamKey key, String code, Instant now, JsonNode payload, Actor actor) {
        return new NewEvent(key, code, now, payload, actor, Optional.empty());
    }
}
