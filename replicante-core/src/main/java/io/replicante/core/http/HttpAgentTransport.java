package io.replicante.core.http;

import io.replicante.spec.agent.Agent;
import io.replicante.spec.agent.AgentEndpoint;
import io.replicante.spec.agent.AgentTransport;
import io.replicante.spec.model.NodeRef;
import java.util.Objects;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * Reaches agents that serve the Replicante protocol over HTTP. Whether it is today's API or that of agents of the versions 0.4
 * and 0.5 is said by the address: the scheme of the latter is {@code legacy+http} or {@code legacy+https}. Thread-safe.
 */
public final class HttpAgentTransport implements AgentTransport {
    private static final Set<String> SCHEMES = Set.of("http", "https", "legacy+http", "legacy+https");
    private static final String LEGACY = "legacy+";

    private final HttpClients clients;

    /**
     * Uses some connections, which stay the caller's to close.
     *
     * @param clients the connections
     */
    public HttpAgentTransport(HttpClients clients) {
        this.clients = Objects.requireNonNull(clients, "clients");
    }

    @Override
    public Set<String> schemes() {
        return SCHEMES;
    }

    @Override
    public Agent connect(AgentEndpoint endpoint) {
        NodeRef node = endpoint.node();
        String cluster = "cluster " + node.cluster();
        String address = endpoint.address();
        boolean isLegacy = address.regionMatches(true, 0, LEGACY, 0, LEGACY.length());
        HttpUrl base = Caller.base(isLegacy ? address.substring(LEGACY.length()) : address, "the agent's address");
        Caller caller =
                clients.ofNode(node.cluster().nsId(), cluster, cluster + " node " + node.nodeId() + " at " + base);
        AgentCalls calls = new AgentCalls(caller, base);
        return isLegacy ? new LegacyHttpAgent(calls) : new HttpAgent(calls);
    }
}
