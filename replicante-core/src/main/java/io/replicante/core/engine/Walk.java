package io.replicante.core.engine;

import io.replicante.core.act.Assignment;
import io.replicante.core.act.Outcome;
import io.replicante.core.document.LoadedCluster;
import io.replicante.core.document.StoredReport;
import io.replicante.core.lease.HeldLease;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.CycleReport;
import io.replicante.core.state.Intent;
import io.replicante.core.telemetry.Spans;
import io.replicante.core.view.Mode;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.action.OrchestratorActionPhase;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.model.ClusterRef;
import io.replicante.store.CommitResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** One cycle of one cluster, from load to the outcome of what it began. Used by one thread, once. */
final class Walk {
    private static final int MAX_WITHDRAWALS = 16;
    private static final int MAX_UNREADABLE = 16;

    private final Stations stations;
    private final ClusterRef ref;
    private final HeldLease lease;
    private final Assessor assessor;
    private final ClusterCommits commits;
    private final IntentChanges changes;
    private final Instant startedAt;
    private final long began;
    private final List<String> notes = new ArrayList<>();
    private String mode = "none";
    private Duration interval = ClusterSpec.DEFAULT_INTERVAL;
    private boolean busy;

    Walk(Stations stations, OffsetCache offsets, ClusterRef ref, HeldLease lease) {
        this.stations = stations;
        this.ref = ref;
        this.lease = lease;
        assessor = new Assessor(stations, offsets);
        commits = new ClusterCommits(stations, offsets);
        changes = new IntentChanges(stations, assessor, commits);
        startedAt = lease.instant();
        began = stations.ticker().nanos();
    }

    Instant startedAt() {
        return startedAt;
    }

    Duration interval() {
        return interval;
    }

    /** Whether something is under way, so that the cluster is to be looked at again soon. */
    boolean isBusy() {
        return busy;
    }

    void note(String note) {
        notes.add(note);
    }

    CycleReport report(String outcome) {
        Duration took = Duration.ofNanos(stations.ticker().nanos() - began);
        return new CycleReport(mode, startedAt, took, outcome, notes);
    }

    private CycleReport completed() {
        return report(CycleOutcome.COMPLETED.description());
    }

