package io.replicante.core.document;

import io.replicante.core.state.Approval;
import io.replicante.core.state.ClusterRecord;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Decision;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Intent;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.state.Openings;
import io.replicante.core.state.Orchestration;
import io.replicante.core.state.Pause;
import io.replicante.core.state.PrimaryOffset;
import io.replicante.core.state.Retry;
import io.replicante.core.view.Surroundings;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.store.Commit;
import io.replicante.store.Document;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns documents into what is remembered of a cluster, and changes of that into documents. What did not change is not
 * written; what people and discovery write is never written by a cycle; what cannot be read is never written over, but for
 * what every cycle makes anew: offsets, decisions and the report. Stateless.
 */
public final class StateCodec {
    /**
     * A cluster's recent offsets as they are stored.
     *
     * @param offsets the offsets
     */
    record Offsets(List<PrimaryOffset> offsets) {}

    /**
     * A cluster's last decisions as they are stored.
     *
     * @param decisions the decisions
     */
    record Decisions(List<Decision> decisions) {}

    private StateCodec() {}

    /**
     * The scopes that a cycle of a cluster loads.
     *
     * @param cluster the cluster
     * @return those on which its decisions depend, and the listings of its namespace
     */
    public static List<Scope> scopes(ClusterRef cluster) {
        List<Scope> scopes = new ArrayList<>(Scope.around(cluster));
        scopes.add(Listing.scope(cluster.nsId()));
        return scopes;
    }

    /**
     * Reads a cluster.
     *
     * @param ref the cluster
     * @param snapshot its {@link #scopes}
     * @return what is remembered
     */
    public static LoadedCluster read(ClusterRef ref, Snapshot snapshot) {
        SnapshotReader reader = new SnapshotReader(snapshot);
        Scope own = Scope.of(ref);
        Optional<ClusterSpec> spec = reader.one(own, DocumentKind.CLUSTER_SPEC, ref.clusterId(), ClusterSpec.class);
        Optional<Listing.Entry> entry = reader.one(own, DocumentKind.DISCOVERY, ref.clusterId(), Listing.Entry.class);
        Optional<DiscoveryRecord> discovery = entry.map(listed -> discovery(ref, listed, reader));
        Optional<ClusterState> state =
                spec.flatMap(declared -> record(ref, reader).map(record -> state(declared, discovery, record, reader)));
        Optional<Surroundings> surroundings = surroundings(ref, spec, reader);
        Optional<StoredReport> report = reader.derived(own, DocumentKind.REPORT, ref.clusterId(), StoredReport.class);
        return new LoadedCluster(ref, snapshot, state, surroundings, report, addresses(entry), reader.unreadable());
    }

    private static ClusterState state(
            ClusterSpec spec, Optional<DiscoveryRecord> discovery, ClusterRecord record, SnapshotReader reader) {
        Scope own = Scope.of(spec.ref());
        String id = spec.ref().clusterId();
        return new ClusterState(
                spec,
                reader.one(own, DocumentKind.PAUSE, DocumentKind.CLUSTER_PAUSE, Pause.class),
                discovery,
                record,
                reader.all(own, DocumentKind.NODE, NodeRecord.class, NodeRecord::nodeId),
                reader.derived(own, DocumentKind.OFFSETS, id, Offsets.class)
                        .map(Offsets::offsets)
                        .orElse(List.of()),
                reader.all(own, DocumentKind.FINDING, Finding.class, Finding::key),
                reader.all(own, DocumentKind.INTENT, Intent.class, Intent::id),
                reader.all(own, DocumentKind.NODE_ACTION, NodeAction.class, NodeAction::id),
                reader.all(own, DocumentKind.RETRY, Retry.class, Retry::key),
                reader.all(own, DocumentKind.APPROVAL, Approval.class, Approval::key),
                reader.derived(own, DocumentKind.DECISIONS, id, Decisions.class)
                        .map(Decisions::decisions)
                        .orElse(List.of()),
                reader.all(own, DocumentKind.ORCHESTRATOR_ACTION, Orchestration.class, Orchestration::id),
                reader.all(own, DocumentKind.OVERRIDE, SafetyOverride.class, SafetyOverride::id),
                reader.one(own, DocumentKind.OPENINGS, id, Openings.class).orElse(Openings.NONE));
    }

    private static Optional<ClusterRecord> record(ClusterRef ref, SnapshotReader reader) {
        Optional<ClusterRecord> record =
                reader.one(Scope.of(ref), DocumentKind.RECORD, ref.clusterId(), ClusterRecord.class);
        if (record.isEmpty()) {
            reader.missing(DocumentKind.RECORD, ref.clusterId());
        }
        return record;
    }

    private static DiscoveryRecord discovery(ClusterRef ref, Listing.Entry entry, SnapshotReader reader) {
        Listing listing = reader.one(
                        Listing.scope(ref.nsId()),
                        DocumentKind.LISTING,
                        entry.platform().name(),
                        Listing.class)
                .orElse(Listing.NONE);
        return new DiscoveryRecord(entry.nodes(), listing.freshness(ref, entry.observedAt()));
    }

    private static Optional<Surroundings> surroundings(
            ClusterRef ref, Optional<ClusterSpec> spec, SnapshotReader reader) {
        Scope namespace = Scope.namespace(ref.nsId());
        Optional<PlatformSpec> platform = spec.flatMap(ClusterSpec::platform)
                .flatMap(at -> reader.one(namespace, DocumentKind.PLATFORM, at.name(), PlatformSpec.class));
        Optional<String> failure = platform.flatMap(
                        at -> reader.one(Listing.scope(ref.nsId()), DocumentKind.LISTING, at.name(), Listing.class))
                .flatMap(Listing::refusal);
        return reader.one(namespace, DocumentKind.NAMESPACE, ref.nsId(), Namespace.class)
                .map(declared -> new Surroundings(
                        declared,
                        reader.one(namespace, DocumentKind.PAUSE, DocumentKind.NAMESPACE_PAUSE, Pause.class),
                        reader.one(Scope.fleet(), DocumentKind.PAUSE, DocumentKind.FLEET_PAUSE, Pause.class),
                        platform,
                        failure));
    }

