package io.replicante.core.check;

import io.replicante.core.state.Finding.Severity;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Retry;
import io.replicante.core.state.Subject;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.NodeActionPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/** Looks at actions that do not end as they should. */
final class ActionCheck implements DesiredStateCheck {
    @Override
    public String name() {
        return "action";
    }

    @Override
    public List<Signal> check(ClusterView view) {
        List<Signal> signals = new ArrayList<>();
        for (Intent intent : view.inFlight()) {
            inFlight(view, intent, signals);
        }
        for (Retry retry : view.state().retries().values()) {
            if (retry.failures() > 0) {
                signals.add(new Signal(
                        FindingCodes.ACTION_FAILED,
                        Severity.WARNING,
                        new Subject("action", retry.key()),
                        "The action " + retry.key() + " did not have its effect: " + retry.lastNote(),
                        Map.of("failures", Integer.toString(retry.failures()))));
            }
        }
        view.state().actions().values().stream()
                .filter(action -> isMissing(view, action))
                .map(action -> Signal.of(
                        FindingCodes.ACTION_LOST,
                        Severity.WARNING,
                        new Subject("action", action.id().toString()),
                        "The agent does not know " + action.kind() + " on "
                                + action.node().nodeId() + " any more."))
                .forEach(signals::add);
        for (Foreign.Change change : Foreign.look(view).changes()) {
            signals.add(Signal.of(
                    FindingCodes.FOREIGN_CHANGE_IN_PROGRESS,
                    Severity.WARNING,
                    Subject.node(change.nodeId()),
                    change.what()));
        }
        view.nodes().values().forEach(node -> told(view, node, signals));
        return signals;
    }

    private static void told(ClusterView view, NodeView node, List<Signal> signals) {
        node.observation()
                .actions()
                .toOptional()
                .filter(reading -> !reading.unread().isEmpty())
                .ifPresent(reading -> {
                    UUID first = new TreeSet<>(reading.unread().keySet()).first();
                    signals.add(new Signal(
                            FindingCodes.ACTION_UNREADABLE,
                            Severity.WARNING,
                            Subject.node(node.nodeId()),
                            "What the agent of node " + node.nodeId() + " tells of some actions cannot be taken.",
                            Map.of(
                                    "actions", Integer.toString(reading.unread().size()),
                                    "action", first.toString(),
                                    "reason", reading.unread().get(first))));
                });
        if (Foreign.shown(view.state().actions().values(), node.nodeId()) >= Foreign.MAX_SHOWN) {
            signals.add(Signal.of(
                    FindingCodes.FOREIGN_ACTIONS_NOT_SHOWN,
                    Severity.WARNING,
                    Subject.node(node.nodeId()),
                    "Others keep " + Foreign.MAX_SHOWN + " or more unfinished actions on node " + node.nodeId()
                            + ": further ones are not shown."));
        }
    }

    /** Accepted before, and certainly not known to its agent in this cycle; what has an intent is told by that. */
    private static boolean isMissing(ClusterView view, NodeAction action) {
        boolean accepted = action.phase() == NodeActionPhase.NEW || action.phase() == NodeActionPhase.RUNNING;
        return accepted
                && !view.state().intents().containsKey(action.id())
                && view.node(action.node().nodeId())
                        .flatMap(node -> node.observation().actions().toOptional())
                        .map(reading -> reading.lookups().get(action.id()))
                        .filter(Optional::isEmpty)
                        .isPresent();
    }

    private static void inFlight(ClusterView view, Intent intent, List<Signal> signals) {
        Subject subject = new Subject("action", intent.id().toString());
        String what = describe(intent);
        if (intent.isOverdue(view.now())) {
            signals.add(new Signal(
                    FindingCodes.ACTION_OVERDUE,
                    Severity.ERROR,
                    subject,
                    what + " should have been complete by "
                            + intent.overdueAfter().orElse(view.now()) + ".",
                    Map.of("phase", intent.phase().name(), "note", intent.note())));
        }
        if (intent.phase() == Intent.Phase.OUTCOME_UNKNOWN) {
            signals.add(new Signal(
                    FindingCodes.ACTION_OUTCOME_UNKNOWN,
                    Severity.WARNING,
                    subject,
                    "It cannot be told what " + what + " did.",
                    Map.of("note", intent.note())));
        }
        if (intent.missed() > 0 && intent.sentAt().isPresent()) {
            signals.add(Signal.of(
                    FindingCodes.ACTION_LOST,
                    Severity.WARNING,
                    subject,
                    "The agent does not know " + what + " any more."));
        }
    }

    private static String describe(Intent intent) {
        return intent.candidate().kind()
                + intent.candidate()
                        .subject()
                        .map(target -> " on " + target.nodeId())
                        .orElse("");
    }
}
