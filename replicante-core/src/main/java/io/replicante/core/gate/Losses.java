package io.replicante.core.gate;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Finding;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.spec.model.Evidence;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How many nodes were ever seen healthy, and since when some of them are lost. A loss that most peers confirm is none that could be
 * due to how we look, and is left out. Immutable.
 *
 * @param seen how many nodes were ever seen healthy
 * @param lost since when each of those is lost that nobody confirms to be lost, earliest first
 */
public record Losses(int seen, List<Instant> lost) {
    private static final Set<String> CHECKS = Set.of("node", "membership", "outage");
    private static final Set<String> CODES =
            Set.of(FindingCodes.UNREACHABLE_BY_US, FindingCodes.PROCESS_DOWN_HOST_UP, FindingCodes.VOTER_LOST);

    /** Copies the list. */
    public Losses {
        lost = lost.stream().sorted().toList();
    }

    /**
     * The losses of one cluster.
     *
     * @param view the cluster
     * @param findings what is wrong with it, by {@link Finding#key}
     * @return its losses, or which check did not tell
     */
    public static Evidence<Losses> of(ClusterView view, Map<String, Finding> findings) {
        return FailedChecks.among(findings, CHECKS)
                .<Evidence<Losses>>map(Evidence::unknown)
                .orElseGet(() -> Evidence.known(found(view, findings), view.now(), "findings"));
    }

    private static Losses found(ClusterView view, Map<String, Finding> findings) {
        List<NodeView> seen = view.nodes().values().stream()
                .filter(node -> node.remembered().flatMap(NodeRecord::upAt).isPresent())
                .toList();
        List<Instant> lost = seen.stream()
                .filter(NodeView::isSilent)
                .filter(node -> !findings.containsKey(key(FindingCodes.UNREACHABLE_BY_PEERS, node)))
                .flatMap(node -> since(findings, node).stream())
                .toList();
        return new Losses(seen.size(), lost);
    }

    private static Optional<Instant> since(Map<String, Finding> findings, NodeView node) {
        return CODES.stream()
                .map(code -> Optional.ofNullable(findings.get(key(code, node))))
                .flatMap(Optional::stream)
                .map(Finding::since)
                .min(Comparator.naturalOrder());
    }

    private static String key(String code, NodeView node) {
        return code + "/node/" + node.nodeId();
    }

    /**
     * When the last of them was found.
     *
     * @return the time; empty when none was
     */
    public Optional<Instant> latest() {
        return lost.stream().max(Comparator.naturalOrder());
    }
}
