package io.replicante.core.cycle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Orchestration;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Mode;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.action.OrchestratorAction;
import io.replicante.spec.action.OrchestratorActionPhase;
import java.util.Comparator;
import java.util.List;
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

    NavigableMap<UUID, Orchestration> next(List<Intent> ended, boolean hasStep) {
        NavigableMap<UUID, Orchestration> works = new TreeMap<>(view.state().orchestrations());
        works.replaceAll((id, work) -> settled(work, ended));
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

    /** A provision that was asked for ends with the intent that carries it out. */
    private Orchestration settled(Orchestration work, List<Intent> ended) {
        OrchestratorAction action = work.action();
        if (action.phase() != OrchestratorActionPhase.RUNNING || !action.kind().equals(Candidate.PROVISION)) {
            return work;
        }
        return ended.stream()
                .filter(intent -> intent.id().equals(work.id()))
                .filter(intent -> intent.phase() != Intent.Phase.DROPPED)
                .findFirst()
                .map(intent -> work.with(
                        intent.phase() == Intent.Phase.COMPLETE
                                ? action.become(OrchestratorActionPhase.DONE, view.now())
                                : failed(action, intent.note())))
                .orElse(work);
    }

    private OrchestratorAction failed(OrchestratorAction action, String why) {
        OrchestratorAction ended = action.become(OrchestratorActionPhase.FAILED, view.now());
        return new OrchestratorAction(
                ended.id(),
                ended.cluster(),
                ended.kind(),
                ended.args(),
                ended.metadata(),
                ended.actor(),
                ended.createdTime(),
                ended.scheduledTime(),
                ended.finishedTime(),
                ended.phase(),
                ended.payload(),
                Optional.of(JsonNodeFactory.instance.textNode(why)),
                ended.timeout());
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
