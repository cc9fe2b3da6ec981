package io.replicante.core.engine;

import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.document.LoadedCluster;
import io.replicante.core.lease.HeldLease;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.CycleReport;
import io.replicante.core.state.Intent;
import io.replicante.core.telemetry.LogKeys;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.model.ClusterRef;
import io.replicante.store.Commit;
import io.replicante.store.CommitResult;
import io.replicante.store.Scope;
import io.replicante.store.WorkKey;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what became of intents, whatever else was changed meanwhile: on a fresh load only the intents are changed, under the
 * lease under which they were attempted or withdrawn. Thread-safe.
 */
final class IntentChanges {
    private static final Logger LOG = LoggerFactory.getLogger(IntentChanges.class);
    private static final int TRIES = 10;

    private final Stations stations;
    private final Assessor assessor;
    private final ClusterCommits commits;

    IntentChanges(Stations stations, Assessor assessor, ClusterCommits commits) {
        this.stations = stations;
        this.assessor = assessor;
        this.commits = commits;
    }

    /** A change of one intent, and the work that becomes due with it. */
    record Change(UUID id, UnaryOperator<Intent> change, Optional<WorkKey> due) {}

    /**
     * Records changes.
     *
     * @return whether they are recorded; when not, the intents stay as the attempt left them, and are reckoned with
     */
    boolean record(ClusterRef ref, HeldLease lease, List<Change> changes, Supplier<CycleReport> report) {
        for (int i = 0; i < TRIES; i++) {
            LoadedCluster loaded = assessor.load(ref);
            Optional<ClusterState> state = loaded.state();
            if (state.isEmpty()) {
                return false;
            }
            CommitResult result = commits.commit(ref, commit(loaded, state.get(), lease, changes, report.get()));
            if (result instanceof CommitResult.Committed) {
                return true;
            }
            if (result instanceof CommitResult.StaleLease) {
                break;
            }
        }
        LOG.atWarn()
                .addKeyValue(LogKeys.CLUSTER, ref)
                .addKeyValue(LogKeys.EPOCH, lease.lease().epoch())
                .log("outcomes could not be recorded; the next cycle finds them out");
        return false;
    }

    private Commit commit(
            LoadedCluster loaded, ClusterState state, HeldLease lease, List<Change> changes, CycleReport report) {
        ClusterRef ref = loaded.ref();
        Scope own = Scope.of(ref);
        Commit.Builder commit = Commit.to(own).under(lease.lease()).expecting(own, loaded.revision(own));
        for (Change change : changes) {
            Intent before = state.intents().get(change.id());
            if (before == null || before.phase().isEnded()) {
                continue;
            }
            Intent after = change.change().apply(before);
            if (after.equals(before)) {
                continue;
            }
            commit.put(Documents.write(DocumentKind.INTENT, after.id().toString(), after));
            commit.event(commits.event(
                    ref,
                    after.phase() == Intent.Phase.WITHDRAWN ? EventCodes.INTENT_WITHDRAWN : EventCodes.INTENT_OUTCOME,
                    lease.instant(),
                    Documents.tree(after),
                    after.candidate().request().map(UUID::toString)));
            change.due().ifPresent(work -> commit.dueNoLaterThan(work, lease.instant()));
            stations.telemetry().intent(after.phase());
        }
        commits.put(commit, ref, report);
        return commit.build();
    }
}
