package io.replicante.core.engine;

import io.replicante.core.act.Assignment;
import io.replicante.core.act.HandOver;
import io.replicante.core.act.Outcome;
import io.replicante.core.document.Documents;
import io.replicante.core.lease.HeldLease;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.CycleReport;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.Intent;
import io.replicante.core.telemetry.Spans;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.store.Commit;
import io.replicante.store.CommitResult;
import io.replicante.store.WorkKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Attempts what a cycle has chosen: one commit that says so, then the requests, then one commit that says what became of them. Used
 * by one thread, once.
 */
final class Attempts {
    private final Stations stations;
    private final ClusterCommits commits;
    private final IntentChanges changes;
    private final HeldLease lease;
    private final Consumer<String> note;
    private final Supplier<CycleReport> report;

    Attempts(
            Stations stations,
            ClusterCommits commits,
            IntentChanges changes,
            HeldLease lease,
            Consumer<String> note,
            Supplier<CycleReport> report) {
        this.stations = stations;
        this.commits = commits;
        this.changes = changes;
        this.lease = lease;
        this.note = note;
        this.report = report;
    }

    /** What a cycle would attempt: its one step, and what touches nothing. */
    static List<Intent> chosen(Assessment assessment) {
        return Stream.concat(assessment.output().step().stream(), assessment.output().handOvers().stream())
                .toList();
    }

    static Assignment assignment(
            Stations stations, HeldLease lease, Assessment assessment, Intent intent, Duration atMost) {
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

    /** Commit 2, the requests, commit 3. */
    void make(Assessment assessment, List<Intent> chosen) {
        Duration longest = chosen.stream()
                .map(intent -> limit(intent.candidate()))
                .max(Duration::compareTo)
                .orElseThrow();
        if (!lease.keep(CycleLimits.committed(longest))) {
            all(chosen, "too little of the lease was left");
            return;
        }
        Instant now = lease.instant();
        Instant notAfter = now.plus(shorter(lease.left(), stations.limits().begin()));
        List<String> known = known(assessment.before());
        List<Intent> attempted = chosen.stream()
                .map(intent -> intent.attempted(
                        now,
                        lease.lease().epoch(),
                        notAfter,
                        intent.overdueAfter().orElse(now),
                        known))
                .toList();
        if (!(commit(assessment, attempted) instanceof CommitResult.Committed)) {
            all(chosen, "the cluster was changed, or the lease lost, just before");
            return;
        }
        attempted.forEach(intent -> stations.telemetry().intent(Intent.Phase.ATTEMPTED));
        Map<Intent, Outcome> outcomes = send(assessment, attempted);
        List<IntentChanges.Change> changed = new ArrayList<>();
        outcomes.forEach((intent, outcome) -> {
            note.accept(intent.candidate().kind() + " " + intent.id() + ": " + outcome.note());
            changed.add(new IntentChanges.Change(
                    intent.id(), before -> after(before, outcome), platformWork(assessment, intent.candidate())));
        });
        changes.record(assessment.loaded().ref(), lease, changed, report);
    }

    private void all(List<Intent> chosen, String why) {
        chosen.forEach(intent -> note.accept(intent.candidate().kind() + " was not begun: " + why));
    }

    private CommitResult commit(Assessment assessment, List<Intent> attempted) {
        ClusterRef ref = assessment.loaded().ref();
        ClusterState after = assessment.after();
        for (Intent intent : attempted) {
            after = after.withAttempt(intent);
        }
        Commit.Builder commit = commits.begin(assessment, after, lease, true);
        for (Intent intent : attempted) {
            commit.event(commits.event(
                    ref,
                    EventCodes.INTENT_ATTEMPTED,
                    lease.instant(),
                    Documents.tree(intent),
                    intent.candidate().request().map(UUID::toString)));
            if (intent.candidate().effect().forms()
                    && assessment.after().record().initialisedAt().isEmpty()) {
                commit.event(commits.event(
                        ref,
                        EventCodes.CLUSTER_INITIALISED,
                        lease.instant(),
                        Documents.tree(after.record()),
                        Optional.of(intent.id().toString())));
            }
            platformWork(assessment, intent.candidate())
                    .ifPresent(
                            work -> commit.dueNoLaterThan(work, lease.instant().plus(limit(intent.candidate()))));
        }
        commits.put(commit, ref, report.get());
        CommitResult result = commits.commit(ref, commit.build());
        commits.remember(result, assessment, lease, true);
        return result;
    }

    /** All that touches nothing is under way at once, while the step is waited for. */
    private Map<Intent, Outcome> send(Assessment assessment, List<Intent> attempted) {
        return stations.telemetry().in(Spans.DISPATCH, assessment.loaded().ref(), () -> {
            Map<Intent, HandOver> begun = new LinkedHashMap<>();
            attempted.stream()
                    .filter(intent -> !intent.candidate().onPlatform())
                    .forEach(intent -> begun.put(intent, begin(assessment, intent)));
            attempted.stream()
                    .filter(intent -> intent.candidate().onPlatform())
                    .forEach(intent -> begun.put(intent, begin(assessment, intent)));
            Map<Intent, Outcome> outcomes = new LinkedHashMap<>();
            begun.forEach((intent, handOver) -> outcomes.put(intent, handOver.await()));
            return outcomes;
        });
    }

    private HandOver begin(Assessment assessment, Intent intent) {
        Duration atMost = limit(intent.candidate());
        return lease.left().compareTo(atMost) < 0
                ? HandOver.of(new Outcome.Unknown("it was attempted and not sent: too little of the lease was left"))
                : stations.dispatcher().begin(assignment(stations, lease, assessment, intent, atMost));
    }

    private Duration limit(Candidate candidate) {
        return candidate.onPlatform()
                ? stations.limits().platform()
                : stations.limits().agent();
    }

    private Intent after(Intent attempted, Outcome outcome) {
        if (outcome instanceof Outcome.Accepted accepted) {
            Intent sent = attempted.sent(lease.instant()).become(Intent.Phase.SENT, outcome.note());
            return accepted.machines().isPresent()
                    ? sent.providing(accepted.machines().getAsInt())
                    : sent;
        }
        return attempted.become(
                outcome instanceof Outcome.Refused ? Intent.Phase.FAILED : Intent.Phase.OUTCOME_UNKNOWN,
                outcome.note());
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
