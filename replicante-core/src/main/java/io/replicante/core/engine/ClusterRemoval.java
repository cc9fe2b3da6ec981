package io.replicante.core.engine;

import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.document.UnreadableDocumentException;
import io.replicante.core.state.ActionChange;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Orchestration;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.action.OrchestratorAction;
import io.replicante.spec.action.OrchestratorActionPhase;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.protocol.Messages;
import io.replicante.store.Commit;
import io.replicante.store.Document;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import io.replicante.store.WorkKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Forgets a cluster. What must be remembered stays: that it may hold data, that it is paused, how it was declared last, and attempts
 * that may still have an effect. Actions that have not ended are told to be cancelled or lost. Pure.
 */
public final class ClusterRemoval {
    /** A pause and what was declared last are kept, so that a cluster that is found again is not let loose. */
    private static final Set<String> KEPT = Set.of(DocumentKind.RECORD, DocumentKind.PAUSE, DocumentKind.FORMER_SPEC);

    private final Commit.Builder commit;
    private final ClusterRef ref;
    private final Instant now;
    private final Actor actor;

    private ClusterRemoval(Commit.Builder commit, ClusterRef ref, Instant now, Actor actor) {
        this.commit = commit;
        this.ref = ref;
        this.now = now;
        this.actor = actor;
    }

    /**
     * Adds to a commit what forgets a cluster.
     *
     * @param commit a commit to the cluster's scope, which must depend on the snapshot
     * @param ref the cluster
     * @param snapshot the cluster's documents
     * @param now the time
     * @param actor who forgets it
     */
    public static void add(Commit.Builder commit, ClusterRef ref, Snapshot snapshot, Instant now, Actor actor) {
        commit.forget(WorkKey.of(ref)).giveBack(FleetBudget.VOLUNTARY, ref.toString());
        ClusterRemoval removal = new ClusterRemoval(commit, ref, now, actor);
        snapshot.documents().getOrDefault(Scope.of(ref), List.of()).forEach(removal::forget);
    }

    private void forget(Document document) {
        if (!isKept(document)) {
            commit.delete(document.kind(), document.id());
        }
        read(document, DocumentKind.NODE_ACTION, NodeAction.class)
                .filter(action -> !action.phase().isFinal())
                .ifPresent(this::end);
        read(document, DocumentKind.ORCHESTRATOR_ACTION, Orchestration.class)
                .map(Orchestration::action)
                .filter(action -> !action.phase().isFinal())
                .ifPresent(this::end);
    }

    private void end(NodeAction action) {
        boolean begun = action.phase() == NodeActionPhase.NEW || action.phase() == NodeActionPhase.RUNNING;
        NodeActionPhase phase = begun ? NodeActionPhase.LOST : NodeActionPhase.CANCELLED;
        commit.event(new NewEvent(
                StreamKey.of(ref),
                EventCodes.NACTION_CANCEL,
                now,
                Messages.NACTION.tree(ActionChange.phase(action, phase, now)),
                actor,
                Optional.of(action.id().toString())));
    }

    private void end(OrchestratorAction action) {
        commit.event(new NewEvent(
                StreamKey.of(ref),
                EventCodes.OACTION_CANCEL,
                now,
                Messages.OACTION.tree(action.become(OrchestratorActionPhase.CANCELLED, now)),
                actor,
                Optional.of(action.id().toString())));
    }

    private static boolean isKept(Document document) {
        if (KEPT.contains(document.kind())) {
            return true;
        }
        if (!document.kind().equals(DocumentKind.INTENT)) {
            return false;
        }
        try {
            return Documents.read(document, Intent.class).inFlight();
        } catch (UnreadableDocumentException mayBeInFlight) {
            return true;
        }
    }

    /** What cannot be read was told of when that was found, and there is nothing to say of it here. */
    private static <T> Optional<T> read(Document document, String kind, Class<T> type) {
        if (!document.kind().equals(kind)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Documents.read(document, type));
        } catch (UnreadableDocumentException told) {
            return Optional.empty();
        }
    }
}
