package io.replicante.core.engine;

import io.replicante.core.act.Assignment;
import io.replicante.core.act.Outcome;
import io.replicante.core.document.Documents;
import io.replicante.core.document.LoadedCluster;
import io.replicante.core.document.StoredReport;
import io.replicante.core.lease.HeldLease;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.CycleReport;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.Intent;
import io.replicante.core.telemetry.Spans;
import io.replicante.core.view.Mode;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.action.OrchestratorActionPhase;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.store.Commit;
import io.replicante.store.CommitResult;
import io.replicante.store.WorkKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One cycle of one cluster, from load to the outcome of its one step. Used by one thread, once. */
final class Walk {
    private static final int MAX_WITHDRAWALS = 16;

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
            if (!lease.keep(CycleLimits.committed(stations.observer().budget()))) {
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
            commits.unreadable(loaded, lease);
            return obstacle;
        }
        Assessment assessment = assessor.assess(loaded, lease);
        mode = assessment.output().mode();
        notes.clear();
        notes.addAll(assessment.output().notes());
        CommitResult result = commits.conclusions(assessment, lease, completed());
        if (result instanceof CommitResult.StaleLease) {
            return Optional.of(CycleOutcome.LEASE_LOST);
        }
        if (result instanceof CommitResult.RevisionMoved) {
            return Optional.empty();
        }
        busy = isUnfinished(assessment.after());
        withdraw(assessment);
        step(assessment);
        orchestrate(assessment);
        if (mode.equals(Mode.SYNC.label()) && new Retirement(assessor, commits).run(assessment, lease)) {
            notes.add("the cluster was retired: its platform does not list it any more");
        }
        return Optional.of(CycleOutcome.COMPLETED);
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
            Outcome outcome = stations.telemetry()
                    .in(
                            Spans.WITHDRAW,
                            ref,
                            () -> stations.dispatcher().withdraw(assignment(assessment, intent, atMost)));
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

    private void step(Assessment first) {
        Optional<Intent> step = first.output().step();
        if (step.isEmpty() || !first.loaded().isSound() || stations.closing().getAsBoolean()) {
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
        Optional<Intent> still = second.output().step();
        if (still.map(Intent::id).equals(step.map(Intent::id))) {
            attempt(second, still.orElseThrow());
        } else {
            notes.add(step.get().candidate().kind()
                    + " was not begun: it is not the next step any more on fresh evidence");
        }
    }

    /** Commit 2, the request, commit 3. */
    private void attempt(Assessment assessment, Intent planned) {
        Candidate candidate = planned.candidate();
        Duration atMost = candidate.onPlatform()
                ? stations.limits().platform()
                : stations.limits().agent();
        if (!lease.keep(CycleLimits.committed(atMost))) {
            notes.add(candidate.kind() + " was not begun: too little of the lease was left");
            return;
        }
        Instant now = lease.instant();
        Intent attempted = planned.attempted(
                now,
                lease.lease().epoch(),
                now.plus(shorter(lease.left(), stations.limits().begin())),
                planned.overdueAfter().orElse(now),
                known(assessment.before()));
        CommitResult result = commitAttempt(assessment, attempted, atMost);
        if (!(result instanceof CommitResult.Committed)) {
            notes.add(candidate.kind() + " was not begun: the cluster was changed, or the lease lost, just before");
            return;
        }
        stations.telemetry().intent(Intent.Phase.ATTEMPTED);
        Outcome outcome = lease.left().compareTo(atMost) < 0
                ? new Outcome.Unknown("it was attempted and not sent: too little of the lease was left")
                : stations.telemetry()
                        .in(
                                Spans.DISPATCH,
                                ref,
                                () -> stations.dispatcher().send(assignment(assessment, attempted, atMost)));
        notes.add(candidate.kind() + " " + attempted.id() + ": " + outcome.note());
        IntentChanges.Change change = new IntentChanges.Change(
                attempted.id(), intent -> after(intent, outcome), platformWork(assessment, candidate));
        changes.record(ref, lease, List.of(change), this::completed);
    }

    private CommitResult commitAttempt(Assessment assessment, Intent attempted, Duration atMost) {
        Commit.Builder commit = commits.begin(assessment, assessment.after().withAttempt(attempted), lease, true);
        commit.event(commits.event(
                ref,
                EventCodes.INTENT_ATTEMPTED,
                lease.instant(),
                Documents.tree(attempted),
                attempted.candidate().request().map(UUID::toString)));
        if (attempted.candidate().effect().forms()
                && !assessment.after().record().initialisedAt().isPresent()) {
            commit.event(commits.event(
                    ref,
                    EventCodes.CLUSTER_INITIALISED,
                    lease.instant(),
                    Documents.tree(assessment.after().withAttempt(attempted).record()),
                    Optional.of(attempted.id().toString())));
        }
        commits.put(commit, ref, completed());
        platformWork(assessment, attempted.candidate())
                .ifPresent(work -> commit.dueNoLaterThan(work, lease.instant().plus(atMost)));
        CommitResult result = commits.commit(ref, commit.build());
        commits.remember(result, assessment, lease, true);
        return result;
    }

    private Intent after(Intent attempted, Outcome outcome) {
        if (outcome instanceof Outcome.Accepted) {
            return attempted.sent(lease.instant()).become(Intent.Phase.SENT, outcome.note());
        }
        return attempted.become(
                outcome instanceof Outcome.Refused ? Intent.Phase.FAILED : Intent.Phase.OUTCOME_UNKNOWN,
                outcome.note());
    }

    private Assignment assignment(Assessment assessment, Intent intent, Duration atMost) {
        return new Assignment(
                intent,
                assessment.before().spec(),
                assessment.loaded().surroundings().orElseThrow().platform(),
                assessment.loaded().addresses(),
                stations.store().describe().incarnation(),
                lease.lease().epoch(),
                lease.instant(),
                atMost,
                Optional.ofNullable(assessment.before().actions().get(intent.id())));
    }

    /** Discovery is due at once after a platform was asked for something. */
    private static Optional<WorkKey> platformWork(Assessment assessment, Candidate candidate) {
        return candidate.onPlatform()
                ? assessment.before().spec().platform().map(at -> WorkKey.platform(at.nsId(), at.name()))
                : Optional.empty();
    }

    private static List<String> known(ClusterState state) {
        return state.discovery().map(DiscoveryRecord::nodes).orElse(List.of()).stream()
                .map(DiscoveredNode::nodeId)
                .toList();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
