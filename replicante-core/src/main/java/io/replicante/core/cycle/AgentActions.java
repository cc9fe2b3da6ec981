package io.replicante.core.cycle;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.check.Foreign;
import io.replicante.core.state.ActionChange;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Withdrawals;
import io.replicante.core.view.ActionsReading;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionSummary;
import io.replicante.spec.event.Actor;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.protocol.ErrorBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What agents tell of actions, and what follows from it for those that the control plane shows. */
record AgentActions(ClusterView view) {
    private static final int MAX_NEW = 200;

    /** What its agent says of an intent's action in this cycle; empty also when the id was only occupied. */
    Optional<ActionExecution> told(Intent intent) {
        return intent.candidate()
                .executor()
                .flatMap(this::reading)
                .map(reading -> reading.lookups().getOrDefault(intent.id(), Optional.empty()))
                .orElse(Optional.empty())
                .filter(told ->
                        !Withdrawals.isWithdrawal(told, intent.candidate().kind()));
    }

    /** An action of the engine's own, as it is shown once its agent has it. */
    Optional<NodeAction> ours(Intent intent, ActionExecution told) {
        return intent.candidate()
                .executor()
                .map(node -> ActionChange.found(
                        new NodeRef(view.ref(), node), told, intent.candidate().actor(), view.now()));
    }

    private Optional<ActionsReading> reading(String nodeId) {
        return view.node(nodeId).flatMap(node -> node.observation().actions().toOptional());
    }

    /** An accepted action as its agent tells it now. One that it certainly does not know, twice in a row, is lost. */
    NodeAction followed(NodeAction action) {
        if (action.phase() != NodeActionPhase.NEW && action.phase() != NodeActionPhase.RUNNING) {
            return action;
        }
        Optional<ActionExecution> told = reading(action.node().nodeId())
                .map(reading -> reading.lookups().get(action.id()))
                .orElse(null);
        if (told == null) {
            return action;
        }
        return told.map(each -> as(action, each)).orElseGet(() -> missing(action));
    }

    private NodeAction as(NodeAction action, ActionExecution told) {
        NodeActionPhase phase = Withdrawals.isWithdrawal(told, action.kind())
                ? NodeActionPhase.LOST
                : ActionChange.shown(told.state().phase());
        return action.phase().mayBecome(phase) ? ActionChange.told(action, told, phase, view.now()) : action;
    }

    private NodeAction missing(NodeAction action) {
        boolean again = view.state().findings().containsKey(FindingCodes.ACTION_LOST + "/action/" + action.id());
        return again
                ? ActionChange.phase(
                        action,
                        NodeActionPhase.LOST,
                        view.now(),
                        ErrorBody.of("its agent does not know it any more").inRecord())
                : action;
    }

    /** Actions in the agents' queues that are not known yet, and that are nobody's withdrawal. */
    List<NodeAction> unknown(Set<UUID> known) {
        List<NodeAction> found = new ArrayList<>();
        for (NodeView node : view.nodes().values()) {
            long room = Foreign.MAX_SHOWN - Foreign.shown(view.state().actions().values(), node.nodeId());
            reading(node.nodeId())
                    .ifPresent(reading -> reading.queued().actions().stream()
                            .map(ActionSummary::id)
                            .filter(id -> !known.contains(id)
                                    && !view.state().intents().containsKey(id))
                            .flatMap(id -> reading.lookups().getOrDefault(id, Optional.empty()).stream())
                            .filter(told -> !Withdrawals.isMarked(told))
                            .limit(Math.max(0, room))
                            .map(told -> ActionChange.found(
                                    new NodeRef(view.ref(), node.nodeId()),
                                    told,
                                    new Actor(Foreign.AGENT, node.nodeId()),
                                    view.now()))
                            .forEach(found::add));
        }
        return found.subList(0, Math.min(MAX_NEW, found.size()));
    }
}
