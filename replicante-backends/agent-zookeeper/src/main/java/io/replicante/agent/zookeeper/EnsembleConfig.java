package io.replicante.agent.zookeeper;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The membership of an ensemble as the ensemble itself holds it: what {@code /zookeeper/config} and the files
 * {@code zoo.cfg.dynamic.*} contain. Immutable.
 *
 * @param members the servers by their ids
 * @param other lines that are neither a server nor the version (groups and weights), kept as they are
 * @param version grows with every change of the configuration: the zxid of the change, 0 before the first
 */
public record EnsembleConfig(SortedMap<Long, EnsembleMember> members, SortedMap<String, String> other, long version) {

    static final String SERVER_PREFIX = "server.";
    private static final String VERSION = "version";

    /** Copies the maps and validates that each member is found under its own id. */
    public EnsembleConfig {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        other = Collections.unmodifiableSortedMap(new TreeMap<>(other));
        if (version < 0) {
            throw new IllegalArgumentException("A version is not negative: " + version);
        }
        members.forEach((id, member) -> {
            if (id != member.serverId()) {
                throw new IllegalArgumentException("Server " + member.serverId() + " is listed as " + id);
            }
        });
    }

    /**
     * Builds a configuration that no ensemble has changed yet (version 0).
     *
     * @param members the servers
     * @return the configuration
     */
    public static EnsembleConfig of(EnsembleMember... members) {
        SortedMap<Long, EnsembleMember> byId = new TreeMap<>();
        for (EnsembleMember member : members) {
            if (byId.put(member.serverId(), member) != null) {
                throw new IllegalArgumentException("Server " + member.serverId() + " is listed twice");
            }
        }
        return new EnsembleConfig(byId, new TreeMap<>(), 0);
    }

    /**
     * Reads the text of a dynamic configuration. Blank lines and comments are skipped; a missing version is 0.
     *
     * @param text the whole text
     * @return the configuration
     * @throws IllegalArgumentException naming the line that is not understood, or a server that is listed twice
     */
    public static EnsembleConfig parse(String text) {
        Objects.requireNonNull(text, "text");
        SortedMap<Long, EnsembleMember> members = new TreeMap<>();
        SortedMap<String, String> other = new TreeMap<>();
        long version = 0;
        for (String line : text.lines().map(String::trim).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("Not a name=value line: " + line);
            }
            String name = line.substring(0, equals).trim();
            String value = line.substring(equals + 1).trim();
            if (name.startsWith(SERVER_PREFIX)) {
                EnsembleMember member = EnsembleMember.parse(line);
                if (members.put(member.serverId(), member) != null) {
                    throw new IllegalArgumentException("Server " + member.serverId() + " is listed twice");
                }
            } else if (name.equals(VERSION)) {
                version = parseVersion(value);
            } else {
                other.put(name, value);
            }
        }
        return new EnsembleConfig(members, other, version);
    }

    /**
     * Reads a version as the ensemble writes it.
     *
     * @param text hexadecimal digits without a prefix
     * @return the version
     * @throws IllegalArgumentException when the text is not such a number
     */
    public static long parseVersion(String text) {
        try {
            return Long.parseLong(text, 16);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Not a hexadecimal version: " + text, e);
        }
    }

    /**
     * Finds a member.
     *
     * @param serverId the number of the server
     * @return the member, or empty when the configuration does not name it
     */
    public Optional<EnsembleMember> member(long serverId) {
        return Optional.ofNullable(members.get(serverId));
    }

    /**
     * Returns the members that vote.
     *
     * @return the participants, lowest id first
     */
    public List<EnsembleMember> participants() {
        return members.values().stream()
                .filter(member -> member.type() == MemberType.PARTICIPANT)
                .toList();
    }

    /**
     * Returns this configuration with one server more, or with a server's entry replaced.
     *
     * @param member the server
     * @return the changed configuration, of the same version
     */
    public EnsembleConfig with(EnsembleMember member) {
        SortedMap<Long, EnsembleMember> changed = new TreeMap<>(members);
        changed.put(member.serverId(), member);
        return new EnsembleConfig(changed, other, version);
    }

    /**
     * Writes the version as the ensemble does.
     *
     * @return hexadecimal digits without a prefix
     */
    public String versionText() {
        return Long.toHexString(version);
    }

    /**
     * Writes the text that {@link #parse(String)} reads, servers in the order of their ids.
     *
     * @return one line for each entry, the version last
     */
    public String render() {
        return renderEntries() + "\n" + VERSION + "=" + versionText();
    }

    /** Writes the text without the version, as it stands in a file that a server is started with. */
    String renderEntries() {
        Stream<String> servers = members.values().stream().map(EnsembleMember::render);
        Stream<String> rest = other.entrySet().stream().map(EnsembleConfig::line);
        return Stream.concat(servers, rest).collect(Collectors.joining("\n"));
    }

    private static String line(Map.Entry<String, String> entry) {
        return entry.getKey() + "=" + entry.getValue();
    }
}
