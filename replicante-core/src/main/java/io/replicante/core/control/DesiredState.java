package io.replicante.core.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.state.ClusterRecord;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.datastore.Definitions;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.json.Manifest;
import io.replicante.spec.model.ClusterRef;
import io.replicante.store.Commit;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import io.replicante.store.Store;
import io.replicante.store.WorkKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Applies what is desired. A namespace and its platforms are one change, each cluster is another. Everything is checked before
 * anything is changed. What is remembered of a cluster, whether it ever held data for one, outlives every declaration.
 * Thread-safe.
 */
public final class DesiredState {
    private final ControlCommits commits;
    private final Definitions definitions;
    private final RandomGenerator random;

    /**
     * Creates it.
     *
     * @param store where the desired state is kept
     * @param definitions the datastore definitions that a cluster may name
     * @param random names new clusters
     */
    public DesiredState(Store store, Definitions definitions, RandomGenerator random) {
        commits = new ControlCommits(store);
        this.definitions = Objects.requireNonNull(definitions, "definitions");
        this.random = Objects.requireNonNull(random, "random");
    }

    /**
     * Applies manifests, in the order namespaces, platforms, clusters.
     *
     * @param manifests what is desired
     * @param actor who wants it
     * @throws InvalidInputException with every problem; nothing was changed
     */
    public void apply(List<Manifest> manifests, Actor actor) {
        ManifestBatch batch = ManifestBatch.of(manifests);
        List<Problem> problems = new ArrayList<>(batch.problems());
        problems.addAll(new References(commits.store(), definitions).problems(batch));
        if (!problems.isEmpty()) {
            throw new InvalidInputException("manifests", problems);
        }
        batch.touchedNamespaces().forEach(nsId -> applyNamespace(nsId, batch, actor));
        batch.clusters().forEach((place, spec) -> applyCluster(place, spec, actor));
    }

    private void applyNamespace(String nsId, ManifestBatch batch, Actor actor) {
        Scope scope = Scope.namespace(nsId);
        commits.change(List.of(scope), snapshot -> {
            Instant now = commits.store().now();
            Commit.Builder commit = Commit.to(scope);
            for (Namespace namespace : batch.namespacesOf(nsId)) {
                commit.put(Documents.write(DocumentKind.NAMESPACE, nsId, namespace));
                commit.event(event(
                        StreamKey.namespace(nsId), EventCodes.NAMESPACE_APPLY, now, Documents.tree(namespace), actor));
            }
            for (PlatformSpec platform : batch.platformsOf(nsId)) {
                commit.put(Documents.write(DocumentKind.PLATFORM, platform.name(), platform));
                commit.dueNoLaterThan(WorkKey.platform(nsId, platform.name()), now);
                commit.event(event(
                        StreamKey.platform(nsId, platform.name()),
                        EventCodes.PLATFORM_APPLY,
                        now,
                        Documents.tree(platform),
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
                    .event(event(StreamKey.of(ref), EventCodes.CLUSTER_SPEC_APPLY, now, Documents.tree(spec), actor));
            spec.platform()
                    .ifPresent(
                            platform -> commit.dueNoLaterThan(WorkKey.platform(platform.nsId(), platform.name()), now));
            if (snapshot.find(Scope.of(ref), DocumentKind.RECORD, ref.clusterId())
                    .isEmpty()) {
                String incarnation = new UUID(random.nextLong(), random.nextLong()).toString();
                commit.put(Documents.write(DocumentKind.RECORD, ref.clusterId(), ClusterRecord.fresh(incarnation)));
            }
            return commit;
        });
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
                                .isEmpty();
        if (!there) {
            throw new InvalidInputException(
                    "manifests",
                    List.of(new Problem(place, 0, "its namespace or platform was removed in this moment")));
        }
    }

    private static NewEvent event(StreamKey key, String code, Instant now, ObjectNode payload, Actor actor) {
        return new NewEvent(key, code, now, payload, actor, Optional.empty());
    }
}
