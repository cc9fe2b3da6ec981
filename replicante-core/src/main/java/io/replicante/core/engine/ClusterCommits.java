package io.replicante.core.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.core.cycle.Bearing;
import io.replicante.core.cycle.CycleOutput;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.document.History;
import io.replicante.core.document.LoadedCluster;
import io.replicante.core.document.Quarantine;
import io.replicante.core.document.Reports;
import io.replicante.core.document.StateCodec;
import io.replicante.core.document.StoredReport;
import io.replicante.core.document.UnreadableDocumentException;
import io.replicante.core.lease.HeldLease;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.ClusterFacts;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.CycleReport;
import io.replicante.core.state.Orchestration;
import io.replicante.core.state.ProvisionOrder;
import io.replicante.core.telemetry.LogKeys;
import io.replicante.core.telemetry.Spans;
import io.replicante.core.view.Copies;
import io.replicante.spec.action.OrchestratorActionPhase;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.protocol.Messages;
import io.replicante.store.Commit;
import io.replicante.store.CommitResult;
import io.replicante.store.Document;
import io.replicante.store.Scope;
import io.replicante.store.WorkKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes and commits the changes of a cluster's cycle, under its lease. Thread-safe. */
final class ClusterCommits {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterCommits.class);

    /** How many other clusters are looked at early at one time. */
    private static final int MAX_WOKEN = 100;

    private final Stations stations;
    private final OffsetCache offsets;

    ClusterCommits(Stations stations, OffsetCache offsets) {
        this.stations = stations;
        this.offsets = offsets;
    }

    /** Commits what a cycle concluded: state, events and report, if nothing moved since it was loaded. */
    CommitResult conclusions(Assessment assessment, HeldLease lease, CycleReport report) {
        ClusterRef ref = assessment.loaded().ref();
        Commit.Builder commit = begin(assessment, assessment.after(), lease, false);
        quarantine(commit, assessment.loaded(), lease.instant());
        report(commit, assessment.loaded(), report, lease.instant());
        awaitMachines(commit, assessment.after());
        CommitResult result = commit(ref, commit.build());
        remember(result, assessment, lease, false);
        return result;
    }

    /** What waits for a listing that shows its machines once more gets one in time. */
    private static void awaitMachines(Commit.Builder commit, ClusterState after) {
        after.spec()
                .platform()
                .ifPresent(platform -> after.orchestrations().values().stream()
                        .map(Orchestration::action)
                        .filter(action -> action.phase() == OrchestratorActionPhase.RUNNING
                                && action.kind().equals(Candidate.PROVISION))
                        .flatMap(action -> ProvisionOrder.stableFrom(action).stream())
                        .min(Comparator.naturalOrder())
                        .ifPresent(
                                at -> commit.dueNoLaterThan(WorkKey.platform(platform.nsId(), platform.name()), at)));
    }

    /**
     * Begins a commit that depends on everything that was loaded, and adds what changed until a state. An attempt was planned, with its
     * share, by a commit before.
     */
    Commit.Builder begin(Assessment assessment, ClusterState after, HeldLease lease, boolean attempt) {
        LoadedCluster loaded = assessment.loaded();
        Commit.Builder commit = Commit.to(Scope.of(loaded.ref())).under(lease.lease());
        Scope.around(loaded.ref()).forEach(scope -> commit.expecting(scope, loaded.revision(scope)));
        CycleOutput output = assessment.output();
        Commit had = changes(loaded, after, output.events(), lease.instant());
        Contingent contingent = new Contingent(
                had,
                output.unreserved()
                        .filter(waiting -> !attempt)
                        .map(waiting -> changes(loaded, waiting.next(), waiting.events(), lease.instant()))
                        .orElse(had));
        contingent.addTo(commit);
        stations.fleet().settle(commit, assessment, after, contingent);
        facts(commit, assessment, after, lease.instant());
        output.bearing().unseen().stream()
                .limit(MAX_WOKEN)
                .forEach(other -> commit.dueNoLaterThan(WorkKey.of(other), lease.instant()));
        if (attempt || offsets.isDue(loaded.ref(), lease.instant())) {
            StateCodec.writeOffsets(commit, loaded, after.offsets());
            copies(commit, assessment);
        }
        return commit;
    }

    private static Commit changes(LoadedCluster loaded, ClusterState after, List<NewEvent> events, Instant now) {
        Commit.Builder changes = Commit.to(Scope.of(loaded.ref()));
        StateCodec.write(changes, loaded, after);
        History.write(changes, loaded, after.decisions(), now);
        events.forEach(changes::event);
        return changes.build();
    }

    /** What others have to reckon with; nobody decides on it here, so what cannot be read is written over. */
    private void facts(Commit.Builder commit, Assessment assessment, ClusterState after, Instant now) {
        ClusterRef ref = assessment.loaded().ref();
        Bearing bearing = assessment.output().bearing();
        ClusterFacts next = bearing.facts(after);
        boolean stands = assessment
                .loaded()
                .snapshot()
                .find(Scope.of(ref), DocumentKind.FACTS, ref.clusterId())
                .flatMap(ClusterCommits::readFacts)
                .filter(written -> stations.fleet().stands(written, next))
                .filter(written -> bearing.lostElsewhere()
                        .map(at -> written.wasSeenSince(at, now))
                        .orElse(true))
                .isPresent();
        if (!stands) {
            commit.put(Documents.write(DocumentKind.FACTS, ref.clusterId(), next));
        }
    }

    private static Optional<ClusterFacts> readFacts(Document stored) {
        try {
            return Optional.of(Documents.read(stored, ClusterFacts.class));
        } catch (UnreadableDocumentException replaced) {
            LOG.atDebug().setCause(replaced).log("what others know of a cluster cannot be read, and is written anew");
            return Optional.empty();
        }
    }

    /** What cannot be read is volatile and is read anew, so it is written over. */
    private static void copies(Commit.Builder commit, Assessment assessment) {
        ClusterRef ref = assessment.loaded().ref();
        Optional<Document> stored =
                assessment.loaded().snapshot().find(Scope.of(ref), DocumentKind.COPIES, ref.clusterId());
        Copies before = Copies.NONE;
        try {
            before = stored.isPresent() ? Documents.read(stored.get(), Copies.class) : Copies.NONE;
        } catch (UnreadableDocumentException replaced) {
            LOG.atDebug().setCause(replaced).log("the copies that are shown cannot be read, and are written anew");
        }
        Document next = Documents.write(DocumentKind.COPIES, ref.clusterId(), before.after(assessment.observations()));
        if (!stored.equals(Optional.of(next))) {
            commit.put(next);
        }
    }

    /** Notes what was read of offsets, once that is committed. */
    void remember(CommitResult result, Assessment assessment, HeldLease lease, boolean withOffsets) {
        if (result instanceof CommitResult.Committed) {
            ClusterRef ref = assessment.loaded().ref();
            boolean written = withOffsets || offsets.isDue(ref, lease.instant());
            offsets.keep(ref, assessment.after().offsets(), written, lease.instant());
        }
    }

    /** Says why a cycle did not take place, unless the last report says so, and which documents cannot be read. */
    void obstacle(LoadedCluster loaded, HeldLease lease, CycleReport why) {
        Scope own = Scope.of(loaded.ref());
        Commit.Builder commit = Commit.to(own).under(lease.lease()).expecting(own, loaded.revision(own));
        boolean changed = quarantine(commit, loaded, lease.instant());
        if (isNews(loaded, why)) {
            // Nothing was looked at, so the next cycle must not take the cluster for one that was seen on this store.
            put(
                    commit,
                    loaded.ref(),
                    why,
                    loaded.report().map(StoredReport::store).orElse(""));
            tell(commit, loaded.ref(), why, lease.instant());
            loaded.state().ifPresent(state -> rest(commit, loaded.ref(), state));
            changed = true;
        }
        if (changed) {
            commit(loaded.ref(), commit.build());
        }
    }

    /** Others need not wait for what nobody looks at. */
    private static void rest(Commit.Builder commit, ClusterRef ref, ClusterState state) {
        FleetBudget.rest(commit, ref, state);
        commit.put(Documents.write(DocumentKind.FACTS, ref.clusterId(), Bearing.NONE.facts(state)));
    }

    /** Stores the report of a cycle that failed, and nothing else. */
    void failure(ClusterRef ref, HeldLease lease, CycleReport report) {
        Commit.Builder commit = Commit.to(Scope.of(ref)).under(lease.lease());
        put(commit, ref, report);
        commit(ref, commit.build());
    }

    /** Puts a notice and an event for each newly unreadable document, and takes back notices that are no longer true. */
    private boolean quarantine(Commit.Builder commit, LoadedCluster loaded, Instant now) {
        Scope own = Scope.of(loaded.ref());
        int fresh = 0;
        for (Map.Entry<Document.Key, String> bad : loaded.unreadable().entrySet()) {
            Document.Key notice = Quarantine.noticeOf(bad.getKey());
            if (loaded.snapshot().find(own, notice.kind(), notice.id()).isPresent()) {
                continue;
            }
            fresh++;
            Quarantine quarantine =
                    new Quarantine(bad.getKey().kind(), bad.getKey().id(), bad.getValue(), now);
            commit.put(Documents.write(notice.kind(), notice.id(), quarantine));
            commit.event(event(
                    loaded.ref(), EventCodes.RECORD_QUARANTINED, now, Documents.tree(quarantine), Optional.empty()));
            LOG.atError()
                    .addKeyValue(LogKeys.CLUSTER, loaded.ref())
                    .addKeyValue(LogKeys.DOCUMENT, notice.id())
                    .addKeyValue(LogKeys.REASON, bad.getValue())
                    .log("a document cannot be read; it is kept, and the cluster is only watched");
        }
        boolean gone = false;
        for (Document notice : loaded.snapshot().of(own, DocumentKind.QUARANTINE)) {
            if (loaded.unreadable().keySet().stream()
                    .noneMatch(bad -> Quarantine.noticeOf(bad).equals(notice.key()))) {
                commit.delete(notice.kind(), notice.id());
                gone = true;
            }
        }
        stations.telemetry().quarantined(fresh);
        return fresh > 0 || gone;
    }

    /** Puts the report; tells of it when it says something else than the last one. */
    void report(Commit.Builder commit, LoadedCluster loaded, CycleReport report, Instant now) {
        put(commit, loaded.ref(), report);
        if (isNews(loaded, report)) {
            tell(commit, loaded.ref(), report, now);
        }
    }

    private static boolean isNews(LoadedCluster loaded, CycleReport report) {
        Optional<CycleReport> last = loaded.report().map(StoredReport::report);
        return !last.map(ClusterCommits::said).equals(Optional.of(said(report)));
    }

    private void tell(Commit.Builder commit, ClusterRef ref, CycleReport report, Instant now) {
        ObjectNode payload =
                Messages.ORCHESTRATE_REPORT.tree(Reports.of(ref, report)).deepCopy();
        payload.put("outcome", report.outcome());
        commit.event(event(ref, EventCodes.ORCHESTRATE_REPORT, now, payload, Optional.empty()));
    }

    void put(Commit.Builder commit, ClusterRef ref, CycleReport report) {
        put(commit, ref, report, stations.store().describe().incarnation());
    }

    private static void put(Commit.Builder commit, ClusterRef ref, CycleReport report, String store) {
        StoredReport stored = new StoredReport(store, report);
        commit.put(Documents.write(DocumentKind.REPORT, ref.clusterId(), stored));
    }

    private static List<Object> said(CycleReport report) {
        return List.of(report.mode(), report.outcome(), report.notes());
    }

    /** This engine, as the cause of what it does by itself. */
    Actor actor() {
        return Actor.engine(stations.engine());
    }

    /** An event of a cluster, caused by this engine. */
    NewEvent event(ClusterRef ref, String code, Instant now, ObjectNode payload, Optional<String> cause) {
        ObjectNode full = JsonNodeFactory.instance.objectNode();
        full.put("ns_id", ref.nsId()).put("cluster_id", ref.clusterId());
        full.setAll(payload);
        return new NewEvent(StreamKey.of(ref), code, now, full, actor(), cause);
    }

    /** Commits, and counts what became of it. */
    CommitResult commit(ClusterRef ref, Commit commit) {
        return stations.telemetry().in(Spans.COMMIT, ref, () -> {
            CommitResult result;
            try {
                result = stations.store().commit(commit);
            } catch (RuntimeException unknown) {
                stations.telemetry().commit("unknown");
                throw unknown;
            }
            String outcome = result instanceof CommitResult.Committed
                    ? "committed"
                    : result instanceof CommitResult.StaleLease ? "stale_lease" : "revision_moved";
            stations.telemetry().commit(outcome);
            stations.telemetry().outcome(outcome);
            return result;
        });
    }
}
