package io.replicante.core.control;

import io.replicante.core.document.DocumentKind;
import io.replicante.spec.Problem;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Definitions;
import io.replicante.spec.model.ClusterRef;
import io.replicante.store.Document;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import io.replicante.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks that what manifests refer to exists, in the store or beside them. */
record References(Store store, Definitions definitions) {
    List<Problem> problems(ManifestBatch batch) {
        List<Scope> scopes =
                batch.mentionedNamespaces().stream().map(Scope::namespace).toList();
        Snapshot snapshot = store.load(scopes);
        List<Problem> problems = new ArrayList<>();
        batch.platforms().forEach((place, platform) -> {
            Scope scope = Scope.namespace(platform.nsId());
            if (!hasNamespace(batch, snapshot, platform.nsId())) {
                problems.add(new Problem(place + ".ns_id", 0, "there is no namespace " + platform.nsId()));
            } else if (isGoing(snapshot, platform.nsId())
                    && snapshot.find(scope, DocumentKind.PLATFORM, platform.name())
                            .isEmpty()) {
                problems.add(new Problem(place + ".ns_id", 0, going(platform.nsId())));
            }
        });
        batch.clusters().forEach((place, spec) -> problems.addAll(problems(place, spec, batch, snapshot)));
        return problems;
    }

    private List<Problem> problems(String place, ClusterSpec spec, ManifestBatch batch, Snapshot snapshot) {
        List<Problem> problems = new ArrayList<>();
        String nsId = spec.ref().nsId();
        if (!hasNamespace(batch, snapshot, nsId)) {
            problems.add(new Problem(place + ".ns_id", 0, "there is no namespace " + nsId));
        } else if (isGoing(snapshot, nsId) && !isDeclared(spec.ref())) {
            problems.add(new Problem(place + ".ns_id", 0, going(nsId)));
        }
        spec.platform().ifPresent(at -> {
            if (!at.nsId().equals(nsId)) {
                problems.add(new Problem(
                        place + ".platform", 0, "the platform must be in the cluster's own namespace, " + nsId));
            } else if (!hasPlatform(batch, snapshot, nsId, at.name())) {
                problems.add(new Problem(
                        place + ".platform", 0, "there is no platform " + at.name() + " in namespace " + nsId));
            }
        });
        spec.declaration().definition().ifPresent(definition -> {
            if (!definition.clusterId().equals(spec.ref().clusterId())) {
                problems.add(new Problem(
                        place + ".declaration.definition.cluster_id",
                        0,
                        "must be " + spec.ref().clusterId() + ", as the cluster's own"));
            }
        });
        spec.declaration().datastore().ifPresent(name -> {
            if (definitions.byName(name).isEmpty()) {
                String known = definitions.all().stream()
                        .map(DatastoreDefinition::name)
                        .sorted()
                        .collect(Collectors.joining(", "));
                problems.add(new Problem(
                        place + ".declaration.datastore",
                        0,
                        "there is no datastore definition " + name + "; known are " + known));
            }
        });
        return problems;
    }

    private boolean isDeclared(ClusterRef ref) {
        Scope own = Scope.of(ref);
        return store.load(List.of(own))
                .find(own, DocumentKind.CLUSTER_SPEC, ref.clusterId())
                .isPresent();
    }

    private static String going(String nsId) {
        return "namespace " + nsId + " is being deleted: it takes nothing new";
    }

    /** Whether a namespace is being emptied, or was. One that cannot be read says so in other places. */
    static boolean isGoing(Snapshot snapshot, String nsId) {
        return snapshot.find(Scope.namespace(nsId), DocumentKind.NAMESPACE, nsId)
                .flatMap(DesiredState::readable)
                .map(Namespace::status)
                .filter(status -> status == NamespaceStatus.DELETING || status == NamespaceStatus.DELETED)
                .isPresent();
    }

    private static boolean hasNamespace(ManifestBatch batch, Snapshot snapshot, String nsId) {
        return !batch.namespacesOf(nsId).isEmpty()
                || snapshot.find(Scope.namespace(nsId), DocumentKind.NAMESPACE, nsId)
                        .isPresent();
    }

    private static boolean hasPlatform(ManifestBatch batch, Snapshot snapshot, String nsId, String name) {
        Set<String> known = Stream.concat(
                        batch.platformsOf(nsId).stream().map(platform -> platform.name()),
                        snapshot.of(Scope.namespace(nsId), DocumentKind.PLATFORM).stream()
                                .map(Document::id))
                .collect(Collectors.toSet());
        return known.contains(name);
    }
}
