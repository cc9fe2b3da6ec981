package io.replicante.agent.zookeeper;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One server as the ensemble's configuration names it: a {@code server.N=...} line. Immutable.
 *
 * @param serverId the number of the server, its {@code myid}
 * @param addresses where the other members reach it; at least one
 * @param type whether it votes
 * @param client where clients reach it, as written behind the semicolon; empty when the line does not say
 */
public record EnsembleMember(long serverId, List<PeerAddress> addresses, MemberType type, String client) {

    /** Validates that the id is not negative and that there is an address, and copies the list. */
    public EnsembleMember {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(client, "client");
        addresses = List.copyOf(addresses);
        if (serverId < 0) {
            throw new IllegalArgumentException("A server id is not negative: " + serverId);
        }
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("Server " + serverId + " needs an address");
        }
    }

    /**
     * Describes a server with a vote.
     *
     * @param serverId the number of the server
     * @param peer where the other members reach it
     * @param client where clients reach it
     * @return the participant
     */
    public static EnsembleMember of(long serverId, PeerAddress peer, HostPort client) {
        return new EnsembleMember(serverId, List.of(peer), MemberType.PARTICIPANT, client.render());
    }

    /**
     * Reads one line of a dynamic configuration.
     *
     * @param line {@code server.N=host:quorumPort:electionPort[:type][;[clientHost:]clientPort]}, where several
     *     addresses are separated by {@code |}; no type means participant
     * @return the member
     * @throws IllegalArgumentException when the line is not of that form
     */
    public static EnsembleMember parse(String line) {
        Objects.requireNonNull(line, "line");
        int equals = line.indexOf('=');
        String key = equals < 0 ? "" : line.substring(0, equals).trim();
        if (!key.startsWith(EnsembleConfig.SERVER_PREFIX)) {
            throw new IllegalArgumentException("Not a server.N=... line: " + line);
        }
        String id = key.substring(EnsembleConfig.SERVER_PREFIX.length());
        try {
            return parse(Long.parseLong(id), line.substring(equals + 1).trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Not a server id: " + id, e);
        }
    }

    static EnsembleMember parse(long serverId, String value) {
        int semicolon = value.indexOf(';');
        String peers = (semicolon < 0 ? value : value.substring(0, semicolon)).trim();
        String client = semicolon < 0 ? "" : value.substring(semicolon + 1).trim();
        MemberType type = MemberType.PARTICIPANT;
        int last = peers.lastIndexOf(':');
        if (last >= 0 && !peers.substring(last + 1).chars().allMatch(Character::isDigit)) {
            type = MemberType.ofWord(peers.substring(last + 1));
            peers = peers.substring(0, last);
        }
        List<PeerAddress> addresses =
                Arrays.stream(peers.split("\\|", -1)).map(PeerAddress::parse).toList();
        return new EnsembleMember(serverId, addresses, type, client);
    }

    /**
     * Returns this server with another type.
     *
     * @param other the type
     * @return a member that differs only in its type
     */
    public EnsembleMember as(MemberType other) {
        return new EnsembleMember(serverId, addresses, other, client);
    }

    /**
     * Writes the line that {@link #parse(String)} reads.
     *
     * @return {@code server.N=...} without a line end
     */
    public String render() {
        String peers = addresses.stream().map(PeerAddress::render).collect(Collectors.joining("|"));
        return EnsembleConfig.SERVER_PREFIX
                + serverId
                + "="
                + peers
                + ":"
                + type.word()
                + (client.isEmpty() ? "" : ";" + client);
    }

    /** Tells whether both lines name the same server at the same places, whatever its type. */
    boolean isSameServerAs(EnsembleMember other) {
        return serverId == other.serverId && addresses.equals(other.addresses);
    }
}
