package io.replicante.testkit;

import io.replicante.spec.agent.Agent;
import io.replicante.spec.agent.AgentEndpoint;
import io.replicante.spec.agent.AgentTransport;
import java.util.Set;
import java.util.function.Function;

/** A transport whose agents are {@linkplain FaultyAgent faulty}, each by a plan of its own or all by one. Thread-safe. */
public final class FaultyAgentTransport implements AgentTransport {
    private final AgentTransport transport;
    private final Function<AgentEndpoint, FaultPlan> plans;

    /**
     * Wraps a transport.
     *
     * @param transport what carries out the calls
     * @param plans what goes wrong with those of each node
     */
    public FaultyAgentTransport(AgentTransport transport, Function<AgentEndpoint, FaultPlan> plans) {
        this.transport = transport;
        this.plans = plans;
    }

    @Override
    public Set<String> schemes() {
        return transport.schemes();
    }

    @Override
    public Agent connect(AgentEndpoint endpoint) {
        FaultPlan plan = plans.apply(endpoint);
        return plan.call(Boundary.AGENT_CONNECT, () -> new FaultyAgent(transport.connect(endpoint), plan));
    }
}
