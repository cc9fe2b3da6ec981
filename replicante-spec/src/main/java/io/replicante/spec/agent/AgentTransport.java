package io.replicante.spec.agent;

import java.util.Set;

/** Reaches agents by the schemes of their addresses. Thread-safe. */
public interface AgentTransport {
    /**
     * The URI schemes that this transport handles, in lower case.
     *
     * @return the schemes
     */
    Set<String> schemes();

    /**
     * Resolves an address. Cheap: does not talk to the node.
     *
     * @param endpoint the node and its address
     * @return an agent to be closed after use
     * @throws io.replicante.spec.UnavailableException if the address cannot be resolved
     */
    Agent connect(AgentEndpoint endpoint);
}
