package io.replicante.core.cycle;

import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Orchestration;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Mode;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.action.OrchestratorActionPhase;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Decides which action on the cluster as a whole begins. They are exclusive: one at a time, and none beside an action of a node
 * that is pending or running.
 */
record Turns(ClusterView view) {
    private static final int FINISHED_KEPT = 50;
    private static final Comparator<Orchestration> BY_CREATION = Comparator.comparing(
                    (Orchestration work) -> work.action().createdTime())
            .thenComparing(Orchestration::id);

    NavigableMap<UUID, Orchestration> next(boolean hasStep) {
        NavigableMap<UUID, Orchestration> works = new TreeMap<>(view.state().orchestrations());
        if (view.mode() == Mode.SYNC
                && view.spec().active()
                && !hasStep
                && obstacle(works).isEmpty()) {
            pending(works)
                    .ifPresent(first -> works.put(
                            first.id(),
                            first.with(first.action().become(OrchestratorActionPhase.RUNNING, view.now()))));
        }
        return recent(works);
    }

    /** Why the next one cannot begin; empty when it can, or when there is none. */
    Optional<String> obstacle(NavigableMap<UUID, Orchestration> works) {
        Optional<Orchestration> waiting = pending(works);
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        String what = waiting.get().action().kind() + " " + waiting.get().id() + " waits: ";
        if (works.values().stream().anyMatch(work -> work.action().phase() == OrchestratorActionPhase.RUNNING)) {
            return Optional.of(what + "another action on the cluster is running");
        }
        ClusterState state = view.state();
        if (!view.inFlight().isEmpty()
                || state.actions().values().stream()
                        .anyMatch(action ->
                                action.phase() == NodeActionPhase.NEW || action.phase() == NodeActionPhase.RUNNING)) {
            return Optional.of(what + "an action of a node is running");
        }
        if (state.actions().values().stream().anyMatch(action -> action.phase() == NodeActionPhase.PENDING_SCHEDULE)) {
            return Optional.of(what + "an action of a node is pending");
        }
        return Optional.empty();
    }

    private static Optional<Orchestration> pending(NavigableMap<UUID, Orchestration> works) {
        return works.values().stream()
                .filter(work -> work.action().phase() == OrchestratorActionPhase.PENDING_SCHEDULE)
                .min(BY_CREATION);
    }

    private static NavigableMap<UUID, Orchestration> recent(NavigableMap<UUID, Orchestration> works) {
        NavigableMap<UUID, Orchestration> kept = new TreeMap<>(works);
        works.values().stream()
                .filter(work -> work.action().phase().isFinal())
                .sorted(BY_CREATION.reversed())
                .skip(FINISHED_KEPT)
                .forEach(work -> kept.remove(work.id()));
        return kept;
    }
}
