package io.replicante.spec.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.model.Addresses;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.AgentVersion;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.OffsetUnit;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import io.replicante.spec.model.StoreVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What agents tell of their nodes. Stateless. */
final class AgentMessages {
    /** An offset cannot be left out on the wire, so this stands for one that is not known. */
    private static final CommitOffset UNKNOWN_OFFSET = new CommitOffset(OffsetUnit.of("unknown"), 0);

    private static final String CLIENT = "client";
    private static final String MEMBER = "member";

    private AgentMessages() {}

    static AgentNode node(Cursor json) {
        return new AgentNode(
                json.orElse("address", AgentMessages::addresses, Addresses.none()),
                agentVersion(json.member("agent_version")),
                json.orElse("attributes", Trees::attributes, Map.of()),
                json.member("node_id").text(),
                Words.agentStatus(json.member("node_status")),
                json.member("store_id").text(),
                storeVersion(json.member("store_version")));
    }

    static JsonNode node(AgentNode node) {
        ObjectNode json = Trees.object();
        json.set("address", addresses(node.address()));
        json.set("agent_version", agentVersion(node.agentVersion()));
        json.set("attributes", Trees.attributes(node.attributes()));
        json.put("node_id", node.nodeId());
        json.set("node_status", Words.status(node.nodeStatus()));
        json.put("store_id", node.storeId());
        json.set("store_version", storeVersion(node.storeVersion()));
        return json;
    }

    static Addresses addresses(Cursor json) {
        Map<String, String> known = new LinkedHashMap<>();
        json.map(each -> each).forEach((name, address) -> {
            boolean mayBeNull = name.equals(CLIENT) || name.equals(MEMBER);
            if (!mayBeNull || !address.isNull()) {
                known.put(name, address.text());
            }
        });
        return new Addresses(known);
    }

    static JsonNode addresses(Addresses addresses) {
        ObjectNode json = Trees.object();
        json.set(CLIENT, Trees.text(addresses.client()));
        json.set(MEMBER, Trees.text(addresses.member()));
        json.setAll(Trees.texts(addresses.byName()));
        return json;
    }

    static AgentVersion agentVersion(Cursor json) {
        return new AgentVersion(
                json.member("checkout").text(),
                json.member("number").text(),
                json.member("taint").text());
    }

    static JsonNode agentVersion(AgentVersion version) {
        return Trees.object()
                .put("checkout", version.checkout())
                .put("number", version.number())
                .put("taint", version.taint());
    }

    static StoreVersion storeVersion(Cursor json) {
        return new StoreVersion(
                json.optional("checkout", Cursor::text),
                json.member("number").text(),
                json.optional("extra", Cursor::text));
    }

    static JsonNode storeVersion(StoreVersion version) {
        ObjectNode json = Trees.object();
        json.set("checkout", Trees.text(version.checkout()));
        json.put("number", version.number());
        json.set("extra", Trees.text(version.extra()));
        return json;
    }

    static StoreExtras extras(Cursor json) {
        return new StoreExtras(
                json.member("cluster_id").text(), json.orElse("attributes", Trees::attributes, Map.of()));
    }

    static JsonNode extras(StoreExtras extras) {
        ObjectNode json = Trees.object();
        json.put("cluster_id", extras.clusterId());
        json.set("attributes", Trees.attributes(extras.attributes()));
        return json;
    }

    static ShardsInfo shards(Cursor json) {
        return new ShardsInfo(json.member("shards").list(AgentMessages::shard));
    }

    static JsonNode shards(ShardsInfo info) {
        ObjectNode json = Trees.object();
        json.set("shards", Trees.list(info.shards(), AgentMessages::shard));
        return json;
    }

    static AgentShard shard(Cursor json) {
        return new AgentShard(
                json.either("id", "shard_id").text(),
                Optional.of(Words.role(json.member("role"))),
                offset(json, "commit_offset"),
                offset(json, "lag"),
                json.orElse("attributes", Trees::attributes, Map.of()));
    }

    static JsonNode shard(AgentShard shard) {
        ObjectNode json = Trees.object();
        json.set("commit_offset", knownOrNot(shard.commitOffset()));
        json.set("lag", Trees.optional(shard.lag(), AgentMessages::offset));
        // Nothing may be assumed of a copy without a role either.
        json.set("role", Words.role(shard.role().orElseGet(() -> ShardRole.other(""))));
        json.put("id", shard.id());
        if (!shard.attributes().isEmpty()) {
            json.set("attributes", Trees.attributes(shard.attributes()));
        }
        return json;
    }

    /** An offset or a lag; empty when it is missing, null, or says that it is not known. */
    static Optional<CommitOffset> offset(Cursor json, String member) {
        return json.optional(member, AgentMessages::offset).filter(offset -> !offset.equals(UNKNOWN_OFFSET));
    }

    private static CommitOffset offset(Cursor json) {
        return new CommitOffset(
                Words.unit(json.member("unit")), json.member("value").integer(Long.MIN_VALUE, Long.MAX_VALUE));
    }

    static JsonNode offset(CommitOffset offset) {
        ObjectNode json = Trees.object();
        json.set("unit", Words.unit(offset.unit()));
        return json.put("value", offset.value());
    }

    static JsonNode knownOrNot(Optional<CommitOffset> offset) {
        return offset(offset.orElse(UNKNOWN_OFFSET));
    }
}
