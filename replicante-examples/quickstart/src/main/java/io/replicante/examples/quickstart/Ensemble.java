package io.replicante.examples.quickstart;

import io.replicante.agent.zookeeper.EnsembleConfig;
import io.replicante.agent.zookeeper.ZooKeeperAttributes;
import io.replicante.platform.process.ProcessHost;
import io.replicante.platform.process.ProcessNode;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.ShardRole;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The servers as they are, seen past the engine. Thread-safe. */
final class Ensemble {
    private final ProcessHost host;
    private final LocalAgents agents;
    private final ClusterRef cluster;

    Ensemble(ProcessHost host, LocalAgents agents, ClusterRef cluster) {
        this.host = host;
        this.agents = agents;
        this.cluster = cluster;
    }

    /** All machines, whether or not a server runs. */
    List<ProcessNode> machines() {
        return host.nodes();
    }

    Optional<ProcessNode> machine(long serverId) {
        return host.nodes().stream()
                .filter(node -> node.machine().number() == serverId)
                .findFirst();
    }

    /** The server's process, if it runs. */
    Optional<Long> pid(long serverId) {
        return machine(serverId).flatMap(ProcessNode::handle).map(ProcessHandle::pid);
    }

    /** Where the servers that run answer clients. */
    String clientAddresses() {
        return host.nodes().stream()
                .filter(node -> node.handle().isPresent())
                .map(node -> ZooKeeperServers.clientAddress(node.machine()))
                .collect(Collectors.joining(","));
    }

    /** The voters by the newest configuration that a running server knows; empty when none serves. */
    NavigableSet<Long> voters() {
        return host.nodes().stream()
                .flatMap(node -> ask(node, Ensemble::configuration).stream())
                .max(Comparator.comparingLong(EnsembleConfig::version))
                .map(newest -> Voters.of(newest.render()))
                .orElseGet(Collections::emptyNavigableSet);
    }

    private static EnsembleConfig configuration(Agent agent) {
        AttributeValue text = agent.store().attributes().get(ZooKeeperAttributes.CONFIG);
        if (text instanceof AttributeValue.Text configuration) {
            return EnsembleConfig.parse(configuration.value());
        }
        throw new UnavailableException("the server reports no configuration");
    }

    /** The voter that leads. */
    Optional<ProcessNode> leader() {
        return host.nodes().stream().filter(this::leads).findFirst();
    }

    /** Whether a machine's server leads. */
    boolean leads(ProcessNode node) {
        return ask(node, Ensemble::isPrimary).orElse(false);
    }

    /** Whether a machine's server serves as a member. */
    boolean isHealthy(ProcessNode node) {
        return ask(node, agent -> agent.node().nodeStatus().code() == NodeStatus.Code.HEALTHY)
                .orElse(false);
    }

    private static boolean isPrimary(Agent agent) {
        return agent.shards().shards().stream().anyMatch(shard -> shard.role().equals(Optional.of(ShardRole.PRIMARY)));
    }

    private <T> Optional<T> ask(ProcessNode node, Function<Agent, T> question) {
        if (node.handle().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(question.apply(agents.agent(cluster, node)));
        } catch (UnavailableException silent) {
            return Optional.empty();
        }
    }
}
