package io.replicante.platform.process;

/**
 * The loopback ports that a host may give to its machines. Ports that the operating system hands to outgoing connections
 * should not be among them.
 *
 * @param first the first port
 * @param last the last port
 */
public record PortRange(int first, int last) {
    /** Refuses what is not a range of unprivileged ports. */
    public PortRange {
        if (first < 1024 || last > 65_535 || first > last) {
            throw new IllegalArgumentException("not a range of unprivileged ports: " + first + " to " + last);
        }
    }

    /**
     * Ports below those that Linux hands to outgoing connections.
     *
     * @return 20000 to 32767
     */
    public static PortRange standard() {
        return new PortRange(20_000, 32_767);
    }

    int size() {
        return last - first + 1;
    }

    int after(int port) {
        return port < first || port >= last ? first : port + 1;
    }
}
