package io.replicante.core.cycle;

import io.replicante.core.gate.WholeCopies;
import io.replicante.core.state.ClusterRecord;
import io.replicante.core.state.Intent;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.NodeView;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.model.StoreExtras;
import io.replicante.spec.platform.DiscoveredNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What of a view is worth remembering. */
final class Memory {
    private Memory() {}

    static NavigableMap<String, NodeRecord> nodes(ClusterView view, List<Intent> ended) {
        NavigableMap<String, NodeRecord> nodes = new TreeMap<>();
        WholeCopies whole = new WholeCopies(view);
        for (NodeView node : view.nodes().values()) {
            if (!isGone(view, node)) {
                nodes.put(node.nodeId(), record(view, node, whole, ended));
            }
        }
        return nodes;
    }

    /**
     * A node is gone when neither the platform nor the datastore's own configuration lists it, and nothing is under way for it. An old
     * primary that one listing lacks may be in the next one.
     */
    private static boolean isGone(ClusterView view, NodeView node) {
        boolean configured = view.ensemble()
                .toOptional()
                .map(ensemble -> ensemble.ofNode(node.nodeId()).isPresent())
                .orElse(true);
        boolean listed = node.discovered().isPresent() || !view.discovery().isKnown();
        boolean busy = view.inFlight().stream()
                .anyMatch(intent -> intent.candidate().targets().stream()
                        .anyMatch(target -> target.nodeId().equals(node.nodeId())));
        boolean old = node.remembered().flatMap(NodeRecord::succeeded).isPresent();
        return !configured && !listed && !busy && (!old || new Absence(view).isConfirmed(node));
    }

    private static NodeRecord record(ClusterView view, NodeView node, WholeCopies whole, List<Intent> ended) {
        Optional<NodeRecord> before = node.remembered();
        boolean answered = node.observation().node().isKnown();
        boolean sameStatus = before.map(NodeRecord::status).equals(Optional.of(node.status()));
        boolean member = view.ensemble()
                .toOptional()
                .flatMap(ensemble -> ensemble.ofNode(node.nodeId()))
                .isPresent();
        return new NodeRecord(
                node.nodeId(),
                node.discovered(),
                node.discovered().flatMap(DiscoveredNode::incarnation).or(() -> before.flatMap(NodeRecord::machine)),
                node.lastAgent(),
                node.lastExtras(),
                node.lastCopies()
                        .map(copies -> RememberedCopies.of(
                                copies, before.map(NodeRecord::shards).orElse(List.of())))
                        .orElse(List.of()),
                node.status(),
                node.everMember() || member,
                before.flatMap(NodeRecord::seenAt)
                        .filter(at -> sameStatus || !answered)
                        .or(() -> answered ? Optional.of(view.now()) : Optional.empty()),
                upAt(view, node),
                whole.lackingSince(node),
                new Fencing(view, ended).of(node),
                new Waits(view).of(node),
                node.copiesRead() ? Optional.of(view.now()) : before.flatMap(NodeRecord::copiesAt),
                new Succeeded(view, ended).of(node),
                new Absence(view).of(node),
                node.memberId(),
                displaced(view, node));
    }

    /** An id on another machine: whoever had it before is not looked for any more, and its configuration may still count on it. */
    private static Optional<String> displaced(ClusterView view, NodeView node) {
        return Optional.ofNullable(view.state().nodes().get(node.nodeId()))
                .flatMap(known -> known.isOtherMachine(node.discovered())
                        ? known.memberId().or(known::displaced)
                        : known.displaced())
                .filter(member -> view.ensemble()
                        .toOptional()
                        .map(ensemble -> ensemble.byId(member).isPresent())
                        .orElse(true));
    }

    /**
     * For how long writes are kept for who is away, only a definition says: without one, a node that was away for longer than a loss
     * takes to be confirmed was last up before that, until it can be told what it missed.
     */
    private static Optional<Instant> upAt(ClusterView view, NodeView node) {
        Optional<Instant> before = node.remembered().flatMap(NodeRecord::upAt);
        if (!node.isUp()) {
            return before;
        }
        Declaration.Confirmation confirmed = view.spec().declaration().confirmation();
        Duration blink = view.spec().interval().multipliedBy(confirmed.cycles()).plus(confirmed.loss());
        boolean judged = view.definition().isKnown()
                || before.filter(at -> !at.plus(blink).isBefore(view.now())).isPresent();
        return judged ? Optional.of(view.now()) : before;
    }

    static ClusterRecord record(ClusterView view, List<Intent> ended) {
        ClusterRecord before = view.state().record();
        Optional<Ensemble> ensemble = view.ensemble().toOptional().filter(known -> known.version() >= 0);
        Optional<Ensemble> reported = ensemble.filter(known -> !known.observed());
        boolean ever =
                ensemble.isPresent() || view.nodes().values().stream().anyMatch(node -> node.isMemberByItself(before));
        ClusterRecord initialised = ever ? before.initialised(view.now()) : before;
        return new ClusterRecord(
                before.incarnation(),
                initialised.initialisedAt(),
                before.storeClusterId().or(() -> ensemble.flatMap(known -> storeClusterId(view, known))),
                reported.map(known -> OptionalLong.of(known.version())).orElse(before.configurationVersion()),
                reported.map(Ensemble::text).or(before::configurationText),
                isTermCertain(view, ensemble, ended)
                        ? max(before.term(), view.leadership().term())
                        : before.term());
    }

    private static Optional<String> storeClusterId(ClusterView view, Ensemble ensemble) {
        List<String> reported = ensemble.voters().stream()
                .flatMap(voter -> voter.nodeId().flatMap(view::node).stream())
                .flatMap(node -> node.observation().store().toOptional().stream())
                .map(StoreExtras::clusterId)
                .distinct()
                .toList();
        return reported.size() == 1 ? Optional.of(reported.get(0)) : Optional.empty();
    }

    /** One member's word is not remembered: a wrong one would make every later primary stale. */
    private static boolean isTermCertain(ClusterView view, Optional<Ensemble> ensemble, List<Intent> ended) {
        return (ensemble.isPresent() && view.leadership().hasMajority()) || isPromoted(view, ended);
    }

    /** Whom we made the primary may be alone in its term for long. */
    private static boolean isPromoted(ClusterView view, List<Intent> ended) {
        return ended.stream()
                .filter(intent -> intent.phase() == Intent.Phase.COMPLETE)
                .flatMap(intent -> intent.candidate().effect().shift().promoted().stream())
                .anyMatch(node -> view.leadership().isPrimary(node));
    }

    private static OptionalLong max(OptionalLong first, OptionalLong second) {
        return Stream.of(first, second)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .max();
    }
}
