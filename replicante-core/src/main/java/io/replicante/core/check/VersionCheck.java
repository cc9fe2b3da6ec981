package io.replicante.core.check;

import io.replicante.core.state.Finding.Severity;
import io.replicante.core.state.Subject;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.Upkeep;
import io.replicante.spec.model.AgentNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Looks at whether the members run versions that go together. A node that is silent keeps the version that it had. */
final class VersionCheck implements DesiredStateCheck {
    @Override
    public String name() {
        return "version";
    }

    @Override
    public List<Signal> check(ClusterView view) {
        NavigableMap<String, Long> versions = new TreeMap<>();
        for (NodeView node : view.nodes().values()) {
            node.lastAgent()
                    .filter(agent -> !node.isIdle())
                    .map(AgentNode::storeVersion)
                    .ifPresent(version -> versions.merge(version.number(), 1L, Long::sum));
        }
        if (versions.size() < 2) {
            return List.of();
        }
        Subject cluster = Subject.cluster(view.ref().clusterId());
        Map<String, String> evidence = Map.of("nodes", versions.toString());
        Optional<Upkeep.VersionSkew> allowed =
                view.definition().toOptional().flatMap(known -> known.upkeep().versionSkew());
        boolean tooFar = allowed.filter(skew -> isBeyond(List.copyOf(versions.keySet()), skew))
                .isPresent();
        return List.of(
                tooFar
                        ? new Signal(
                                FindingCodes.UPGRADE_GAP_TOO_LARGE,
                                Severity.ERROR,
                                cluster,
                                "The members run versions that are further apart than the datastore supports.",
                                evidence)
                        : new Signal(
                                FindingCodes.VERSION_SKEW,
                                Severity.INFO,
                                cluster,
                                "The members run different versions.",
                                evidence));
    }

    private static boolean isBeyond(List<String> versions, Upkeep.VersionSkew skew) {
        long[] majors = parts(versions, 0);
        if (majors.length < versions.size()) {
            return false;
        }
        long major = spread(majors);
        return major > skew.major() || (major == 0 && spread(parts(versions, 1)) > skew.minor());
    }

    private static long[] parts(List<String> versions, int index) {
        return versions.stream()
                .map(version -> version.split("[^0-9]+", -1))
                .filter(parts -> parts.length > index && parts[index].matches("[0-9]{1,9}"))
                .mapToLong(parts -> Long.parseLong(parts[index]))
                .toArray();
    }

    private static long spread(long[] numbers) {
        LongStream all = Arrays.stream(numbers);
        return all.max().orElse(0) - Arrays.stream(numbers).min().orElse(0);
    }
}