    private static Map<String, String> addresses(Optional<Listing.Entry> entry) {
        Map<String, String> addresses = new HashMap<>();
        entry.ifPresent(listed -> {
            for (DiscoveredNode node : listed.gone()) {
                addresses.put(node.nodeId(), node.agentAddress());
            }
            for (DiscoveredNode node : listed.nodes()) {
                addresses.put(node.nodeId(), node.agentAddress());
            }
        });
        return addresses;
    }

    /**
     * Adds to a commit what a cycle changed, the volatile offsets left out.
     *
     * @param commit the commit
     * @param loaded what the cycle began with
     * @param after what is to be remembered
     */
    public static void write(Commit.Builder commit, LoadedCluster loaded, ClusterState after) {
        ClusterState before = loaded.state().orElseThrow();
        Changes changes = new Changes(commit, loaded.unreadable().keySet());
        String id = loaded.ref().clusterId();
        changes.one(DocumentKind.RECORD, id, before.record(), after.record());
        changes.one(DocumentKind.OPENINGS, id, before.openings(), after.openings());
        changes.all(DocumentKind.NODE, before.nodes(), after.nodes());
        changes.all(DocumentKind.FINDING, before.findings(), after.findings());
        changes.all(DocumentKind.INTENT, before.intents(), after.intents());
        changes.all(DocumentKind.NODE_ACTION, before.actions(), after.actions());
        changes.all(DocumentKind.ORCHESTRATOR_ACTION, before.orchestrations(), after.orchestrations());
        changes.all(DocumentKind.RETRY, before.retries(), after.retries());
        changes.all(DocumentKind.APPROVAL, before.approvals(), after.approvals());
        changes.all(DocumentKind.OVERRIDE, before.overrides(), after.overrides());
        changes.derived(
                loaded,
                DocumentKind.DECISIONS,
                new Decisions(List.of()),
                new Decisions(before.decisions()),
                new Decisions(after.decisions()));
    }

    /**
     * That offsets were forgotten: an instance that remembers some has to forget them, too.
     *
     * @param cluster whose
     * @return the document, which no cycle writes
     */
    public static Document noOffsets(ClusterRef cluster) {
        return Documents.write(DocumentKind.OFFSETS, cluster.clusterId(), new Offsets(List.of()));
    }

    /**
     * Adds to a commit the offsets, if they changed.
     *
     * @param commit the commit
     * @param loaded what the cycle began with
     * @param offsets the offsets to be remembered
     */
    public static void writeOffsets(Commit.Builder commit, LoadedCluster loaded, List<PrimaryOffset> offsets) {
        List<PrimaryOffset> before = loaded.state().map(ClusterState::offsets).orElse(List.of());
        new Changes(commit, loaded.unreadable().keySet())
                .derived(
                        loaded,
                        DocumentKind.OFFSETS,
                        new Offsets(List.of()),
                        new Offsets(before),
                        new Offsets(offsets));
    }

    /** Puts what changed and deletes what is gone, except where something unreadable lies. */
    private record Changes(Commit.Builder commit, Set<Document.Key> untouchable) {
        private void one(String kind, String id, Object before, Object after) {
            if (!before.equals(after) && mayTouch(kind, id)) {
                commit.put(Documents.write(kind, id, after));
            }
        }

        /** What is made anew is written when it changed, and also over what could not be read and so was taken for nothing. */
        private void derived(LoadedCluster loaded, String kind, Object nothing, Object before, Object after) {
            String id = loaded.ref().clusterId();
            Optional<Document> stored = loaded.snapshot().find(Scope.of(loaded.ref()), kind, id);
            if (!before.equals(after) || (before.equals(nothing) && stored.isPresent())) {
                Document next = Documents.write(kind, id, after);
                if (!stored.equals(Optional.of(next))) {
                    commit.put(next);
                }
            }
        }

        private <K> void all(String kind, Map<K, ?> before, Map<K, ?> after) {
            after.forEach((key, value) -> {
                if (!value.equals(before.get(key)) && mayTouch(kind, key.toString())) {
                    commit.put(Documents.write(kind, key.toString(), value));
                }
            });
            before.keySet().stream()
                    .filter(key -> !after.containsKey(key) && mayTouch(kind, key.toString()))
                    .forEach(key -> commit.delete(kind, key.toString()));
        }

        private boolean mayTouch(String kind, String id) {
            return !untouchable.contains(new Document.Key(kind, id));
        }
    }

    /**
     * The state with other offsets.
     *
     * @param state the state
     * @param offsets the offsets
     * @return the state
     */
    public static ClusterState withOffsets(ClusterState state, List<PrimaryOffset> offsets) {
        return copy(state, state.spec(), offsets);
    }

    /**
     * The state with another declaration.
     *
     * @param state the state
     * @param spec the declared cluster
     * @return the state
     */
    public static ClusterState withSpec(ClusterState state, ClusterSpec spec) {
        return copy(state, spec, state.offsets());
    }

    private static ClusterState copy(ClusterState state, ClusterSpec spec, List<PrimaryOffset> offsets) {
        return state.toBuilder().spec(spec).offsets(offsets).build();
    }
}
