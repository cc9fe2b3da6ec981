package io.replicante.core.cycle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.core.gate.Retries;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.ClusterRecord;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Retry;
import io.replicante.core.view.ClusterView;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.NodeActionPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Brings all intents up to date, ends those that are over, and keeps the books: failures in a row, the actions that people asked
 * for, whether data may exist.
 */
final class Progress {
    private final ClusterView view;
    private final NavigableMap<UUID, Intent> intents = new TreeMap<>();
    private final NavigableMap<UUID, NodeAction> actions;
    private final NavigableMap<String, Retry> retries;
    private final List<Intent> withdraw = new ArrayList<>();
    private final List<Intent> ended = new ArrayList<>();
    private ClusterRecord record;

    private Progress(ClusterView view) {
        this.view = view;
        this.actions = new TreeMap<>(view.state().actions());
        this.retries = new TreeMap<>(view.state().retries());
        this.record = view.state().record();
    }

    /** The state with intents up to date, those that ended now, and those to be withdrawn. */
    record Result(ClusterState state, List<Intent> ended, List<Intent> withdraw) {}

    static Result of(ClusterView view) {
        Progress progress = new Progress(view);
        view.state().intents().values().forEach(progress::take);
        progress.cancelOrphans();
        ClusterState before = view.state();
        ClusterState after = new ClusterState(
                before.spec(),
                before.pause(),
                before.discovery(),
                progress.record,
                before.nodes(),
                before.offsets(),
                before.findings(),
                progress.intents,
                progress.actions,
                progress.retries,
                before.approvals(),
                before.decisions());
        return new Result(after, progress.ended, progress.withdraw);
    }

    private void take(Intent intent) {
        if (intent.phase().isEnded()) {
            undoInitialisation(intent);
            end(intent);
            return;
        }
        if (!intent.inFlight()) {
            intents.put(intent.id(), intent);
            return;
        }
        Intent advanced;
        if (intent.candidate().onPlatform()) {
            advanced = new PlatformAdvance(view).advance(intent);
        } else {
            Advance.Step step = new Advance(view).advance(intent);
            advanced = step.intent();
            if (step.withdraw()) {
                withdraw.add(advanced);
            }
        }
        if (advanced.phase().isEnded()) {
            end(advanced);
        } else {
            intents.put(advanced.id(), advanced);
            mirror(advanced);
        }
    }

    /** What was asked of a node that does not exist any more cannot be done. */
    private void cancelOrphans() {
        if (!view.discovery().isKnown()) {
            return;
        }
        actions.replaceAll((id, action) -> {
            boolean pending = action.phase() == NodeActionPhase.PENDING_APPROVE
                    || action.phase() == NodeActionPhase.PENDING_SCHEDULE;
            boolean gone = view.node(action.node().nodeId()).isEmpty();
            return pending && gone && !intents.containsKey(id) ? cancelled(action) : action;
        });
    }

    private NodeAction cancelled(NodeAction action) {
        return new NodeAction(
                action.id(),
                action.node(),
                action.kind(),
                action.args(),
                action.actor(),
                action.createdTime(),
                action.scheduledTime(),
                Optional.of(view.now()),
                NodeActionPhase.CANCELLED,
                Optional.of(JsonNodeFactory.instance.textNode("its node does not exist any more")));
    }

    /** What the shell ended without its having been accepted, or withdrew, certainly did nothing. */
    private void undoInitialisation(Intent intent) {
        boolean neverAccepted = intent.phase() == Intent.Phase.WITHDRAWN
                || (intent.phase() == Intent.Phase.FAILED && intent.sentAt().isEmpty());
        if (neverAccepted && intent.candidate().effect().forms()) {
            record = record.notInitialised();
        }
    }

    private void end(Intent intent) {
        ended.add(intent);
        book(intent);
        mirror(intent);
    }

    private void book(Intent intent) {
        if (intent.phase() == Intent.Phase.DROPPED) {
            return;
        }
        Candidate candidate = intent.candidate();
        String key = Retries.key(candidate);
        Optional<Retry> before = Optional.ofNullable(retries.get(key));
        int attempts = Math.max(before.map(Retry::attempts).orElse(0), intent.attempt());
        int failures = switch (intent.phase()) {
            case FAILED -> before.map(Retry::failures).orElse(0) + 1;
            case COMPLETE -> 0;
            default -> before.map(Retry::failures).orElse(0);
        };
        retries.put(key, new Retry(key, failures, attempts, view.now(), failures == 0 ? "" : intent.note()));
    }

    private void mirror(Intent intent) {
        Optional<NodeAction> action = intent.candidate().request().map(actions::get);
        Optional<NodeActionPhase> phase = phase(intent);
        if (action.isPresent()
                && phase.isPresent()
                && action.get().phase() != phase.get()
                && action.get().phase().mayBecome(phase.get())) {
            actions.put(action.get().id(), changed(action.get(), phase.get(), intent));
        }
    }

    private static Optional<NodeActionPhase> phase(Intent intent) {
        return switch (intent.phase()) {
            case PLANNED, DROPPED, ATTEMPTED, OUTCOME_UNKNOWN -> Optional.empty();
            case SENT -> Optional.of("RUNNING".equals(intent.note()) ? NodeActionPhase.RUNNING : NodeActionPhase.NEW);
            case FINAL -> Optional.of(NodeActionPhase.RUNNING);
            case COMPLETE -> Optional.of(NodeActionPhase.DONE);
            case FAILED -> Optional.of(NodeActionPhase.FAILED);
            case WITHDRAWN ->
                Optional.of(intent.sentAt().isPresent() ? NodeActionPhase.LOST : NodeActionPhase.CANCELLED);
        };
    }

    private NodeAction changed(NodeAction action, NodeActionPhase phase, Intent intent) {
        return new NodeAction(
                action.id(),
                action.node(),
                action.kind(),
                action.args(),
                action.actor(),
                action.createdTime(),
                action.scheduledTime().or(intent::sentAt),
                phase.isFinal() ? Optional.of(view.now()) : Optional.empty(),
                phase,
                phase == NodeActionPhase.FAILED
                        ? Optional.of(JsonNodeFactory.instance.textNode(intent.note()))
                        : action.error());
    }
}
