package io.replicante.core.gate;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.ClusterFacts;
import io.replicante.core.state.Finding;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.spec.model.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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

    /** These losses and those of other clusters. */
    Losses and(Collection<ClusterFacts> others) {
        List<Instant> all = new ArrayList<>(lost);
        others.forEach(other -> all.addAll(other.lost()));
        return new Losses(seen + others.stream().mapToInt(ClusterFacts::seen).sum(), all);
    }

    /**
     * How many nodes were lost at once with one of some. Losses are compared with one another and not with the time, so that the answer
     * stays as long as they last.
     *
     * @param some losses that are among these
     * @param window what counts as at once
     * @return the greatest number; zero when there are none of those
     */
    long atOnceWith(Losses some, Duration window) {
        return lost.stream()
                .filter(first -> some.lost().stream().anyMatch(own -> isWithin(own, first, window)))
                .mapToLong(first -> lost.stream()
                        .filter(other -> isWithin(other, first, window))
                        .count())
                .max()
                .orElse(0);
    }

    private static boolean isWithin(Instant at, Instant first, Duration window) {
        return !at.isBefore(first) && !at.isAfter(first.plus(window));
    }
}
