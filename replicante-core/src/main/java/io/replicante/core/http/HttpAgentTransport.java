package io.replicante.core.http;

import io.replicante.spec.agent.Agent;
import io.replicante.spec.agent.AgentEndpoint;
import io.replicante.spec.agent.AgentTransport;
import io.replicante.spec.model.NodeRef;
import java.util.Objects;
import java.util.Set;
import okhttp3.HttpUrl;

/** Reaches agents that serve the Replicante protocol over HTTP. Thread-safe. */
public final class HttpAgentTransport implements AgentTransport {
    private static final Set<String> SCHEMES = Set.of("http", "https");

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
        HttpUrl base = Caller.base(endpoint.address(), "the agent's address");
        Caller caller =
                clients.ofNode(node.cluster().nsId(), cluster, cluster + " node " + node.nodeId() + " at " + base);
        return new HttpAgent(caller, base);
    }
}
