package io.replicante.examples.quickstart;

import io.replicante.agent.zookeeper.ZooKeeperAgent;
import io.replicante.platform.process.ProcessHost;
import io.replicante.platform.process.ProcessNode;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.agent.AgentEndpoint;
import io.replicante.spec.agent.AgentTransport;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;

/**
 * One ZooKeeper agent for each machine of a host, in this process: the engine reaches them by the addresses that the platform
 * lists. An agent lives as long as its machine, however often the engine connects to it. Thread-safe.
 */
final class LocalAgents implements AgentTransport, AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(100);

    private final ProcessHost host;
    private final Sabotage sabotage;
    private final BooleanSupplier sabotageBegun;
    private final ScheduledExecutorService executor;
    private final Map<String, ZooKeeperAgent> agents = new HashMap<>();
    private boolean closed;

    LocalAgents(ProcessHost host, Sabotage sabotage, BooleanSupplier sabotageBegun, ScheduledExecutorService executor) {
        this.host = host;
        this.sabotage = sabotage;
        this.sabotageBegun = sabotageBegun;
        this.executor = executor;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("process");
    }

    @Override
    public Agent connect(AgentEndpoint endpoint) {
        return sabotage.disguise(agent(endpoint.node()), sabotageBegun);
    }

    /** The agent of a machine, for those who want to look at a server without the engine, and without its sabotage. */
    Agent agent(ClusterRef cluster, ProcessNode node) {
        return agent(new NodeRef(cluster, node.machine().nodeId()));
    }

    private synchronized Agent agent(NodeRef ref) {
        if (closed) {
            throw new UnavailableException("the agents of this process are closed");
        }
        closeOrphans();
        ProcessNode node = host.find(ref.nodeId())
                .orElseThrow(() -> new UnavailableException("there is no machine " + ref.nodeId()));
        ZooKeeperAgent agent = agents.computeIfAbsent(ref.nodeId(), id -> started(ref, node));
        return new BorrowedAgent(agent);
    }

    private ZooKeeperAgent started(NodeRef ref, ProcessNode node) {
        ZooKeeperAgent agent = ZooKeeperAgent.builder(
                        ref,
                        ZooKeeperServers.directory(node.machine()),
                        sabotage.supervise(node.supervisor(), sabotageBegun),
                        InstantSource.system(),
                        System::nanoTime)
                .build();
        agent.start(executor, STEP);
        return agent;
    }

    private void closeOrphans() {
        for (Iterator<Map.Entry<String, ZooKeeperAgent>> each =
                        agents.entrySet().iterator();
                each.hasNext(); ) {
            Map.Entry<String, ZooKeeperAgent> entry = each.next();
            if (host.find(entry.getKey()).isEmpty()) {
                entry.getValue().close();
                each.remove();
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        agents.values().forEach(ZooKeeperAgent::close);
        agents.clear();
    }
}
