package io.replicante.spec.datastore;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The forms in which datastores write down their own membership, by name. Stateless. */
public final class ConfigurationFormat {
    private static final int MAX_LENGTH = 1024 * 1024;

    private interface Parser {
        MembershipConfiguration parse(String text, String version);
    }

    private static final Map<String, Parser> PARSERS =
            Map.of("zookeeper-dynamic", ZooKeeperDynamic::parse, "members-json", MembersJson::parse);

    private ConfigurationFormat() {}

    /**
     * The formats that can be read.
     *
     * @return their names
     */
    public static Set<String> names() {
        return PARSERS.keySet();
    }

    /**
     * Reads a configuration. What is not fully understood is refused: a membership that is partly known is not known.
     *
     * @param format a name of {@link #names()}
     * @param text the configuration as the datastore wrote it
     * @param version its version as the datastore wrote it
     * @return the configuration, with at least one member
     * @throws IllegalArgumentException with the reason, if it cannot be read or is not known as a format
     */
    public static MembershipConfiguration parse(String format, String text, String version) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(version, "version");
        Parser parser = PARSERS.get(format);
        if (parser == null) {
            throw new IllegalArgumentException("there is no configuration format \"" + format + "\"");
        }
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("the configuration is longer than " + MAX_LENGTH + " characters");
        }
        MembershipConfiguration configuration = parser.parse(text, version);
        if (configuration.members().isEmpty()) {
            throw new IllegalArgumentException("the configuration names no member");
        }
        return configuration;
    }

    /**
     * A version as configurations of a format write it.
     *
     * @param format the name of the format
     * @param version the version
     * @return hexadecimal digits for {@code zookeeper-dynamic}, decimal ones otherwise
     */
    public static String versionText(String format, long version) {
        return format.equals("zookeeper-dynamic") ? Long.toHexString(version) : Long.toString(version);
    }
}
