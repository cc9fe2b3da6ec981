package io.replicante.agent.zookeeper;

import java.util.Objects;

/**
 * A host and a TCP port. Immutable.
 *
 * @param host the name or literal address; an IPv6 literal without its brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {

    /** Validates the port and that there is a host. */
    public HostPort {
        Objects.requireNonNull(host, "host");
        if (host.isBlank()) {
            throw new IllegalArgumentException("An address needs a host");
        }
        checkPort(port);
    }

    /**
     * Reads {@code host:port}, where an IPv6 literal is in brackets.
     *
     * @param text the address
     * @return the host and port
     * @throws IllegalArgumentException when the text is not of that form
     */
    public static HostPort parse(String text) {
        Objects.requireNonNull(text, "text");
        int last = text.lastIndexOf(':');
        if (last < 1) {
            throw new IllegalArgumentException("Not host:port: " + text);
        }
        String host = text.substring(0, last);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("Not host:port: " + text);
        }
        return new HostPort(host, parsePort(text.substring(last + 1)));
    }

    /**
     * Writes what {@link #parse} reads.
     *
     * @return {@code host:port}
     */
    public String render() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    static int parsePort(String text) {
        try {
            return checkPort(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Not a port: " + text, e);
        }
    }

    static int checkPort(int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("Not a port: " + port);
        }
        return port;
    }
}
