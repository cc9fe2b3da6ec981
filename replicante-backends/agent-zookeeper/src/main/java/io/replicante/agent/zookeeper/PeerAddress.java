package io.replicante.agent.zookeeper;

import java.util.Objects;

/**
 * One address at which the other members of the ensemble reach a server. Immutable.
 *
 * @param host the name or literal address; an IPv6 literal without its brackets
 * @param quorumPort the port on which a leader accepts learners
 * @param electionPort the port of leader elections
 */
public record PeerAddress(String host, int quorumPort, int electionPort) {

    /** Validates the ports and that there is a host. */
    public PeerAddress {
        Objects.requireNonNull(host, "host");
        if (host.isBlank()) {
            throw new IllegalArgumentException("A peer address needs a host");
        }
        HostPort.checkPort(quorumPort);
        HostPort.checkPort(electionPort);
    }

    static PeerAddress parse(String text) {
        int last = text.lastIndexOf(':');
        if (last < 1) {
            throw new IllegalArgumentException("Not host:quorumPort:electionPort: " + text);
        }
        HostPort quorum = HostPort.parse(text.substring(0, last));
        return new PeerAddress(quorum.host(), quorum.port(), HostPort.parsePort(text.substring(last + 1)));
    }

    String render() {
        return new HostPort(host, quorumPort).render() + ":" + electionPort;
    }
}
