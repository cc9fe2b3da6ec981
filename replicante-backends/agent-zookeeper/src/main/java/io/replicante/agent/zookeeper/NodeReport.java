package io.replicante.agent.zookeeper;

import io.replicante.spec.model.Addresses;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentVersion;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.NodeStatus.Code;
import io.replicante.spec.model.StoreVersion;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.zookeeper.Version;

/** Says what is known of a node, with or without its process. Immutable. */
record NodeReport(NodeRef node, ServerDirectory directory, Map<String, AttributeValue> attributes) {

    NodeReport {
        attributes = Map.copyOf(attributes);
    }

    AgentNode of(Reading reading) {
        EnsembleMember self = directory.self();
        Map<String, AttributeValue> all = new HashMap<>(attributes);
        all.put(ZooKeeperAttributes.SERVER_ID, AttributeValue.of(Long.toString(self.serverId())));
        all.put(ZooKeeperAttributes.MEMBER, AttributeValue.of(self.render()));
        reading.process().ifPresent(process -> all.put(ZooKeeperAttributes.START_TIME, AttributeValue.of(process)));
        return new AgentNode(
                Addresses.of(self.client(), self.render()),
                agentVersion(),
                all,
                node.nodeId(),
                status(reading),
                ZooKeeperAgent.STORE_ID,
                storeVersion(reading));
    }

    private NodeStatus status(Reading reading) {
        try {
            return knownStatus(reading);
        } catch (IOException e) {
            return NodeStatus.unknown("the server's files cannot be read: " + e.getMessage());
        }
    }

    private NodeStatus knownStatus(Reading reading) throws IOException {
        if (reading instanceof Reading.Idle) {
            return NodeStatus.of(Code.NOT_IN_CLUSTER);
        }
        if (reading instanceof Reading.Garbled garbled) {
            return NodeStatus.unknown(garbled.reason());
        }
        if (reading instanceof Reading.Leaderless) {
            return NodeStatus.of(hasJoined() ? Code.UNHEALTHY : Code.JOINING_CLUSTER);
        }
        if (reading instanceof Reading.Serving serving) {
            if (serving.answer().members().member(directory.self().serverId()).isPresent()) {
                return NodeStatus.of(Code.HEALTHY);
            }
            return NodeStatus.of(hasJoined() ? Code.LEAVING_CLUSTER : Code.JOINING_CLUSTER);
        }
        return NodeStatus.of(Code.UNAVAILABLE);
    }

    /** Tells whether the server has a vote or once had one, as far as it knows. */
    private boolean hasJoined() throws IOException {
        return directory.wasParticipant();
    }

    private static StoreVersion storeVersion(Reading reading) {
        if (reading instanceof Reading.Serving serving) {
            ServerAnswer answer = serving.answer();
            return new StoreVersion(answer.revision(), answer.version(), Optional.empty());
        }
        // What would be started: servers run the libraries of this process.
        return new StoreVersion(Optional.of(Version.getRevisionHash()), Version.getVersion(), Optional.empty());
    }

    private static AgentVersion agentVersion() {
        String number = Optional.ofNullable(ZooKeeperAgent.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
        return new AgentVersion("unknown", number, "unknown");
    }
}
