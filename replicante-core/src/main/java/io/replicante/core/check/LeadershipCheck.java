package io.replicante.core.check;

import io.replicante.core.state.Finding;
import io.replicante.core.state.Finding.Severity;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.state.Subject;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.Fences;
import io.replicante.core.view.Leadership;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.ShardClass;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.ShardRole;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at who takes the writes. */
final class LeadershipCheck implements DesiredStateCheck {
    @Override
    public String name() {
        return "leadership";
    }

    @Override
    public List<Signal> check(ClusterView view) {
        List<Signal> signals = new ArrayList<>();
        Leadership leadership = view.leadership();
        Subject cluster = Subject.cluster(view.ref().clusterId());
        if (leadership.conflicting().size() > 1) {
            signals.add(Signal.of(
                    FindingCodes.MULTIPLE_PRIMARIES,
                    Severity.ERROR,
                    cluster,
                    "Several nodes claim to be the primary: " + String.join(", ", leadership.conflicting()) + "."));
        } else if (hasPrimary(view)
                && !leadership.primary().isKnown()
                && view.everInitialised()
                && !view.nodes().isEmpty()) {
            signals.add(missing(view, cluster));
        }
        for (String nodeId : leadership.stale()) {
            signals.add(Signal.of(
                    FindingCodes.STALE_PRIMARY_CLAIM,
                    Severity.WARNING,
                    Subject.node(nodeId),
                    "Node " + nodeId
                            + " claims to be the primary in a term that has passed, and may still take writes."));
        }
        view.nodes().values().stream()
                .filter(node -> !leadership.primary().isKnown())
                .filter(node ->
                        isFenced(view, node) || (wasPrimaryLast(view, node) && DeclaredGroups.isMissed(view, node)))
                .filter(node -> !DeclaredGroups.isLeftOver(view, node))
                .map(node -> new Signal(
                        FindingCodes.DEAD_PRIMARY,
                        Severity.ERROR,
                        Subject.node(node.nodeId()),
                        "Node " + node.nodeId() + ", the last known primary, does not answer.",
                        Map.of("others", others(view, node))))
                .forEach(signals::add);
        claims(view, signals);
        leading(view, signals);
        return signals;
    }

    /** Whether the failure took others with it decides what can be done about it. */
    private static String others(ClusterView view, NodeView dead) {
        List<NodeView> members = view.nodes().values().stream()
                .filter(node -> !node.nodeId().equals(dead.nodeId()) && node.everMember())
                .filter(node -> !DeclaredGroups.isLeftOver(view, node))
                .toList();
        long up = members.stream().filter(NodeView::isUp).count();
        return members.isEmpty() ? "there are none" : up + " of " + members.size() + " up";
    }

    /** Who is configured without a vote, or not at all, and takes writes all the same. */
    private static void claims(ClusterView view, List<Signal> signals) {
        Optional<Ensemble> ensemble = view.ensemble().toOptional().filter(known -> known.version() >= 0);
        for (NodeView node : view.nodes().values()) {
            boolean claims = node.copy()
                    .flatMap(AgentShard::role)
                    .filter(ShardRole.PRIMARY::equals)
                    .isPresent();
            boolean voter = ensemble.map(known -> known.isVoter(node.nodeId())).orElse(true);
            if (claims && !voter) {
                signals.add(Signal.of(
                        FindingCodes.PRIMARY_NOT_CONFIGURED,
                        Severity.ERROR,
                        Subject.node(node.nodeId()),
                        "Node " + node.nodeId() + " claims to be the primary and is no voter of the configuration."));
            }
            boolean leads = claims || (!view.leadership().primary().isKnown() && wasPrimary(node));
            if (leads && node.status().is(NodeStatus.Code.UNHEALTHY)) {
                signals.add(Signal.of(
                        FindingCodes.PRIMARY_UNHEALTHY,
                        Severity.ERROR,
                        Subject.node(node.nodeId()),
                        "Node " + node.nodeId() + " is the primary, answers, and reports trouble."));
            }
        }
    }

