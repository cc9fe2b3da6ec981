package io.replicante.spec.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.report.ClusterDiscovery;
import io.replicante.spec.report.Node;
import io.replicante.spec.report.NodeDetails;
import io.replicante.spec.report.NodeStoreExtras;
import io.replicante.spec.report.OrchestrateReport;
import io.replicante.spec.report.Shard;
import java.util.Map;

/** What the control plane shows of clusters. Stateless. */
final class ReportMessages {
    private ReportMessages() {}

    static ClusterDiscovery discovery(Cursor json) {
        return new ClusterDiscovery(
                DesiredMessages.clusterRef(json), json.member("nodes").list(PlatformMessages::node));
    }

    static JsonNode discovery(ClusterDiscovery discovery) {
        ObjectNode json = ids(discovery.cluster());
        json.set("nodes", Trees.list(discovery.nodes(), PlatformMessages::node));
        return json;
    }

    static Node node(Cursor json) {
        return new Node(
                nodeRef(json),
                Words.status(json.member("node_status")),
                json.optional("details", ReportMessages::details));
    }

    static JsonNode node(Node node) {
        ObjectNode json = ids(node.ref());
        json.set("details", Trees.optional(node.details(), ReportMessages::details));
        json.set("node_status", Words.status(node.status()));
        return json;
    }

    private static NodeDetails details(Cursor json) {
        return new NodeDetails(
                AgentMessages.addresses(json.member("address")),
                AgentMessages.agentVersion(json.member("agent_version")),
                json.orElse("attributes", Trees::attributes, Map.of()),
                json.member("store_id").text(),
                AgentMessages.storeVersion(json.member("store_version")));
    }

    private static JsonNode details(NodeDetails details) {
        ObjectNode json = Trees.object();
        json.set("address", AgentMessages.addresses(details.address()));
        json.set("agent_version", AgentMessages.agentVersion(details.agentVersion()));
        json.set("attributes", Trees.attributes(details.attributes()));
        json.put("store_id", details.storeId());
        json.set("store_version", AgentMessages.storeVersion(details.storeVersion()));
        return json;
    }

    static Shard shard(Cursor json) {
        return new Shard(
                nodeRef(json),
                json.either("shard_id", "id").text(),
                Words.role(json.member("role")),
                AgentMessages.offset(json, "commit_offset"),
                AgentMessages.offset(json, "lag"),
                json.member("fresh").flag());
    }

    static JsonNode shard(Shard shard) {
        ObjectNode json = ids(shard.node());
        json.put("shard_id", shard.shardId());
        json.set("commit_offset", AgentMessages.knownOrNot(shard.commitOffset()));
        json.put("fresh", shard.fresh());
        json.set("lag", Trees.optional(shard.lag(), AgentMessages::offset));
        json.set("role", Words.role(shard.role()));
        return json;
    }

    static NodeStoreExtras extras(Cursor json) {
        return new NodeStoreExtras(
                nodeRef(json),
                json.orElse("attributes", Trees::attributes, Map.of()),
                json.member("fresh").flag());
    }

    static JsonNode extras(NodeStoreExtras extras) {
        ObjectNode json = ids(extras.node());
        json.set("attributes", Trees.attributes(extras.attributes()));
        return json.put("fresh", extras.fresh());
    }

    static OrchestrateReport report(Cursor json) {
        return new OrchestrateReport(
                DesiredMessages.clusterRef(json),
                Words.mode(json.member("mode")),
                json.member("start_time").time(),
                json.member("notes").list(ReportMessages::note));
    }

    static JsonNode report(OrchestrateReport report) {
        ObjectNode json = ids(report.cluster());
        json.set("mode", Words.mode(report.mode()));
        json.set("notes", Trees.list(report.notes(), ReportMessages::note));
        json.set("start_time", Trees.time(report.startTime()));
        return json;
    }

    private static OrchestrateReport.Note note(Cursor json) {
        return new OrchestrateReport.Note(
                Words.category(json.member("category")),
                json.member("data").map(Cursor::node),
                json.member("message").text());
    }

    private static JsonNode note(OrchestrateReport.Note note) {
        ObjectNode json = Trees.object();
        json.set("category", Words.category(note.category()));
        json.set("data", Trees.map(note.data(), each -> each));
        return json.put("message", note.message());
    }

    static ObjectNode ids(ClusterRef cluster) {
        return Trees.object().put("ns_id", cluster.nsId()).put("cluster_id", cluster.clusterId());
    }

    static ObjectNode ids(NodeRef node) {
        return ids(node.cluster()).put("node_id", node.nodeId());
    }

    static NodeRef nodeRef(Cursor json) {
        ClusterRef cluster = DesiredMessages.clusterRef(json);
        String nodeId = json.member("node_id").text();
        return json.build(() -> new NodeRef(cluster, nodeId));
    }
}
