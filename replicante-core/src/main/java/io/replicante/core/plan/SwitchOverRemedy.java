package io.replicante.core.plan;

import io.replicante.core.state.Candidate;
import io.replicante.core.state.Intent;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.datastore.Failover;
import java.util.List;
import java.util.Optional;

/**
 * Moves the primary because somebody wants to take it away, or wants another node in its place. Where the datastore does it by
 * itself that is one action. Where it does not, writes are stopped for a time, and once a successor has reached them all the old
 * primary is taken out of its place: {@link FailOverRemedy} does the rest. If that cannot be, writes go on.
 */
final class SwitchOverRemedy implements Remedy {
    @Override
    public String name() {
        return "switch-over";
    }

    @Override
    public List<Candidate> propose(Situation situation) {
        ClusterView view = situation.view();
        Optional<Succession> succession = Succession.of(view);
        Optional<NodeView> primary = view.leadership().primary().toOptional().flatMap(view::node);
        if (succession.isEmpty() || primary.isEmpty()) {
            return List.of();
        }
        Optional<NodeView> heir = wanted(situation, succession.get(), primary.get());
        Optional<Intent> pause = succession.get().pause(primary.get().nodeId());
        Optional<Candidate> next = pause.isPresent()
                ? Optional.of(pause.get())
                        .filter(intent -> intent.phase() == Intent.Phase.FINAL)
                        .flatMap(intent -> goOn(situation, succession.get(), primary.get(), heir))
                : heir.flatMap(node -> begin(situation, succession.get(), primary.get(), node));
        return next.stream().toList();
    }

    private Optional<Candidate> begin(Situation situation, Succession succession, NodeView primary, NodeView heir) {
        Candidates candidates = Candidates.of(situation, name());
        Optional<ActionDefinition> atOnce =
                succession.action(succession.commands().switchover());
        if (atOnce.isPresent()) {
            return atOnce.map(action -> candidates.action(action, Optional.of(heir), Optional.empty(), List.of()))
                    .map(candidate -> candidate.done(WorkClass.VOLUNTARY));
        }
        boolean able = succession.revoke().isPresent()
                && succession.action(succession.commands().promote()).isPresent();
        return succession
                .quiesce()
                .filter(action -> able && heir.caughtUpAsOf().isPresent())
                .map(action -> candidates.action(action, Optional.of(primary), Optional.empty(), List.of()))
                .map(candidate -> candidate.done(WorkClass.VOLUNTARY));
    }

    private Optional<Candidate> goOn(
            Situation situation, Succession succession, NodeView primary, Optional<NodeView> heir) {
        Candidates candidates = Candidates.of(situation, name());
        if (heir.isPresent()) {
            return succession
                    .revoke()
                    .map(action -> candidates.action(action, Optional.of(primary), Optional.empty(), List.of()))
                    .map(candidate -> candidate.done(WorkClass.VOLUNTARY));
        }
        return succession
                .action(succession.commands().quiesce().map(Failover.Quiesce::resume))
                .map(action -> candidates.action(action, Optional.of(primary), Optional.empty(), List.of()))
                .map(candidate -> candidate.done(WorkClass.AVAILABILITY));
    }

    /** Who is to be the primary instead, if anybody wants that. */
    private static Optional<NodeView> wanted(Situation situation, Succession succession, NodeView primary) {
        List<NodeAction> pending = situation.view().state().actions().values().stream()
                .filter(action -> action.phase() == NodeActionPhase.PENDING_SCHEDULE)
                .toList();
        Optional<NodeView> named = pending.stream()
                .filter(action ->
                        Optional.of(action.kind()).equals(succession.commands().promote()))
                .map(action -> action.node().nodeId())
                .filter(node -> !node.equals(primary.nodeId()))
                .flatMap(node -> situation.view().node(node).stream())
                .filter(NodeView::isUp)
                .findFirst();
        boolean inTheWay = pending.stream()
                .filter(action -> action.node().nodeId().equals(primary.nodeId()))
                .anyMatch(action -> situation
                        .definition()
                        .flatMap(definition -> definition.action(action.kind()))
                        .filter(defined -> defined.footprint().awayAtMost().isPresent())
                        .isPresent());
        return named.or(() -> inTheWay ? succession.heir(primary.nodeId()) : Optional.empty());
    }
}
