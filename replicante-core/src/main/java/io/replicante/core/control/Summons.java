package io.replicante.core.control;

import io.replicante.core.document.DocumentKind;
import io.replicante.spec.cluster.PlatformRef;
import io.replicante.spec.model.ClusterRef;
import io.replicante.store.Commit;
import io.replicante.store.Scope;
import io.replicante.store.Store;
import io.replicante.store.WorkKey;
import java.util.List;

/** Makes work due at once; whichever engine is free does it. Thread-safe. */
public final class Summons {
    private final ControlCommits commits;

    /**
     * Creates it.
     *
     * @param store where due work is kept
     */
    public Summons(Store store) {
        commits = new ControlCommits(store);
    }

    /**
     * Makes the next cycle of a cluster due now.
     *
     * @param cluster the cluster
     * @return false if there is no such cluster
     */
    public boolean orchestrate(ClusterRef cluster) {
        return due(Scope.of(cluster), DocumentKind.CLUSTER_SPEC, cluster.clusterId(), WorkKey.of(cluster));
    }

    /**
     * Makes the discovery of a platform due now.
     *
     * @param platform the platform
     * @return false if there is no such platform
     */
    public boolean discover(PlatformRef platform) {
        return due(
                Scope.namespace(platform.nsId()),
                DocumentKind.PLATFORM,
                platform.name(),
                WorkKey.platform(platform.nsId(), platform.name()));
    }

    private boolean due(Scope scope, String kind, String id, WorkKey work) {
        if (commits.store().load(List.of(scope)).find(scope, kind, id).isEmpty()) {
            return false;
        }
        commits.change(List.of(scope), snapshot -> {
            Commit.Builder commit = Commit.to(scope);
            boolean there = snapshot.find(scope, kind, id).isPresent();
            return there ? commit.dueNoLaterThan(work, commits.store().now()) : commit;
        });
        return true;
    }
}
