package io.replicante.core.document;

import io.replicante.core.state.ClusterState;
import io.replicante.core.view.Surroundings;
import io.replicante.spec.model.ClusterRef;
import io.replicante.store.Document;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A cluster and what lies around it, as loaded at one moment. Immutable.
 *
 * @param ref the cluster
 * @param snapshot the documents and revisions
 * @param state what is remembered; empty when the cluster is not declared
 * @param surroundings namespace, fleet and platform; empty when the namespace is not declared
 * @param report the report of the last cycle, if there was one
 * @param addresses where the agent of each listed or remembered node was last said to answer
 * @param unreadable why documents cannot be read, by their places
 */
public record LoadedCluster(
        ClusterRef ref,
        Snapshot snapshot,
        Optional<ClusterState> state,
        Optional<Surroundings> surroundings,
        Optional<StoredReport> report,
        Map<String, String> addresses,
        Map<Document.Key, String> unreadable) {
    /** Refuses nulls, copies the maps. */
    public LoadedCluster {
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(snapshot, "snapshot");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(surroundings, "surroundings");
        Objects.requireNonNull(report, "report");
        addresses = Collections.unmodifiableMap(new TreeMap<>(addresses));
        unreadable = Collections.unmodifiableMap(new TreeMap<>(unreadable));
    }

    /**
     * Whether everything could be read. When not, nothing may be decided on what is missing.
     *
     * @return true when nothing is unreadable
     */
    public boolean isSound() {
        return unreadable.isEmpty();
    }

    /**
     * The revision of a scope when it was loaded.
     *
     * @param scope one of the scopes loaded
     * @return its revision
     */
    public long revision(Scope scope) {
        return Optional.ofNullable(snapshot.revisions().get(scope)).orElse(0L);
    }
}
