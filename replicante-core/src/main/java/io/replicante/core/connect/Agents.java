package io.replicante.core.connect;

import io.replicante.spec.agent.Agent;
import io.replicante.spec.agent.AgentEndpoint;
import io.replicante.spec.agent.AgentTransport;
import java.util.List;

/** Finds the transport for an agent's address. Immutable and thread-safe. */
public final class Agents {
    private final Schemes<AgentTransport> schemes;

    /**
     * Knows some transports.
     *
     * @param transports the transports
     * @throws io.replicante.spec.ConflictException if two handle one scheme
     */
    public Agents(List<AgentTransport> transports) {
        schemes = Schemes.of("agent", transports, AgentTransport::schemes);
    }

    /**
     * Resolves an agent; does not talk to it.
     *
     * @param endpoint the node and its address
     * @return the agent, to be closed after use
     * @throws io.replicante.spec.UnavailableException if no transport handles the address
     */
    public Agent connect(AgentEndpoint endpoint) {
        return schemes.handlerOf(endpoint.address()).connect(endpoint);
    }
}
