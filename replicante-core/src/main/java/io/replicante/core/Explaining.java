package io.replicante.core;

import io.replicante.core.document.LoadedCluster;
import io.replicante.core.document.Quarantine;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.CycleReport;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Subject;
import io.replicante.spec.model.ClusterRef;
import io.replicante.store.Document;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Explains a cluster from what is remembered of it. Pure. */
final class Explaining {
    private Explaining() {}

    static Explanation of(ClusterRef cluster, LoadedCluster loaded) {
        Optional<CycleReport> report = loaded.report().map(stored -> stored.report());
        return new Explanation(
                cluster,
                report.map(CycleReport::startedAt),
                report.map(CycleReport::mode).orElse("none"),
                findings(loaded, report.map(CycleReport::startedAt).orElse(Instant.EPOCH)),
                loaded.state()
                        .map(state -> state.intents().values().stream()
                                .filter(Intent::inFlight)
                                .toList())
                        .orElse(List.of()),
                loaded.state().map(ClusterState::decisions).orElse(List.of()),
                notes(loaded, report));
    }

    private static List<Finding> findings(LoadedCluster loaded, Instant since) {
        List<Finding> findings = new ArrayList<>(loaded.state()
                .map(state -> List.copyOf(state.findings().values()))
                .orElse(List.of()));
        loaded.unreadable().forEach((document, reason) -> findings.add(unreadable(document, reason, since)));
        return findings;
    }

    private static Finding unreadable(Document.Key document, String reason, Instant since) {
        String name = document.kind() + "/" + document.id();
        return new Finding(
                Quarantine.CODE,
                Finding.Severity.ERROR,
                new Subject("document", name),
                reason,
                Map.of(),
                since,
                1,
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    /** What is planned and waits for its share of a budget is no part of a decision. */
    private static List<String> notes(LoadedCluster loaded, Optional<CycleReport> report) {
        List<String> notes = new ArrayList<>(report.map(CycleReport::notes).orElse(List.of()));
        loaded.state()
                .ifPresent(state -> state.intents().values().stream()
                        .filter(intent -> intent.phase() == Intent.Phase.PLANNED)
                        .filter(intent -> intent.note().startsWith("reserved: "))
                        .forEach(intent -> notes.add(intent.candidate().kind() + " waits: " + intent.note())));
        return notes;
    }
}