    CycleOutcome run() {
        for (int i = 0; i < stations.limits().restarts(); i++) {
            if (stations.closing().getAsBoolean()) {
                return CycleOutcome.STOPPED;
            }
            Duration needed = CycleLimits.committed(stations.observer().budget());
            if (!lease.keep(needed)) {
                notes.add(lease.obstacle(needed));
                return CycleOutcome.LEASE_LOST;
            }
            Optional<CycleOutcome> outcome = pass();
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return CycleOutcome.CONTENDED;
    }

    /** One pass from load on; empty when somebody else changed the cluster meanwhile. */
    private Optional<CycleOutcome> pass() {
        LoadedCluster loaded = assessor.load(ref);
        loaded.state().ifPresent(state -> interval = state.spec().interval());
        Optional<CycleOutcome> obstacle = Assessor.obstacle(loaded);
        if (obstacle.isPresent()) {
            hindered(loaded, obstacle.get());
            return obstacle;
        }
        Assessment assessment = assessor.assess(loaded, lease);
        mode = assessment.output().mode();
        notes.clear();
        notes.addAll(assessment.output().notes());
        CommitResult result = commits.conclusions(assessment, lease, completed());
        if (result instanceof CommitResult.StaleLease) {
            notes.add("the store refused what was concluded under it");
            return Optional.of(CycleOutcome.LEASE_LOST);
        }
        if (result instanceof CommitResult.RevisionMoved) {
            return Optional.empty();
        }
        busy = isUnfinished(assessment.after());
        withdraw(assessment);
        step(assessment, result);
        orchestrate(assessment);
        if (mode.equals(Mode.SYNC.label()) && new Retirement(assessor, commits).run(assessment, lease)) {
            notes.add("the cluster was retired: its platform does not list it any more");
        }
        return Optional.of(CycleOutcome.COMPLETED);
    }

    /** What is not declared has no place for a report. */
    private void hindered(LoadedCluster loaded, CycleOutcome outcome) {
        if (outcome == CycleOutcome.NOT_DECLARED) {
            return;
        }
        loaded.unreadable().values().stream().limit(MAX_UNREADABLE).forEach(notes::add);
        commits.obstacle(loaded, lease, report(outcome.description()));
    }

    private static boolean isUnfinished(ClusterState state) {
        return !state.intents().isEmpty()
                || state.actions().values().stream()
                        .map(NodeAction::phase)
                        .anyMatch(phase -> phase == NodeActionPhase.NEW || phase == NodeActionPhase.RUNNING)
                || state.orchestrations().values().stream()
                        .map(each -> each.action().phase())
                        .anyMatch(phase -> phase == OrchestratorActionPhase.PENDING_SCHEDULE
                                || phase == OrchestratorActionPhase.RUNNING);
    }

    private void withdraw(Assessment assessment) {
        if (mode.equals(Mode.OBSERVE.label())) {
            return;
        }
        Duration atMost = stations.limits().agent();
        List<IntentChanges.Change> outcomes = new ArrayList<>();
        for (Intent intent :
                assessment.output().withdraw().stream().limit(MAX_WITHDRAWALS).toList()) {
            if (!lease.keep(CycleLimits.committed(atMost.multipliedBy(2)))) {
                break;
            }
            Assignment assignment = Attempts.assignment(stations, lease, assessment, intent, atMost);
            Outcome outcome = stations.telemetry()
                    .in(Spans.WITHDRAW, ref, () -> stations.dispatcher().withdraw(assignment));
            notes.add("withdrawing " + intent.candidate().kind() + " " + intent.id() + ": " + outcome.note());
            if (outcome instanceof Outcome.Accepted) {
                outcomes.add(new IntentChanges.Change(
                        intent.id(),
                        before -> before.become(Intent.Phase.WITHDRAWN, outcome.note()),
                        Optional.empty()));
            }
        }
        if (!outcomes.isEmpty()) {
            changes.record(ref, lease, outcomes, this::completed);
        }
    }

    private void orchestrate(Assessment assessment) {
        if (mode.equals(Mode.SYNC.label()) && assessment.loaded().isSound()) {
            new Orchestrator(stations, assessor, commits).run(assessment, lease, notes::add, this::completed);
        }
    }

    /** Attempts what was chosen, if all that is looked at once more still says so. */
    private void step(Assessment first, CommitResult planned) {
        List<Intent> chosen = Attempts.chosen(first).stream()
                .filter(intent -> hasShare(intent, planned))
                .toList();
        if (chosen.isEmpty() || !first.loaded().isSound() || stations.closing().getAsBoolean()) {
            return;
        }
        String store = stations.store().describe().incarnation();
        if (!first.loaded().report().map(StoredReport::store).equals(Optional.of(store))) {
            notes.add("nothing is begun in the first cycle on this store");
            return;
        }
        if (!lease.keep(CycleLimits.committed(stations.observer().budget()))) {
            return;
        }
        LoadedCluster loaded = assessor.load(ref);
        if (Assessor.obstacle(loaded).isPresent() || !loaded.isSound()) {
            return;
        }
        Assessment second = assessor.assess(loaded, lease);
        Set<UUID> wanted = chosen.stream().map(Intent::id).collect(Collectors.toSet());
        List<Intent> still = Attempts.chosen(second).stream()
                .filter(intent -> wanted.remove(intent.id()))
                .toList();
        chosen.stream()
                .filter(intent -> wanted.contains(intent.id()))
                .forEach(gone -> notes.add(gone.candidate().kind()
                        + " was not begun: it is not the next step any more on fresh evidence"));
        if (!still.isEmpty()) {
            new Attempts(stations, commits, changes, lease, notes::add, this::completed).make(second, still);
        }
    }

    private boolean hasShare(Intent intent, CommitResult planned) {
        Optional<String> refusal = FleetBudget.refusal(planned, ref, intent);
        refusal.ifPresent(why -> notes.add(intent.candidate().kind() + " waits: " + why));
        return refusal.isEmpty();
    }
}
