package io.replicante.core.http;

import io.replicante.core.lease.Ticker;
import io.replicante.spec.agent.AgentTransport;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.platform.PlatformTransport;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What speaks {@code http} and {@code https} as the Replicante protocol says, where no transport of the host's own speaks them.
 * Immutable.
 *
 * @param toAgents whether agents are reached so
 * @param toPlatforms whether platforms are reached so
 */
public record HttpTransports(boolean toAgents, boolean toPlatforms) {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Duration KEEP_CA_BUNDLES = Duration.ofSeconds(10);

    /**
     * What is left to do beside the host's own transports.
     *
     * @param agents the host's transports to agents
     * @param platforms the host's transports to platforms
     * @return for which of them the schemes are free
     */
    public static HttpTransports beside(List<AgentTransport> agents, List<PlatformTransport> platforms) {
        return new HttpTransports(
                agents.stream().allMatch(given -> Collections.disjoint(given.schemes(), SCHEMES)),
                platforms.stream().allMatch(given -> Collections.disjoint(given.schemes(), SCHEMES)));
    }

    /**
     * Whether anything is reached so.
     *
     * @return false when the host's own transports do all of it
     */
    public boolean areNeeded() {
        return toAgents || toPlatforms;
    }

    /**
     * Makes the connections, with the trust that namespaces declare.
     *
     * @param ticker measures how long a server that failed is left alone, and how long a namespace is not read again
     * @param changes what the host wants to be different; whatever it sets as {@link HttpClients.Builder#caBundles} is replaced
     * @param namespaces reads a namespace as it is declared
     * @return the connections, to be closed
     */
    public static HttpClients clients(
            Ticker ticker, Consumer<HttpClients.Builder> changes, Function<String, Optional<Namespace>> namespaces) {
        HttpClients.Builder builder = HttpClients.builder(ticker);
        changes.accept(builder);
        return builder.caBundles(new CaBundles(namespaces, ticker, KEEP_CA_BUNDLES))
                .build();
    }

    /**
     * The transport to agents.
     *
     * @param clients the connections, which stay the caller's to close
     * @return one, or none where the host's own does it
     */
    public List<AgentTransport> agents(HttpClients clients) {
        return toAgents ? List.of(new HttpAgentTransport(clients)) : List.of();
    }

    /**
     * The transport to platforms.
     *
     * @param clients the connections, which stay the caller's to close
     * @return one, or none where the host's own does it
     */
    public List<PlatformTransport> platforms(HttpClients clients) {
        return toPlatforms ? List.of(new HttpPlatformTransport(clients)) : List.of();
    }
}
