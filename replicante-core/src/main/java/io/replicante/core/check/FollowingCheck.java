package io.replicante.core.check;

import io.replicante.core.state.Finding.Severity;
import io.replicante.core.state.Subject;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Signs;
import io.replicante.spec.model.ShardRole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at whom copies follow, one after another, up to the primary. Who is up and does not say whom it follows ends the search. */
final class FollowingCheck implements DesiredStateCheck {
    @Override
    public String name() {
        return "following";
    }

    @Override
    public List<Signal> check(ClusterView view) {
        Optional<Signs> signs = view.definition()
                .toOptional()
                .map(DatastoreDefinition::signs)
                .filter(each -> each.follows().isPresent());
        Optional<NodeView> primary = view.leadership().primary().toOptional().flatMap(view::node);
        if (signs.isEmpty() || primary.isEmpty()) {
            return List.of();
        }
        ShownSigns shown = new ShownSigns(view, signs.get());
        List<Signal> signals = new ArrayList<>();
        if (primary.get().isUp()
                && shown.follows(primary.get()).filter(each -> !each.isEmpty()).isPresent()) {
            signals.add(signal(
                    FindingCodes.PRIMARY_FOLLOWS_OTHER, primary.get(), "is the primary and follows another member"));
        }
        Map<String, NodeView> members = new HashMap<>();
        view.nodes().values().forEach(node -> node.memberId().ifPresent(id -> members.put(id, node)));
        for (NodeView node : view.nodes().values()) {
            if (node.isUp() && isSecondary(node)) {
                follower(shown, members, primary.get(), node).ifPresent(signals::add);
            }
        }
        return signals;
    }

    private static Optional<Signal> follower(
            ShownSigns shown, Map<String, NodeView> members, NodeView primary, NodeView node) {
        Set<String> passed = new HashSet<>();
        NodeView at = node;
        while (!at.nodeId().equals(primary.nodeId())) {
            Optional<String> next = at.isUp() ? shown.follows(at) : Optional.empty();
            boolean circle = !passed.add(at.nodeId());
            if (circle || (next.isEmpty() && at.isUp() && !isSecondary(at))) {
                return Optional.of(signal(
                        FindingCodes.WRONG_UPSTREAM, node, "follows members that do not lead up to the primary"));
            }
            if (next.isEmpty() && at.isUp()) {
                return Optional.empty();
            }
            if (next.isEmpty() || next.get().isEmpty() || !members.containsKey(next.get())) {
                return Optional.of(signal(
                        FindingCodes.ORPHANED, node, "follows nobody, or somebody who is gone, and gets no more data"));
            }
            at = members.get(next.get());
        }
        return Optional.empty();
    }

    private static boolean isSecondary(NodeView node) {
        return node.copy().flatMap(copy -> copy.role()).equals(Optional.of(ShardRole.SECONDARY));
    }

    private static Signal signal(String code, NodeView node, String what) {
        return Signal.of(code, Severity.ERROR, Subject.node(node.nodeId()), "Node " + node.nodeId() + " " + what + ".");
    }
}
