package io.replicante.core.check;

import io.replicante.core.state.Finding.Severity;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.state.PrimaryOffset;
import io.replicante.core.state.Subject;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.ShardClass;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.ShardRole;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at whether the copies of the one shard that all nodes share follow its primary. How far a copy is behind is told by what the
 * primary had earlier, as everywhere else.
 */
final class ReplicationCheck implements DesiredStateCheck {
    private static final Duration LAGGING = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "replication";
    }

    @Override
    public List<Signal> check(ClusterView view) {
        List<Signal> signals = new ArrayList<>();
        List<NodeView> followers = followers(view);
        List<NodeView> lagging =
                followers.stream().filter(node -> isLagging(view, node)).toList();
        for (NodeView node : lagging) {
            signals.add(signal(
                    FindingCodes.REPLICA_LAGGING,
                    Severity.WARNING,
                    node,
                    "has less than the primary had " + LAGGING.toSeconds() + " s ago"));
        }
        if (followers.size() > 1 && lagging.size() == followers.size()) {
            signals.add(Signal.of(
                    FindingCodes.ALL_REPLICAS_LAGGING,
                    Severity.ERROR,
                    Subject.cluster(view.ref().clusterId()),
                    "Every copy but the primary's lags behind."));
        }
        for (NodeView node : followers) {
            follower(view, node, signals);
        }
        for (NodeView node : view.nodes().values()) {
            isCatchingUp(view, node, signals);
            isLacking(view, node, signals);
            wentBack(view, node, signals);
        }
        return signals;
    }

    private static Signal signal(String code, Severity severity, NodeView node, String what) {
        return Signal.of(
                code, severity, Subject.node(node.nodeId()), "The copy of node " + node.nodeId() + " " + what + ".");
    }

    private static List<NodeView> followers(ClusterView view) {
        return view.nodes().values().stream()
                .filter(NodeView::isUp)
                .filter(node -> node.copy()
                        .flatMap(AgentShard::role)
                        .filter(ShardRole.SECONDARY::equals)
                        .isPresent())
                .toList();
    }

    /** It has less than what a primary of now had that long ago, or is of an earlier term than that. */
    private static boolean isLagging(ClusterView view, NodeView node) {
        Optional<AgentShard> copy = node.copy();
        Optional<CommitOffset> own = copy.flatMap(AgentShard::commitOffset);
        if (own.isEmpty()) {
            return false;
        }
        Instant since = view.now().minus(LAGGING);
        long term = copy.flatMap(AgentShard::term).orElse(0L);
        return view.offsets().stream()
                .filter(offset -> view.leadership().isPrimary(offset.nodeId()))
                .filter(offset -> !offset.readAt().isAfter(since))
                .filter(offset -> offset.unit().equals(own.get().unit().name()))
                .anyMatch(offset -> term < offset.term()
                        || (term == offset.term() && own.get().value() < offset.value()));
    }

    private static void follower(ClusterView view, NodeView node, List<Signal> signals) {
        AgentShard copy = node.copy().orElseThrow();
        boolean counted = shardClass(view, copy)
                .filter(each -> !each.offsets().unit().name().equals("none"))
                .isPresent();
        if (counted && copy.commitOffset().isEmpty()) {
            signals.add(signal(
                    FindingCodes.LAG_UNKNOWN,
                    Severity.WARNING,
                    node,
                    "reports no position, so that nobody can tell whether it keeps up"));
        }
        Optional<NodeView> primary = view.leadership().primary().toOptional().flatMap(view::node);
        if (primary.isPresent() && isAhead(node, primary.get())) {
            signals.add(signal(
                    FindingCodes.DIVERGED,
                    Severity.ERROR,
                    node,
                    "has what its primary does not have, or is of a later term than that"));
        }
    }

    private static Optional<ShardClass> shardClass(ClusterView view, AgentShard copy) {
        return view.definition().toOptional().flatMap(known -> known.shardClass(copy.id()));
    }

    /** The primary was asked after the copy had answered, and has less; or the copy follows a term that the primary does not know. */
    private static boolean isAhead(NodeView node, NodeView primary) {
        Optional<AgentShard> own = node.copy();
        Optional<AgentShard> lead = primary.copy();
        if (own.isEmpty() || lead.isEmpty()) {
            return false;
        }
        long ownTerm = own.get().term().orElse(0L);
        long leadTerm = lead.get().term().orElse(0L);
        if (ownTerm > leadTerm) {
            return true;
        }
        boolean later =
                primary.observation().startedAt().isAfter(node.observation().endedAt());
        return later
                && ownTerm == leadTerm
                && own.get().commitOffset().isPresent()
                && lead.get().commitOffset().isPresent()
                && own.get()
                        .commitOffset()
                        .get()
                        .unit()
                        .equals(lead.get().commitOffset().get().unit())
                && own.get().commitOffset().get().value()
                        > lead.get().commitOffset().get().value();
    }

    private static void isCatchingUp(ClusterView view, NodeView node, List<Signal> signals) {
        // Without a definition nobody else numbers the copies.
        boolean recovering = (node.copiesRead() && view.definition().isKnown())
                ? view.shards().of(node.nodeId()).hasAny(ShardRole.Kind.RECOVERING)
                : node.observation()
                        .shards()
                        .toOptional()
                        .filter(reading -> reading.shards().stream().anyMatch(shard -> shard.is(ShardRole.RECOVERING)))
                        .isPresent();
        if (recovering || node.status().is(NodeStatus.Code.JOINING_CLUSTER)) {
            signals.add(Signal.of(
                    FindingCodes.CATCHING_UP,
                    Severity.INFO,
                    Subject.node(node.nodeId()),
                    "Node " + node.nodeId() + " is still copying data."));
        }
    }

    /** A node whose copies joined after others, or that was away for too long, has not everything until a repair. */
    private static void isLacking(ClusterView view, NodeView node, List<Signal> signals) {
        boolean repaired = view.definition().toOptional().stream()
                .flatMap(definition -> definition.shardClasses().stream())
                .anyMatch(each -> each.durability() instanceof Durability.Replicated);
        if (repaired
                && node.isUp()
                && node.remembered().flatMap(NodeRecord::lackingSince).isPresent()) {
            signals.add(Signal.of(
                    FindingCodes.REPAIR_NEEDED,
                    Severity.WARNING,
                    Subject.node(node.nodeId()),
                    "The copies of node " + node.nodeId() + " may lack writes until they are repaired."));
        }
    }

    /** Within one term a primary's position only grows: less than before means that writes are gone. */
    private static void wentBack(ClusterView view, NodeView node, List<Signal> signals) {
        if (!view.leadership().isPrimary(node.nodeId())) {
            return;
        }
        AgentShard copy = node.copy().orElseThrow();
        copy.commitOffset()
                .flatMap(own -> view.offsets().stream()
                        .filter(offset -> offset.nodeId().equals(node.nodeId())
                                && offset.term() == copy.term().orElse(0L)
                                && offset.unit().equals(own.unit().name()))
                        .map(PrimaryOffset::value)
                        .filter(earlier -> earlier > own.value())
                        .findFirst())
                .ifPresent(earlier -> signals.add(new Signal(
                        FindingCodes.OFFSET_WENT_BACK,
                        Severity.ERROR,
                        Subject.node(node.nodeId()),
                        "The position of primary " + node.nodeId()
                                + " went back within its term: writes are gone, or it was read wrongly once.",
                        Map.of("term", Long.toString(copy.term().orElse(0L))))));
    }
}
