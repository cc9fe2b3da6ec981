package io.replicante.core.check;

import io.replicante.core.state.Finding.Severity;
import io.replicante.core.state.Subject;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.core.view.ShardIndex;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Durability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks at the shards that are spread over the nodes, each with copies of its own. A cluster has many of them, and what troubles one
 * troubles many at a time: there is one finding for all shards of a class, which counts them and names the first.
 */
final class ShardCheck implements DesiredStateCheck {
    private static final int NAMED = 10;

    @Override
    public String name() {
        return "shard";
    }

    @Override
    public List<Signal> check(ClusterView view) {
        if (view.definition().toOptional().filter(ShardCheck::hasCopies).isEmpty()) {
            return List.of();
        }
        Map<String, Map<String, List<String>>> troubles = new TreeMap<>();
        for (ShardTally shard : tally(view, view.definition().toOptional().orElseThrow())) {
            for (String code : shard.troubles()) {
                troubles.computeIfAbsent(code, each -> new TreeMap<>())
                        .computeIfAbsent(shard.shardClass().match(), each -> new ArrayList<>())
                        .add(shard.name());
            }
        }
        List<Signal> signals = new ArrayList<>();
        troubles.forEach((code, classes) -> classes.forEach((match, names) -> signals.add(signal(code, match, names))));
        return signals;
    }

    private static boolean hasCopies(DatastoreDefinition definition) {
        return definition.shardClasses().stream().anyMatch(each -> !(each.durability() instanceof Durability.Quorum));
    }

    private static List<ShardTally> tally(ClusterView view, DatastoreDefinition definition) {
        ShardTallies tallies = new ShardTallies(view.shards(), definition);
        Numbers numbers = new Numbers(view);
        for (NodeView node : view.nodes().values()) {
            ShardHost host =
                    new ShardHost(node, numbers, definition.shardClasses().size());
            ShardIndex.Held held = view.shards().of(node.nodeId());
            for (int place = 0; place < held.size(); place++) {
                ShardTally tally = tallies.of(held.shard(place));
                if (tally != null) {
                    tally.add(held, place, host);
                }
            }
        }
        return tallies.all();
    }

    private static Signal signal(String code, String match, List<String> names) {
        List<String> first = names.stream().sorted().limit(NAMED).toList();
        return new Signal(
                code,
                severity(code),
                new Subject("shards", match),
                message(code),
                Map.of("count", Integer.toString(names.size()), "first", String.join(", ", first)));
    }

    private static Severity severity(String code) {
        return switch (code) {
            case FindingCodes.SHARD_WITHOUT_PRIMARY,
                    FindingCodes.SHARD_MULTIPLE_PRIMARIES,
                    FindingCodes.UNDER_MIN_IN_SYNC,
                    FindingCodes.LAST_COPY -> Severity.ERROR;
            default -> Severity.WARNING;
        };
    }

    private static String message(String code) {
        return switch (code) {
            case FindingCodes.SHARD_WITHOUT_PRIMARY -> "Shards have no primary.";
            case FindingCodes.SHARD_MULTIPLE_PRIMARIES -> "Several nodes claim to be the primary of one shard.";
            case FindingCodes.UNDER_MIN_IN_SYNC ->
                "Shards take no writes that wait for the in-sync set: it is too small.";
            case FindingCodes.AT_MIN_IN_SYNC -> "Shards take no more writes once one more copy falls out of sync.";
            case FindingCodes.LAST_COPY -> "Of shards that have several copies only one is left.";
            case FindingCodes.SHARD_UNDER_REPLICATED -> "Shards have fewer copies up than they should have.";
            default -> "It is not known on how many copies an acknowledged write is.";
        };
    }
}
