package io.replicante.core.world;

import io.replicante.core.state.Intent;
import io.replicante.core.view.ActionsReading;
import io.replicante.core.view.Observation;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.ActionSummary;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What the agents of a world's machines say when they are asked, in the words of ZooKeeper's agent. */
record MachineReadings(World world) {
    Observation observe(String nodeId) {
        Machine machine = world.machines.get(nodeId);
        if (machine == null || !machine.agentAnswers) {
            return Observation.failed(nodeId, world.now, world.now.plusMillis(100), "connection refused");
        }
        String source = "agent " + nodeId;
        Instant ended = world.now.plusMillis(100);
        Evidence<StoreExtras> store = machine.running
                ? Evidence.known(extras(machine), world.now.plusMillis(10), source)
                : Evidence.unknown("the process does not answer");
        Evidence<ShardsInfo> shards = machine.running
                ? Evidence.known(shards(machine), world.now.plusMillis(20), source)
                : Evidence.unknown("the process does not answer");
        return new Observation(
                nodeId,
                world.now,
                ended,
                Evidence.known(actions(machine), world.now, source),
                Evidence.known(node(machine), world.now.plusMillis(5), source),
                store,
                shards);
    }

    private ActionsReading actions(Machine machine) {
        List<ActionSummary> queued = new ArrayList<>();
        List<ActionSummary> finished = new ArrayList<>();
        machine.actions
                .values()
                .forEach(action -> (action.state().phase().isFinal() ? finished : queued).add(action.summary()));
        Map<UUID, Optional<ActionExecution>> lookups = new TreeMap<>();
        world.state.intents().values().stream()
                .filter(Intent::inFlight)
                .filter(intent -> intent.candidate().executor().equals(Optional.of(machine.id)))
                .forEach(intent -> lookups.put(intent.id(), Optional.ofNullable(machine.actions.get(intent.id()))));
        queued.forEach(each -> lookups.put(each.id(), Optional.ofNullable(machine.actions.get(each.id()))));
        return new ActionsReading(new ActionList(queued, true), new ActionList(finished, true), lookups);
    }

    private AgentNode node(Machine machine) {
        Map<String, AttributeValue> attributes = new TreeMap<>();
        attributes.put("zookeeper.apache.org/server_id", AttributeValue.of(machine.memberId));
        attributes.put(
                "zookeeper.apache.org/member",
                AttributeValue.of("server." + machine.memberId + "=127.0.0.1:1:2:participant;127.0.0.1:3"));
        machine.zone.ifPresent(zone -> attributes.put("replicante.io/zone", AttributeValue.of(zone)));
        if (machine.running && machine.reportsIncarnation) {
            attributes.put("zookeeper.apache.org/start_time", AttributeValue.of(machine.id + "#" + machine.starts));
        }
        return new AgentNode(
                Addresses.of("127.0.0.1:3", "127.0.0.1:1"),
                new AgentVersion("none", "1.0.0", "clean"),
                attributes,
                machine.reportedId,
                status(machine),
                "zookeeper",
                StoreVersion.of(machine.version));
    }

    private boolean isRemoved(Machine machine) {
        return machine.ownConfiguration.isEmpty() && !world.configured.containsKey(machine.memberId);
    }

    private NodeStatus status(Machine machine) {
        if (machine.running && !machine.learner && isRemoved(machine)) {
            return NodeStatus.of(NodeStatus.Code.LEAVING_CLUSTER);
        }
        if (machine.running) {
            return NodeStatus.of(machine.learner ? NodeStatus.Code.JOINING_CLUSTER : NodeStatus.Code.HEALTHY);
        }
        return NodeStatus.of(machine.starts == 0 ? NodeStatus.Code.NOT_IN_CLUSTER : NodeStatus.Code.UNAVAILABLE);
    }

    private StoreExtras extras(Machine machine) {
        NavigableMap<String, String> members = machine.ownConfiguration.isPresent()
                ? new TreeMap<>(Map.of(machine.memberId, "participant"))
                : world.configured;
        String version = Long.toHexString(machine.ownConfiguration.orElse(world.configurationVersion));
        StringBuilder text = new StringBuilder();
        members.forEach((id, type) -> text.append("server.")
                .append(id)
                .append("=127.0.0.1:1")
                .append(id)
                .append(":2")
                .append(id)
                .append(":")
                .append(type)
                .append(";127.0.0.1:3")
                .append(id)
                .append("\n"));
        text.append("version=").append(version);
        Map<String, AttributeValue> attributes = new TreeMap<>();
        if (machine.reportsConfiguration) {
            attributes.put("zookeeper.apache.org/config", AttributeValue.of(text.toString()));
            attributes.put("zookeeper.apache.org/config_version", AttributeValue.of(version));
        }
        return new StoreExtras(machine.clusterId, attributes);
    }

    private ShardsInfo shards(Machine machine) {
        ShardRole role = machine.learner
                ? ShardRole.other("OBSERVER")
                : machine.id.equals(world.leader) || machine.ownConfiguration.isPresent()
                        ? ShardRole.PRIMARY
                        : ShardRole.SECONDARY;
        boolean lies = world.liar.equals(Optional.of(machine.id));
        AgentShard shard = new AgentShard(
                "zookeeper",
                machine.reportsRole ? Optional.of(lies ? ShardRole.PRIMARY : role) : Optional.empty(),
                Optional.of(new CommitOffset(OffsetUnit.of("zxid"), machine.offset)),
                Optional.empty(),
                Map.of(AgentShard.TERM, AttributeValue.of(lies ? Long.MAX_VALUE : world.term)));
        return new ShardsInfo(List.of(shard));
    }
}
