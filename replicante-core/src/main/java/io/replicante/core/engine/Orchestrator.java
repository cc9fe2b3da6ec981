package io.replicante.core.engine;

import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.document.LoadedCluster;
import io.replicante.core.lease.HeldLease;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.CycleReport;
import io.replicante.core.state.Orchestration;
import io.replicante.spec.action.OrchestratorActionPhase;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.protocol.Messages;
import io.replicante.store.Commit;
import io.replicante.store.CommitResult;
import io.replicante.store.Scope;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Goes on with the running actions of a cluster as a whole: each is invoked once per cycle, in the order of their creation. The
 * answer is recorded under the lease, and only while the action still runs; what is not recorded is invoked again. Thread-safe.
 */
final class Orchestrator {
    private static final int TRIES = 5;

    private final Stations stations;
    private final Assessor assessor;
    private final ClusterCommits commits;

    Orchestrator(Stations stations, Assessor assessor, ClusterCommits commits) {
        this.stations = stations;
        this.assessor = assessor;
        this.commits = commits;
    }

    void run(Assessment assessment, HeldLease lease, Consumer<String> note, Supplier<CycleReport> report) {
        Duration atMost = stations.limits().agent();
        List<Orchestration> running = assessment.after().orchestrations().values().stream()
                .filter(work -> work.action().phase() == OrchestratorActionPhase.RUNNING)
                .filter(work -> !work.action().kind().equals(Candidate.PROVISION))
                .sorted(Comparator.comparing(work -> work.action().createdTime()))
                .toList();
        for (Orchestration work : running) {
            if (stations.closing().getAsBoolean() || !lease.keep(CycleLimits.committed(atMost))) {
                return;
            }
            Orchestration after = stations.handlers().invoke(work, lease.instant(), atMost);
            if (after.equals(work)) {
                note.accept(work.action().kind() + " " + work.id() + " was not answered, and is invoked again");
            } else if (!record(assessment.loaded().ref(), work, after, lease, report)) {
                note.accept(work.action().kind() + " " + work.id() + ": its progress could not be recorded");
                return;
            }
        }
    }

    private boolean record(
            ClusterRef ref, Orchestration before, Orchestration after, HeldLease lease, Supplier<CycleReport> report) {
        for (int i = 0; i < TRIES; i++) {
            LoadedCluster loaded = assessor.load(ref);
            UUID id = before.id();
            Optional<Orchestration> stored =
                    loaded.state().map(state -> state.orchestrations().get(id));
            if (!stored.equals(Optional.of(before))) {
                return false;
            }
            Scope own = Scope.of(ref);
            Commit.Builder commit = Commit.to(own)
                    .under(lease.lease())
                    .expecting(own, loaded.revision(own))
                    .put(Documents.write(DocumentKind.ORCHESTRATOR_ACTION, id.toString(), after));
            commit.event(commits.event(
                    ref,
                    code(after),
                    lease.instant(),
                    Messages.OACTION.tree(after.action()).deepCopy(),
                    Optional.of(id.toString())));
            commits.put(commit, ref, report.get());
            CommitResult result = commits.commit(ref, commit.build());
            if (result instanceof CommitResult.Committed) {
                return true;
            }
            if (result instanceof CommitResult.StaleLease) {
                return false;
            }
        }
        return false;
    }

    private static String code(Orchestration work) {
        return switch (work.action().phase()) {
            case DONE -> EventCodes.OACTION_SUCCESS;
            case FAILED -> EventCodes.OACTION_FAIL;
            default -> EventCodes.OACTION_UPDATE;
        };
    }
}
