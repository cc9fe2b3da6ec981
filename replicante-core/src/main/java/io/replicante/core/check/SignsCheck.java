package io.replicante.core.check;

import io.replicante.core.state.Finding.Severity;
import io.replicante.core.state.Subject;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.model.ShardRole;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Looks at what nodes that are up show of themselves, as far as their definition says by what: what is not known is no finding. */
final class SignsCheck implements DesiredStateCheck {
    private static final double FULL = 90;
    private static final Duration APART = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "signs";
    }

    @Override
    public List<Signal> check(ClusterView view) {
        List<Signal> signals = new ArrayList<>();
        view.definition().toOptional().map(DatastoreDefinition::signs).ifPresent(signs -> {
            ShownSigns shown = new ShownSigns(view, signs);
            List<NodeView> up =
                    view.nodes().values().stream().filter(NodeView::isUp).toList();
            for (NodeView node : up) {
                writes(view, shown, node, signals);
                copy(shown, node, signals);
                disk(shown, node, signals);
                clock(shown, node, signals);
                leader(view, shown, node, signals);
            }
            settings(view, shown, up, signals);
        });
        return signals;
    }

    private static void add(List<Signal> signals, String code, Severity severity, NodeView node, String what) {
        signals.add(Signal.of(code, severity, Subject.node(node.nodeId()), "Node " + node.nodeId() + " " + what + "."));
    }

    /** While an action of ours stops writes, it is told by that. */
    private static void writes(ClusterView view, ShownSigns shown, NodeView node, List<Signal> signals) {
        Optional<Boolean> readOnly = shown.readOnly(node);
        boolean leads = view.leadership().isPrimary(node.nodeId());
        boolean paused = view.inFlight().stream()
                .anyMatch(intent -> intent.candidate().effect().shift().pauses().equals(Optional.of(node.nodeId())));
        if (leads && !paused && readOnly.equals(Optional.of(true))) {
            add(signals, FindingCodes.PRIMARY_READ_ONLY, Severity.ERROR, node, "is the primary and refuses writes");
        }
        if (follows(node) && readOnly.equals(Optional.of(false))) {
            add(signals, FindingCodes.REPLICA_WRITABLE, Severity.WARNING, node, "is no primary and takes writes");
        }
    }

    private static boolean follows(NodeView node) {
        return node.copy().flatMap(copy -> copy.role()).equals(Optional.of(ShardRole.SECONDARY));
    }

    private static void copy(ShownSigns shown, NodeView node, List<Signal> signals) {
        if (follows(node) && shown.replicates(node).equals(Optional.of(false))) {
            add(signals, FindingCodes.REPLICATION_STOPPED, Severity.WARNING, node, "gets no more data for its copy");
        }
        if (follows(node) && shown.delay(node).filter(seconds -> seconds > 0).isPresent()) {
            add(signals, FindingCodes.INTENTIONALLY_DELAYED, Severity.INFO, node, "keeps its copy back on purpose");
        }
    }

    private static void disk(ShownSigns shown, NodeView node, List<Signal> signals) {
        if (shown.diskFailed(node).equals(Optional.of(true))) {
            add(signals, FindingCodes.DISK_FAILED, Severity.ERROR, node, "says that a disk of its data failed");
        }
        if (shown.diskUsed(node).filter(percent -> percent >= FULL).isPresent()) {
            add(
                    signals,
                    FindingCodes.DISK_NEAR_FULL,
                    Severity.WARNING,
                    node,
                    "has filled " + (int) FULL + " % or more of the disk of its data");
        }
    }

    /** It was asked at some time between the beginning and the end of its observation; whole seconds are cut off. */
    private static void clock(ShownSigns shown, NodeView node, List<Signal> signals) {
        Optional<Instant> said = shown.clock(node).map(Instant::ofEpochSecond);
        boolean behind = said.filter(at -> at.plusSeconds(1)
                        .plus(APART)
                        .isBefore(node.observation().startedAt()))
                .isPresent();
        boolean ahead = said.filter(
                        at -> at.minus(APART).isAfter(node.observation().endedAt()))
                .isPresent();
        if (behind || ahead) {
            add(
                    signals,
                    FindingCodes.CLOCK_SKEW,
                    Severity.WARNING,
                    node,
                    "has a clock that is more than " + APART.toSeconds() + " s " + (behind ? "behind" : "ahead"));
        }
    }

    private static void leader(ClusterView view, ShownSigns shown, NodeView node, List<Signal> signals) {
        Optional<String> recorded = shown.leader(node);
        Optional<String> primary =
                view.leadership().primary().toOptional().flatMap(view::node).flatMap(NodeView::memberId);
        if (recorded.isPresent() && primary.isPresent() && !recorded.equals(primary)) {
            signals.add(new Signal(
                    FindingCodes.LEASE_HOLDER_MISMATCH,
                    Severity.ERROR,
                    Subject.node(node.nodeId()),
                    "By the record that node " + node.nodeId() + " tells of, another member leads than the primary.",
                    Map.of("recorded", recorded.get(), "primary", primary.get())));
        }
    }

    private static void settings(ClusterView view, ShownSigns shown, List<NodeView> up, List<Signal> signals) {
        Map<String, TreeSet<String>> alike = new TreeMap<>();
        up.forEach(node -> shown.settings(node)
                .ifPresent(settings ->
                        alike.computeIfAbsent(settings, each -> new TreeSet<>()).add(node.nodeId())));
        if (alike.size() > 1) {
            Map<String, String> evidence = new TreeMap<>();
            alike.forEach((settings, nodes) -> evidence.put(settings, String.join(", ", nodes)));
            signals.add(new Signal(
                    FindingCodes.CONFIG_DRIFT,
                    Severity.WARNING,
                    Subject.cluster(view.ref().clusterId()),
                    "Settings that should be alike differ from node to node.",
                    evidence));
        }
    }
}