    private static void leading(ClusterView view, List<Signal> signals) {
        Optional<String> primary = view.leadership().primary().toOptional();
        view.ensemble().toOptional().ifPresent(ensemble -> {
            boolean alone = ensemble.voters().size() > 1
                    && ensemble.voters().stream()
                            .filter(voter -> !voter.nodeId().equals(primary))
                            .noneMatch(voter -> voter.nodeId()
                                    .flatMap(view::node)
                                    .filter(node -> !node.isSilent())
                                    .isPresent());
            if (primary.isPresent() && alone) {
                signals.add(Signal.of(
                        FindingCodes.PRIMARY_ISOLATED,
                        Severity.ERROR,
                        Subject.node(primary.get()),
                        "Node " + primary.get() + " is the primary, and no other voter answers."));
            }
        });
        Optional<Duration> limit =
                view.definition().toOptional().map(known -> known.failover().unavailableAtMost());
        Optional<Finding> missing = Optional.ofNullable(view.state()
                .findings()
                .get(FindingCodes.NO_PRIMARY + "/cluster/" + view.ref().clusterId()));
        boolean tooLong = primary.isEmpty()
                && limit.isPresent()
                && missing.filter(each -> each.since().plus(limit.get()).isBefore(view.now()))
                        .isPresent();
        if (tooLong) {
            signals.add(Signal.of(
                    FindingCodes.PRIMARY_MISSING_TOO_LONG,
                    Severity.ERROR,
                    Subject.cluster(view.ref().clusterId()),
                    "No node has taken writes for longer than the "
                            + limit.get().toSeconds() + " s that the datastore needs to change its primary."));
        }
    }

    /** Of a datastore whose shards have primaries of their own, or none, nobody is the primary of the cluster. */
    private static boolean hasPrimary(ClusterView view) {
        return view.definition()
                .toOptional()
                .map(known -> known.shardClasses().stream()
                        .anyMatch(each -> each.layout() == ShardClass.Layout.SINGLE
                                && each.primaries().max() > 0))
                .orElse(true);
    }

    private static Signal missing(ClusterView view, Subject cluster) {
        boolean had = view.state().record().term().isPresent();
        return had
                ? Signal.of(
                        FindingCodes.NO_PRIMARY,
                        Severity.ERROR,
                        cluster,
                        disbelieved(view).orElseGet(() -> nobody(view)))
                : Signal.of(
                        FindingCodes.NEVER_HAD_PRIMARY,
                        Severity.WARNING,
                        cluster,
                        disbelieved(view).orElse("No node takes writes, and none ever did."));
    }

    /** Somebody says that it takes writes, and is not believed. */
    private static Optional<String> disbelieved(ClusterView view) {
        if (view.leadership().contested().isPresent()
                && view.leadership().primary() instanceof Evidence.Unknown<String> unknown) {
            return Optional.of(
                    "It is not known who takes writes: " + unknown.reason()
                            + ". It is known once a majority is, or an override of rule last-copy names each node of the later term.");
        }
        List<String> claimants = view.nodes().values().stream()
                .filter(node -> !node.isSpare()
                        && node.copy()
                                .filter(copy -> copy.is(ShardRole.PRIMARY))
                                .isPresent())
                .map(NodeView::nodeId)
                .toList();
        return claimants.isEmpty()
                ? Optional.empty()
                : Optional.of("No node is known to take writes; not believed: " + String.join(", ", claimants) + ".");
    }

    private static String nobody(ClusterView view) {
        List<String> unread = view.nodes().values().stream()
                .filter(node -> node.everMember() && !node.copiesRead() && !node.isStopped())
                .map(NodeView::nodeId)
                .toList();
        return unread.isEmpty()
                ? "No node takes writes."
                : "No node is known to take writes; not read: " + String.join(", ", unread) + ".";
    }

    /** One after which another was seen as the primary, in a later term or at a later time, is not the one that is missing. */
    private static boolean wasPrimaryLast(ClusterView view, NodeView node) {
        return wasPrimary(node)
                && view.nodes().values().stream()
                        .filter(other -> !other.nodeId().equals(node.nodeId()) && wasPrimary(other))
                        .noneMatch(other -> isAfter(other, node));
    }

    private static boolean isAfter(NodeView other, NodeView node) {
        OptionalLong theirs = term(other);
        OptionalLong its = term(node);
        boolean told = theirs.isPresent() && its.isPresent() && !theirs.equals(its);
        return told ? theirs.getAsLong() > its.getAsLong() : copiesAt(other).isAfter(copiesAt(node));
    }

    private static OptionalLong term(NodeView node) {
        return node.remembered().map(NodeRecord::shards).orElse(List.of()).stream()
                .filter(shard -> shard.is(ShardRole.PRIMARY))
                .flatMap(shard -> shard.term().stream())
                .mapToLong(Long::longValue)
                .max();
    }

    private static Instant copiesAt(NodeView node) {
        return node.remembered().flatMap(NodeRecord::copiesAt).orElse(Instant.EPOCH);
    }

    private static boolean isFenced(ClusterView view, NodeView node) {
        return new Fences(view).of(node).isPresent();
    }

    private static boolean wasPrimary(NodeView node) {
        return node.remembered().map(NodeRecord::shards).orElse(List.of()).stream()
                .anyMatch(shard -> shard.is(ShardRole.PRIMARY));
    }
}
