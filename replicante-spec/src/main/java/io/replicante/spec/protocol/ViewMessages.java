package io.replicante.spec.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.report.ClusterView;
import io.replicante.spec.report.ShardStats;
import java.util.Map;
import java.util.function.Function;

/** The view of a cluster. What it says twice must be the same both times. Stateless. */
final class ViewMessages {
    private ViewMessages() {}

    static ClusterView view(Cursor json) {
        ClusterView.Builder view = ClusterView.builder(DesiredMessages.cluster(json.member("spec")));
        Cursor discovery = json.member("discovery");
        discovery.build(() -> view.discovery(ReportMessages.discovery(discovery)));
        add(json.member("nodes"), ReportMessages::node, view::node, node -> node.ref());
        add(json.member("store_extras"), ReportMessages::extras, view::storeExtras, extras -> extras.node());
        json.member("shards")
                .map(ofNode -> ofNode.map(each -> each))
                .forEach((nodeId, shards) -> shards.forEach((shardId, each) -> each.build(() -> {
                    var shard = ReportMessages.shard(each);
                    requireKey(each, nodeId, shard.node().nodeId());
                    requireKey(each, shardId, shard.shardId());
                    return view.shard(shard);
                })));
        json.member("nactions_by_node")
                .map(ofNode -> ofNode.list(each -> each))
                .forEach((nodeId, actions) -> actions.forEach(each -> each.build(() -> {
                    var action = CoreActionMessages.nodeAction(each);
                    requireKey(each, nodeId, action.node().nodeId());
                    return view.nodeAction(action);
                })));
        json.member("oactions_unfinished")
                .list(each -> each.build(() -> view.orchestratorAction(CoreActionMessages.orchestratorAction(each))));
        ClusterView built = view.build();
        Cursor stats = json.member("stats_shards_by_node");
        if (!stats.map(ViewMessages::stats).equals(built.shardStats())) {
            throw stats.refuse("must count the shards of each node that has any");
        }
        return built;
    }

    private static <T> void add(Cursor json, Function<Cursor, T> read, Function<T, ?> add, Function<T, NodeRef> node) {
        json.map(each -> each).forEach((nodeId, each) -> {
            T value = read.apply(each);
            requireKey(each, nodeId, node.apply(value).nodeId());
            each.build(() -> add.apply(value));
        });
    }

    private static void requireKey(Cursor json, String key, String id) {
        if (!key.equals(id)) {
            throw json.refuse("is of \"" + id + "\" and does not belong here");
        }
    }

    static JsonNode view(ClusterView view) {
        ObjectNode json = Trees.object();
        json.set("discovery", ReportMessages.discovery(view.discovery()));
        json.set(
                "nactions_by_node",
                Trees.map(view.nodeActions(), actions -> Trees.list(actions, CoreActionMessages::nodeAction)));
        json.set("nodes", Trees.map(view.nodes(), ReportMessages::node));
        json.set("oactions_unfinished", Trees.list(view.orchestratorActions(), CoreActionMessages::orchestratorAction));
        json.set("spec", DesiredMessages.cluster(view.spec()));
        json.set("shards", Trees.map(view.shards(), shards -> Trees.map(shards, ReportMessages::shard)));
        json.set("store_extras", Trees.map(view.storeExtras(), ReportMessages::extras));
        json.set("stats_shards_by_node", Trees.map(view.shardStats(), ViewMessages::stats));
        return json;
    }

    private static ShardStats stats(Cursor json) {
        return new ShardStats(
                count(json.member("count_primary")),
                count(json.member("count_secondary")),
                count(json.member("count_recovering")),
                json.member("count_others").map(ViewMessages::count));
    }

    private static long count(Cursor json) {
        return json.integer(0, Long.MAX_VALUE);
    }

    private static JsonNode stats(ShardStats stats) {
        ObjectNode json = Trees.object();
        json.put("count_primary", stats.primary());
        json.put("count_secondary", stats.secondary());
        json.put("count_recovering", stats.recovering());
        Map<String, Long> others = stats.others();
        json.set("count_others", Trees.map(others, LongNode::valueOf));
        return json;
    }
}
