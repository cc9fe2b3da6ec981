package io.replicante.spec.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.cluster.NodeGroup;
import io.replicante.spec.platform.DeprovisionRequest;
import io.replicante.spec.platform.DiscoveredCluster;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.spec.platform.Discovery;
import io.replicante.spec.platform.ProvisionRequest;
import io.replicante.spec.platform.ProvisionResponse;
import java.util.Optional;

/** What platforms tell and are asked for. Stateless. */
final class PlatformMessages {
    private static final String UNKNOWN_CLASS = "unknown";

    private PlatformMessages() {}

    static Discovery discovery(Cursor json) {
        return new Discovery(json.member("clusters").list(PlatformMessages::cluster));
    }

    static JsonNode discovery(Discovery discovery) {
        ObjectNode json = Trees.object();
        json.set("clusters", Trees.list(discovery.clusters(), PlatformMessages::cluster));
        return json;
    }

    private static DiscoveredCluster cluster(Cursor json) {
        return new DiscoveredCluster(
                json.member("cluster_id").text(), json.member("nodes").list(PlatformMessages::node));
    }

    private static JsonNode cluster(DiscoveredCluster cluster) {
        ObjectNode json = Trees.object();
        json.put("cluster_id", cluster.clusterId());
        json.set("nodes", Trees.list(cluster.nodes(), PlatformMessages::node));
        return json;
    }

    static DiscoveredNode node(Cursor json) {
        return new DiscoveredNode(
                json.member("agent_address").text(),
                json.orElse("node_class", Cursor::text, UNKNOWN_CLASS),
                json.member("node_id").text(),
                json.optional("node_group", Cursor::text),
                json.optional("incarnation", Cursor::text));
    }

    static JsonNode node(DiscoveredNode node) {
        ObjectNode json = Trees.object();
        json.put("agent_address", node.agentAddress());
        json.put("node_class", node.nodeClass());
        json.put("node_id", node.nodeId());
        json.set("node_group", Trees.text(node.nodeGroup()));
        node.incarnation().ifPresent(incarnation -> json.put("incarnation", incarnation));
        return json;
    }

    static ProvisionRequest provision(Cursor json) {
        Cursor provision = json.member("provision");
        return new ProvisionRequest(
                definition(json.member("cluster")),
                provision.orElse("count", Cursor::u16, 1),
                provision.member("node_group_id").text());
    }

    static JsonNode provision(ProvisionRequest request) {
        ObjectNode json = Trees.object();
        json.set("cluster", definition(request.cluster()));
        json.putObject("provision").put("count", request.count()).put("node_group_id", request.nodeGroupId());
        return json;
    }

    static ProvisionResponse provisioned(Cursor json) {
        return new ProvisionResponse(
                json.member("count").u32(), json.optional("node_ids", ids -> ids.list(Cursor::text)));
    }

    static JsonNode provisioned(ProvisionResponse response) {
        ObjectNode json = Trees.object();
        json.put("count", response.count());
        json.set("node_ids", Trees.optional(response.nodeIds(), ids -> Trees.list(ids, Trees::text)));
        return json;
    }

    static DeprovisionRequest deprovision(Cursor json) {
        return new DeprovisionRequest(
                json.member("cluster_id").text(), json.member("node_id").text());
    }

    static JsonNode deprovision(DeprovisionRequest request) {
        return Trees.object().put("cluster_id", request.clusterId()).put("node_id", request.nodeId());
    }

    static ClusterDefinition definition(Cursor json) {
        return new ClusterDefinition(
                json.orElse("attributes", Trees::freeObject, Trees.object()),
                json.member("cluster_id").text(),
                json.member("store").text(),
                json.member("store_version").text(),
                json.member("nodes").map(PlatformMessages::group));
    }

    static JsonNode definition(ClusterDefinition definition) {
        ObjectNode json = Trees.object();
        json.set("attributes", definition.attributes());
        json.put("cluster_id", definition.clusterId());
        json.put("store", definition.store());
        json.put("store_version", definition.storeVersion());
        json.set("nodes", Trees.map(definition.nodes(), PlatformMessages::group));
        return json;
    }

    private static NodeGroup group(Cursor json) {
        Cursor version = json.find("store_version");
        Optional<String> storeVersion =
                version == null ? json.optional("version", Cursor::text) : json.optional("store_version", Cursor::text);
        return new NodeGroup(
                json.orElse("attributes", Trees::freeObject, Trees.object()),
                json.member("desired_count").u32(),
                json.member("node_class").text(),
                storeVersion);
    }

    private static JsonNode group(NodeGroup group) {
        ObjectNode json = Trees.object();
        json.set("attributes", group.attributes());
        json.put("desired_count", group.desiredCount());
        json.put("node_class", group.nodeClass());
        json.set("store_version", Trees.text(group.storeVersion()));
        return json;
    }
}
