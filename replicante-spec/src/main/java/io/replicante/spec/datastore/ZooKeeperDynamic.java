package io.replicante.spec.datastore;

import io.replicante.spec.datastore.MembershipConfiguration.ConfiguredMember;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ZooKeeper's dynamic configuration: lines {@code server.N=host:port:port[:type][;client]} and {@code version=hex}. Groups and
 * weights are refused, because with them a majority of the participants is no quorum.
 */
final class ZooKeeperDynamic {
    private static final Pattern SERVER =
            Pattern.compile("server\\.(0|[1-9][0-9]{0,18})\\s*=\\s*([^;]+?)\\s*(?:;\\s*(.*))?");
    private static final Pattern VERSION = Pattern.compile("version\\s*=\\s*(\\S+)");
    private static final Pattern HEX = Pattern.compile("(?:0[xX])?([0-9a-fA-F]{1,16})");
    private static final Pattern PEERS = Pattern.compile("(.+:[0-9]{1,5}:[0-9]{1,5})(?::([A-Za-z]+))?");
    private static final Set<String> TYPES = Set.of("participant", "observer");

    private ZooKeeperDynamic() {}

    static MembershipConfiguration parse(String text, String version) {
        long stated = version(version);
        List<ConfiguredMember> members = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher server = SERVER.matcher(line);
            Matcher own = VERSION.matcher(line);
            if (server.matches()) {
                members.add(member(server));
            } else if (own.matches()) {
                requireSame(stated, version(own.group(1)));
            } else if (line.startsWith("group.") || line.startsWith("weight.")) {
                throw new IllegalArgumentException("hierarchical quorums are not supported: " + line);
            } else {
                throw new IllegalArgumentException("not understood: " + line);
            }
        }
        return new MembershipConfiguration(stated, text, members);
    }

    private static void requireSame(long stated, long own) {
        if (stated != own) {
            throw new IllegalArgumentException("the configuration is of version " + Long.toHexString(own)
                    + ", reported as version " + Long.toHexString(stated));
        }
    }

    private static long version(String text) {
        Matcher hex = HEX.matcher(text.strip());
        long value = hex.matches() ? Long.parseUnsignedLong(hex.group(1), 16) : -1;
        if (value < 0) {
            throw new IllegalArgumentException("\"" + text + "\" is not a hexadecimal version");
        }
        return value;
    }

    private static ConfiguredMember member(Matcher server) {
        Matcher peers = PEERS.matcher(server.group(2));
        if (!peers.matches()) {
            throw new IllegalArgumentException("server " + server.group(1) + " has no addresses: " + server.group(2));
        }
        String type = peers.group(2) == null ? "participant" : peers.group(2);
        if (!TYPES.contains(type)) {
            throw new IllegalArgumentException("server " + server.group(1) + " is a \"" + type + "\"");
        }
        Map<String, String> attributes = new TreeMap<>();
        attributes.put("peers", peers.group(1));
        if (server.group(3) != null && !server.group(3).isEmpty()) {
            attributes.put("client", server.group(3));
        }
        return new ConfiguredMember(server.group(1), type, attributes);
    }
}
