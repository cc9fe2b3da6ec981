package io.replicante.spec.report;

import io.replicante.spec.cluster.NodeSearch;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.NodeStatus;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The attributes by which a node is searched: its ids and status, its addresses and versions, how many shards of each role it
 * has, and what its agent calls attributes. Immutable.
 *
 * @param node the node
 * @param stats its shards; empty when it has none
 */
public record NodeAttributes(Node node, Optional<ShardStats> stats) implements NodeSearch.Attributes {
    private static final String ADDRESS = "address.";
    private static final String SHARD_COUNT = "shard.count.";

    /** Refuses nulls. */
    public NodeAttributes {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(stats, "stats");
    }

    @Override
    public Optional<AttributeValue> find(String name) {
        return switch (name) {
            case "ns_id" -> text(node.ref().cluster().nsId());
            case "cluster_id" -> text(node.ref().cluster().clusterId());
            case "node_id" -> text(node.ref().nodeId());
            case "node_status" -> text(statusName(node.status()));
            default ->
                name.startsWith(SHARD_COUNT)
                        ? stats.flatMap(counts -> count(counts, name.substring(SHARD_COUNT.length())))
                        : node.details().flatMap(details -> find(details, name));
        };
    }

    private static String statusName(NodeStatus status) {
        return status.code().name();
    }

    private static Optional<AttributeValue> count(ShardStats counts, String role) {
        Optional<Long> count = switch (role) {
            case "primary" -> Optional.of(counts.primary());
            case "secondary" -> Optional.of(counts.secondary());
            case "recovering" -> Optional.of(counts.recovering());
            default -> find(counts.others(), role);
        };
        return count.map(AttributeValue::of);
    }

    private static Optional<AttributeValue> find(NodeDetails details, String name) {
        return switch (name) {
            case "agent_version", "agent_version.number" ->
                text(details.agentVersion().number());
            case "agent_version.checkout" -> text(details.agentVersion().checkout());
            case "agent_version.taint" -> text(details.agentVersion().taint());
            case "store_id" -> text(details.storeId());
            case "store_version", "store_version.number" ->
                text(details.storeVersion().number());
            case "store_version.checkout" -> details.storeVersion().checkout().map(AttributeValue::of);
            case "store_version.extra" -> details.storeVersion().extra().map(AttributeValue::of);
            default ->
                name.startsWith(ADDRESS)
                        ? find(details.address().byName(), name.substring(ADDRESS.length()))
                                .map(AttributeValue::of)
                        : find(details.attributes(), name);
        };
    }

    private static <T> Optional<T> find(Map<String, T> values, String name) {
        return Optional.ofNullable(values.get(name));
    }

    private static Optional<AttributeValue> text(String value) {
        return Optional.of(AttributeValue.of(value));
    }
}
