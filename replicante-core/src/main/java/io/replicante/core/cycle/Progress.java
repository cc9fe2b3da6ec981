package io.replicante.core.cycle;

import io.replicante.core.gate.Retries;
import io.replicante.core.state.ActionChange;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.ClusterRecord;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Orchestration;
import io.replicante.core.state.Retry;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Mode;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.protocol.ErrorBody;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
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
        progress.adopt();
        progress.forgetOtherMachines();
        progress.follow();
        progress.cancelOrphans();
        ClusterState before = view.state();
        ClusterState after = before.toBuilder()
                .record(progress.record)
                .intents(progress.intents)
                .actions(progress.actions)
                .retries(progress.retries)
                .orchestrations(progress.orchestrations())
                .build();
        return new Result(after, progress.ended, progress.withdraw);
    }

    private NavigableMap<UUID, Orchestration> orchestrations() {
        Provisions provisions = new Provisions(view);
        NavigableMap<UUID, Orchestration> works = new TreeMap<>(view.state().orchestrations());
        works.replaceAll((id, work) -> provisions.settled(
                work,
                ended.stream()
                        .filter(intent -> intent.id().equals(id))
                        .findFirst()
                        .or(() -> Optional.ofNullable(intents.get(id)))));
        return works;
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
            if (step.withdraw() && isTriedAgain(intent)) {
                tryAgain(intent);
                return;
            }
            if (step.withdraw() || isToBeCancelled(advanced)) {
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

    /** What forms a cluster may have formed it by now. */
    private void adopt() {
        for (Intent found : new Adoption(view).found()) {
            intents.put(found.id(), found);
            if (found.candidate().effect().forms()) {
                record = record.initialised(view.now());
            }
            mirror(found);
        }
    }

    /** What was asked of a node that does not exist any more cannot be done. */
    private void cancelOrphans() {
        if (!view.discovery().isKnown()) {
            return;
        }
        actions.replaceAll((id, action) -> {
            boolean gone = view.node(action.node().nodeId()).isEmpty();
            return !action.phase().isFinal() && gone && !intents.containsKey(id) ? cancelled(action) : action;
        });
    }

    private NodeAction cancelled(NodeAction action) {
        NodeActionPhase phase = action.phase() == NodeActionPhase.NEW || action.phase() == NodeActionPhase.RUNNING
                ? NodeActionPhase.LOST
                : NodeActionPhase.CANCELLED;
        return ActionChange.phase(
                action,
                phase,
                view.now(),
                ErrorBody.of("its node does not exist any more").inRecord());
    }

    /** Actions on agents that no intent stands for: those that others asked for, and what becomes of them. */
    private void follow() {
        AgentActions agents = new AgentActions(view);
        actions.replaceAll((id, action) -> view.state().intents().containsKey(id) ? action : agents.followed(action));
        agents.unknown(actions.keySet()).forEach(found -> actions.putIfAbsent(found.id(), found));
    }

    /**
     * An action without effect on data whose hand-over is known to have failed is handed over again, under the same id. An attempt
     * whose sender never came back to tell is withdrawn instead.
     */
    private boolean isTriedAgain(Intent intent) {
        return view.mode() == Mode.SYNC
                && intent.phase() == Intent.Phase.OUTCOME_UNKNOWN
                && !intent.note().equals(Advance.NEVER_SEEN)
                && intent.sentAt().isEmpty()
                && intent.candidate().effect().isNone()
                && intent.candidate().request().map(actions::get).isPresent()
                && !isToBeCancelled(intent);
    }

    private void tryAgain(Intent intent) {
        NodeAction before = Objects.requireNonNull(actions.get(intent.id()), "the action that was asked for");
        int attempts = ActionChange.attempts(before) + 1;
        int most = view.surroundings().namespace().settings().maxNactionScheduleAttempts();
        actions.put(intent.id(), ActionChange.attempted(before, attempts, intent.note()));
        Intent failed = intent.become(Intent.Phase.FAILED, "hand-over " + attempts + " failed: " + intent.note());
        ended.add(failed);
        if (attempts > most) {
            mirror(failed);
        }
    }

    private boolean isToBeCancelled(Intent intent) {
        return intent.inFlight()
                && intent.sentAt().isEmpty()
                && Optional.ofNullable(actions.get(intent.id()))
                        .filter(action -> action.metadata().containsKey(ActionChange.CANCEL_REQUESTED))
                        .isPresent();
    }

    /** What the shell ended without its having been accepted, or withdrew, certainly did nothing. */
    private void undoInitialisation(Intent intent) {
        boolean neverAccepted = intent.phase() == Intent.Phase.WITHDRAWN
                || (intent.phase() == Intent.Phase.FAILED && intent.sentAt().isEmpty());
        if (neverAccepted && intent.candidate().effect().forms()) {
            record = record.notInitialised();
        }
    }

    /** What failed on another machine says nothing of the one that has its id now. */
    private void forgetOtherMachines() {
        view.nodes().values().stream()
                .filter(node -> node.remembered().isEmpty())
                .filter(node -> view.state().nodes().containsKey(node.nodeId()))
                .forEach(node -> retries.values().removeIf(retry -> retry.isOn(node.nodeId())));
    }

    private void end(Intent intent) {
        ended.add(intent);
        book(intent);
        new Newcomers(view).book(intent, retries);
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
        NodeAction action = actions.get(intent.id());
        Optional<ActionExecution> told = new AgentActions(view).told(intent);
        if (action == null) {
            told.flatMap(found -> new AgentActions(view).ours(intent, found))
                    .ifPresent(found -> actions.put(found.id(), found));
            return;
        }
        NodeActionPhase phase = phase(intent).orElse(action.phase());
        if (action.phase().isFinal() || !action.phase().mayBecome(phase)) {
            return;
        }
        if (told.isPresent()) {
            actions.put(action.id(), ActionChange.told(action, told.get(), phase, view.now()));
        } else if (action.phase() != phase) {
            actions.put(action.id(), changed(action, phase, intent));
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
        boolean told = phase == NodeActionPhase.FAILED && action.error().isEmpty();
        NodeAction changed = told
                ? ActionChange.phase(
                        action, phase, view.now(), ErrorBody.of(intent.note()).inRecord())
                : ActionChange.phase(action, phase, view.now());
        return changed.scheduledTime().isPresent() ? changed : ActionChange.scheduled(changed, intent.sentAt());
    }
}
