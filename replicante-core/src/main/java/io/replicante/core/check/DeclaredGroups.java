package io.replicante.core.check;

import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.Fences;
import io.replicante.core.view.NodeView;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.cluster.NodeGroup;
import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.platform.DiscoveredNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which nodes count towards the declared groups. A usable node is one that the platform lists and that is not lost: neither a
 * member that does not answer, nor what is left of a former member.
 */
public final class DeclaredGroups {
    private DeclaredGroups() {}

    /**
     * How many nodes each declared group lacks; negative for a surplus. A node that works though the platform does not list it is
     * not missed. Empty when nothing is declared, or when it is not
     * known what exists.
     *
     * @param view the cluster
     * @return counts by group
     */
    public static Map<String, Integer> missing(ClusterView view) {
        Optional<ClusterDefinition> declared = view.spec().declaration().definition();
        Optional<DiscoveryRecord> discovery = view.discovery().toOptional();
        if (declared.isEmpty() || discovery.isEmpty()) {
            return Map.of();
        }
        int unlisted = (int) view.nodes().values().stream()
                .filter(node -> node.isUp() && node.discovered().isEmpty())
                .count();
        Map<String, Integer> missing = new TreeMap<>();
        for (Map.Entry<String, NodeGroup> group : declared.get().nodes().entrySet()) {
            int usable = usable(view, group.getKey()).size() + unlisted;
            missing.put(group.getKey(), (int)
                    Math.min(Integer.MAX_VALUE, group.getValue().desiredCount() - usable));
        }
        return missing;
    }

    /**
     * The usable nodes of a group.
     *
     * @param view the cluster
     * @param group the group
     * @return the nodes
     */
    public static List<NodeView> usable(ClusterView view, String group) {
        return view.nodes().values().stream()
                .filter(node -> isOf(view, node, group))
                .filter(node -> !isLost(view, node) || isComing(node))
                .filter(node -> !isLeftOver(view, node))
                .toList();
    }

    /**
     * The group of a node.
     *
     * @param view the cluster
     * @param node the node
     * @return the group that the platform names, now or last; the only declared one when it names none
     */
    public static Optional<String> of(ClusterView view, NodeView node) {
        Optional<String> listed = node.discovered()
                .or(() -> node.remembered().flatMap(NodeRecord::discovered))
                .flatMap(DiscoveredNode::nodeGroup);
        return listed.or(() -> view.spec().declaration().definition().map(ClusterDefinition::nodes).stream()
                .filter(groups -> groups.size() == 1)
                .flatMap(groups -> groups.keySet().stream())
                .findFirst());
    }

    /** Where only one group is declared, a machine that names none belongs to it. */
    private static boolean isOf(ClusterView view, NodeView node, String group) {
        boolean only =
                view.spec().declaration().definition().orElseThrow().nodes().size() == 1;
        return node.discovered()
                .filter(listed -> listed.nodeGroup().map(group::equals).orElse(only))
                .isPresent();
    }

    /** A machine that never was a member and does not answer is not there yet: another one would not help. */
    private static boolean isComing(NodeView node) {
        return !node.everMember() && node.isSilent();
    }

    /**
     * Whether a node is lost: it is missed, and not because an action of ours took it out of the primary's place.
     *
     * @param view the cluster
     * @param node the node
     * @return true when lost
     */
    public static boolean isLost(ClusterView view, NodeView node) {
        return isMissed(view, node) && !isTakenOut(view, node);
    }

    /**
     * Whether a node is missed: it does not answer, or answers that it belongs to no cluster though it is configured, and no action of
     * ours takes it away for a time.
     *
     * @param view the cluster
     * @param node the node
     * @return true when missed
     */
    static boolean isMissed(ClusterView view, NodeView node) {
        boolean forgetful = node.isIdle()
                && view.ensemble()
                        .toOptional()
                        .flatMap(ensemble -> ensemble.ofNode(node.nodeId()))
                        .isPresent();
        return (node.isSilent() || forgetful) && !isExpectedAway(view, node.nodeId());
    }

    /** We stop it, or stopped it and its agent says that it still is: it is to follow, and until that is overdue it is not given up. */
    private static boolean isTakenOut(ClusterView view, NodeView node) {
        boolean stopping = view.inFlight().stream()
                .filter(intent -> !intent.isOverdue(view.now()))
                .anyMatch(
                        intent -> intent.candidate().effect().shift().demoted().equals(Optional.of(node.nodeId())));
        return stopping
                || new Fences(view)
                        .of(node)
                        .filter(fence -> node.isStopped())
                        .flatMap(fence -> returnTime(view).map(fence.since()::plus))
                        .filter(due -> !view.now().isAfter(due))
                        .isPresent();
    }

    private static Optional<Duration> returnTime(ClusterView view) {
        return view.definition()
                .toOptional()
                .flatMap(definition -> definition.failover().commands().follow().flatMap(definition::action))
                .map(ActionDefinition::deadline);
    }

    /**
     * Whether a node was a member and is none any more.
     *
     * @param view the cluster
     * @param node the node
     * @return true when only its machine is left; false while membership is not known
     */
    public static boolean isLeftOver(ClusterView view, NodeView node) {
        Optional<Ensemble> ensemble = view.ensemble().toOptional();
        return node.everMember()
                && ensemble.filter(known -> known.ofNode(node.nodeId()).isEmpty())
                        .isPresent();
    }

    /**
     * Whether an action of ours that is in time takes the node away.
     *
     * @param view the cluster
     * @param nodeId the node
     * @return true when its absence is expected
     */
    public static boolean isExpectedAway(ClusterView view, String nodeId) {
        return view.inFlight().stream()
                .filter(intent -> !intent.isOverdue(view.now()))
                .anyMatch(intent -> intent.candidate().effect().away().equals(Optional.of(nodeId))
                        || intent.candidate().effect().learner().equals(Optional.of(nodeId)));
    }
}
