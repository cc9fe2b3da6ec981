package io.replicante.core.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.core.view.Observation;
import io.replicante.core.world.Datastores;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.model.Addresses;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.AgentVersion;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.OffsetUnit;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import io.replicante.spec.model.StoreVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the nodes of a fixture report, in the words of a bundled definition. */
record FixtureNodes(DatastoreDefinition definition) {
    Observation observe(JsonNode world, String id, JsonNode said, Instant cycle) {
        Instant now = cycle.plus(Duration.parse(said.path("askedAfter").asText("PT0S")));
        if (!said.path("answers").asBoolean(true)) {
            return Observation.failed(id, now, now.plusMillis(100), "connection refused");
        }
        String source = "agent " + id;
        boolean process = said.path("process").asBoolean(true);
        return new Observation(
                id,
                now,
                now.plusMillis(100),
                Evidence.known(FixtureActions.reading(world, id, said, now), now, source),
                said.path("describes").asBoolean(true)
                        ? Evidence.known(node(world, id, said), now.plusMillis(5), source)
                        : Evidence.unknown("the agent does not say how the node is"),
                process
                        ? Evidence.known(extras(world, said), now.plusMillis(10), source)
                        : Evidence.unknown("the process does not answer"),
                process || said.path("readsDisk").asBoolean()
                        ? Evidence.known(shards(said, now), now.plusMillis(20), source)
                        : Evidence.unknown("the process does not answer"));
    }

    private static String status(JsonNode said) {
        return said.path("status").asText(said.path("process").asBoolean(true) ? "HEALTHY" : "UNAVAILABLE");
    }

    private AgentNode node(JsonNode world, String id, JsonNode said) {
        Map<String, AttributeValue> attributes = attributes(said.path("attributes"));
        attributes.put(
                definition.members().configuration().member(),
                AttributeValue.of(member(said.path("member").asText(id))));
        definition
                .members()
                .incarnation()
                .filter(name -> !said.path("incarnation").asText("1").equals("none"))
                .ifPresent(name -> attributes.put(name, AttributeValue.of("1")));
        if (said.has("zone")) {
            definition
                    .failureDomain()
                    .ifPresent(name -> attributes.put(
                            name, AttributeValue.of(said.path("zone").asText())));
        }
        return new AgentNode(
                Addresses.of("127.0.0.1:3", "127.0.0.1:1"),
                new AgentVersion("none", "1.0.0", "clean"),
                attributes,
                said.path("says").asText(id),
                NodeStatus.of(NodeStatus.Code.valueOf(status(said))),
                world.path("store").asText(),
                StoreVersion.of(
                        said.path("version").asText(world.path("version").asText())));
    }

    private StoreExtras extras(JsonNode world, JsonNode said) {
        Map<String, AttributeValue> attributes = new TreeMap<>(Datastores.undisturbed(definition.name()));
        attributes.putAll(attributes(said.path("extras")));
        if (said.path("reports").asBoolean(true) && world.has("configured")) {
            attributes.put(definition.members().configuration().from(), AttributeValue.of(configuration(world)));
            attributes.put(
                    definition.members().configuration().version(),
                    AttributeValue.of(world.path("configurationVersion").asText("1")));
        }
        return new StoreExtras(said.path("cluster").asText("data-1"), attributes);
    }

    private String configuration(JsonNode world) {
        StringBuilder text = new StringBuilder();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (var member : world.get("configured").properties()) {
            String type = member.getValue().asText();
            text.append("server." + member(member.getKey()) + "=h:1:2:" + type + ";h:3\n");
            json.withArray("members")
                    .addObject()
                    .put("id", member(member.getKey()))
                    .put("type", type)
                    .putObject("attributes");
        }
        return isNumbered() ? text.toString() : json.toString();
    }

    private boolean isNumbered() {
        return definition.members().configuration().format().equals("zookeeper-dynamic");
    }

    /** The first node is server 1. */
    private String member(String id) {
        return isNumbered() ? Integer.toString(id.charAt(0) - 'a' + 1) : id;
    }

    private static Map<String, AttributeValue> attributes(JsonNode said) {
        Map<String, AttributeValue> attributes = new TreeMap<>();
        said.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            attributes.put(
                    entry.getKey(),
                    value.isNumber()
                            ? AttributeValue.of(value.asInt())
                            : value.isBoolean()
                                    ? AttributeValue.of(value.asBoolean())
                                    : AttributeValue.of(value.asText()));
        });
        return attributes;
    }

    /** Positions grow by a hundred each second, unless a node stands still at one. */
    private ShardsInfo shards(JsonNode said, Instant now) {
        long moving = 1_000 + 100 * Duration.between(FixtureWorld.BEGIN, now).toSeconds();
        Map<String, AttributeValue> attributes = new TreeMap<>();
        if (said.path("term").asLong(1) > 0) {
            attributes.put(AgentShard.TERM, AttributeValue.of(said.path("term").asInt(1)));
        }
        if (said.has("began")) {
            attributes.put(
                    AgentShard.TERM_BEGAN, AttributeValue.of(said.path("began").asInt()));
        }
        List<AgentShard> shards = new ArrayList<>();
        said.path("copies").properties().forEach(copy -> {
            Optional<CommitOffset> offset = said.path("positions").asBoolean(true)
                    ? Optional.of(new CommitOffset(
                            unit(said, copy.getKey()), said.path("offset").asLong(moving)))
                    : Optional.empty();
            shards.add(new AgentShard(
                    copy.getKey(), role(copy.getValue().asText()), offset, Optional.empty(), attributes));
        });
        return new ShardsInfo(shards);
    }

    private OffsetUnit unit(JsonNode said, String shardId) {
        return said.has("unit")
                ? OffsetUnit.of(said.path("unit").asText())
                : definition
                        .shardClass(shardId)
                        .map(known -> known.offsets().unit())
                        .orElse(OffsetUnit.of("bytes"));
    }

    private static Optional<ShardRole> role(String name) {
        return switch (name) {
            case "primary" -> Optional.of(ShardRole.PRIMARY);
            case "secondary" -> Optional.of(ShardRole.SECONDARY);
            case "recovering" -> Optional.of(ShardRole.RECOVERING);
            case "stopped" -> Optional.of(ShardRole.other("STOPPED"));
            default -> Optional.empty();
        };
    }
}
