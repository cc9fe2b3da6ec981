package io.replicante.core.gate;

import io.replicante.core.state.Effect;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which nodes an action disturbs, and in which failure domains. Stateless. */
public final class Disturbed {
    private static final String NOT_KNOWN = "unknown:";

    private Disturbed() {}

    /** The nodes that are missed for a time or for ever, or that take no writes meanwhile. */
    static NavigableSet<String> nodes(ClusterView view, Effect effect) {
        NavigableSet<String> nodes = new TreeSet<>();
        Stream.of(
                        effect.away(),
                        effect.lost(),
                        effect.shift().demoted(),
                        effect.shift().pauses(),
                        effect.shift().rebuilt(),
                        effect.leaves().flatMap(member -> node(view, member)))
                .flatMap(Optional::stream)
                .forEach(nodes::add);
        return nodes;
    }

    private static Optional<String> node(ClusterView view, String member) {
        return view.ensemble()
                .toOptional()
                .flatMap(ensemble -> ensemble.byId(member))
                .flatMap(configured -> configured.nodeId());
    }

    /**
     * The failure domains that an action disturbs. A node of unknown domain is in one that it shares with nobody, and so counts beside
     * every other; where no node reports its domain, there are none.
     *
     * @param view the cluster
     * @param effect the action's footprint
     * @return the domains, as nodes name them
     */
    public static NavigableSet<String> domains(ClusterView view, Effect effect) {
        NavigableSet<String> domains = new TreeSet<>();
        if (view.nodes().values().stream().anyMatch(node -> node.domain().isPresent())) {
            nodes(view, effect).forEach(id -> domains.add(domain(view, id)));
        }
        return domains;
    }

    private static String domain(ClusterView view, String nodeId) {
        return view.node(nodeId).flatMap(NodeView::domain).orElseGet(() -> NOT_KNOWN + view.ref() + "/" + nodeId);
    }
}
