package io.replicante.core.cycle;

import io.replicante.core.gate.Deadlines;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Intent;
import io.replicante.core.state.IntentMark;
import io.replicante.core.state.Withdrawals;
import io.replicante.core.view.ActionsReading;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.spec.UnsupportedException;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Unfinished actions of this cluster's control plane that no intent stands for: they were begun on a store that was lost, or brought
 * back from a time before them. From when they are found on their agents they are reckoned with and followed like any other.
 */
record Adoption(ClusterView view) {
    List<Intent> found() {
        return view.nodes().values().stream()
                .flatMap(node -> node.observation().actions().toOptional().stream()
                        .flatMap(reading -> on(node, reading).stream()))
                .toList();
    }

    private List<Intent> on(NodeView node, ActionsReading reading) {
        return reading.queued().actions().stream()
                .filter(summary -> !view.state().intents().containsKey(summary.id()))
                .flatMap(summary -> reading.lookups().getOrDefault(summary.id(), Optional.empty()).stream())
                .filter(told -> !told.state().phase().isFinal() && !Withdrawals.isMarked(told))
                .flatMap(told -> adopted(node.nodeId(), told).stream())
                .toList();
    }

    private Optional<Intent> adopted(String nodeId, ActionExecution told) {
        return token(told)
                .filter(token -> token.clusterId().equals(view.ref().clusterId())
                        && token.nodeId().equals(nodeId))
                .flatMap(token -> IntentMark.read(told, nodeId).map(decided -> intent(decided, token, told)));
    }

    private static Optional<ActionToken> token(ActionExecution told) {
        try {
            return ActionToken.from(told.metadata());
        } catch (UnsupportedException unreadable) {
            return Optional.empty();
        }
    }

    /** When it was attempted nobody knows any more: nothing is concluded from that. */
    private Intent intent(Candidate decided, ActionToken token, ActionExecution told) {
        Instant dueBy = Deadlines.of(view, decided);
        return Intent.planned(told.id(), decided, 1, view.now(), dueBy)
                .found(view.now(), token.epoch(), token.notAfter());
    }
}
