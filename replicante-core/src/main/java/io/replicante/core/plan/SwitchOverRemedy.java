package io.replicante.core.plan;

import io.replicante.core.state.Candidate;
import io.replicante.core.state.Intent;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Mode;
import io.replicante.core.view.NodeView;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.datastore.Failover;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Moves the primary because somebody wants to take it away, or wants another node in its place. Where the datastore does it by
 * itself that is one action; where it also chooses who follows, the primary is only told to step down. Where it does not, writes are stopped for a time, and once a successor has reached them all the old
 * primary is taken out of its place: {@link FailOverRemedy} does the rest. If that cannot be, or somebody paused the automation
 * meanwhile, writes go on.
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
        Optional<NodeView> primary = primary(situation);
        if (primary.isEmpty()) {
            return List.of();
        }
        if (succession.isEmpty()) {
            return stepsDown(situation, primary.get()).stream().toList();
        }
        Optional<Intent> pause = succession.get().pause(primary.get().nodeId());
        Optional<NodeView> heir = view.mode() == Mode.PAUSED && pause.isPresent()
                ? Optional.empty()
                : wanted(situation, succession.get(), primary.get(), pause.isPresent());
        Optional<Candidate> next = pause.isPresent()
                ? Optional.of(pause.get())
                        .filter(intent -> intent.phase() == Intent.Phase.FINAL)
                        .flatMap(intent -> goOn(situation, succession.get(), primary.get(), heir))
                : heir.flatMap(node -> begin(situation, succession.get(), primary.get(), node));
        return next.stream().toList();
    }

    @Override
    public List<String> lacks(Situation situation) {
        boolean moves = Succession.of(situation.view()).isPresent()
                || stepDown(situation).isPresent();
        return primary(situation).stream()
                .filter(node -> moves && isInTheWay(situation, node) && areOthersFirst(situation, node))
                .map(node -> "the primary " + node.nodeId()
                        + " is not moved before what is asked for on other nodes is done")
                .toList();
    }

    private static Optional<NodeView> primary(Situation situation) {
        return situation.view().leadership().primary().toOptional().flatMap(situation.view()::node);
    }

    /** The datastore chooses who follows; it is told only that somebody is to. */
    private Optional<Candidate> stepsDown(Situation situation, NodeView primary) {
        return stepDown(situation)
                .filter(action -> isInTheWay(situation, primary) && !areOthersFirst(situation, primary))
                .map(action -> Candidates.of(situation, name())
                        .action(action, Optional.of(primary), Optional.empty(), List.of())
                        .done(WorkClass.VOLUNTARY));
    }

    private static Optional<ActionDefinition> stepDown(Situation situation) {
        return situation
                .definition()
                .filter(definition -> definition.failover().onStop() != Failover.OnStop.LOSSLESS_HANDOVER)
                .flatMap(definition ->
                        definition.failover().commands().stepDown().flatMap(definition::action));
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

    /** Who is to be the primary instead, if anybody wants that. A node that is to stop, too, is no use before it did. */
    private static Optional<NodeView> wanted(
            Situation situation, Succession succession, NodeView primary, boolean begun) {
        List<NodeAction> pending = pending(situation);
        Optional<NodeView> named = pending.stream()
                .filter(action ->
                        Optional.of(action.kind()).equals(succession.commands().promote()))
                .map(action -> action.node().nodeId())
                .filter(node -> !node.equals(primary.nodeId()))
                .flatMap(node -> situation.view().node(node).stream())
                .filter(NodeView::isUp)
                .findFirst();
        boolean itsTurn = isInTheWay(situation, primary) && (begun || !areOthersFirst(situation, primary));
        return named.or(() -> itsTurn ? succession.heir(primary.nodeId()) : Optional.empty());
    }

    private static List<NodeAction> pending(Situation situation) {
        return situation.view().state().actions().values().stream()
                .filter(action -> action.phase() == NodeActionPhase.PENDING_SCHEDULE)
                .toList();
    }

    private static boolean isInTheWay(Situation situation, NodeView primary) {
        return leaving(situation).anyMatch(primary.nodeId()::equals);
    }

    /** Otherwise the place would go round among nodes that all want to leave it, and none of them ever would. */
    private static boolean areOthersFirst(Situation situation, NodeView primary) {
        return leaving(situation)
                .filter(node -> !node.equals(primary.nodeId()))
                .flatMap(node -> situation.view().node(node).stream())
                .anyMatch(NodeView::isUp);
    }

    /** The nodes that somebody wants to take away for a time. */
    private static Stream<String> leaving(Situation situation) {
        return pending(situation).stream()
                .filter(action -> situation
                        .definition()
                        .flatMap(definition -> definition.action(action.kind()))
                        .filter(defined -> defined.footprint().awayAtMost().isPresent())
                        .isPresent())
                .map(action -> action.node().nodeId());
    }
}
