package io.replicante.spec.datastore;

import java.util.List;
import java.util.Set;

/** The forms in which datastores write down their own membership, by name. */
public final class ConfigurationFormat {
    private static final Set<String> NAMES = Set.of("zookeeper-dynamic");

    private ConfigurationFormat() {}

    /**
     * The formats that can be read.
     *
     * @return their names
     */
    public static Set<String> names() {
        return NAMES;
    }

    /**
     * Reads a configuration.
     *
     * @param format a name of {@link #names()}
     * @param text the configuration as the datastore wrote it
     * @param version its version as the datastore wrote it
     * @return the configuration
     * @throws IllegalArgumentException with the reason, if it cannot be read or is not known as a format
     */
    public static MembershipConfiguration parse(String format, String text, String version) {
        if (!NAMES.contains(format)) {
            throw new IllegalArgumentException("no configuration format \"" + format + "\"");
        }
        return new MembershipConfiguration(Long.parseUnsignedLong(version, 16), text, List.of());
    }
}
