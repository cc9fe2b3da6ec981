package io.replicante.examples.server.config;

import java.util.Objects;

/**
 * Where the server listens.
 *
 * @param host a name or an address
 * @param port from 0, which takes a free one, to 65535
 */
public record Bind(String host, int port) {
    /** This machine only. */
    public static final Bind DEFAULT = new Bind("127.0.0.1", 16016);

    private static final int MAX_PORT = 65_535;

    /** Refuses nulls and ports out of range. */
    public Bind {
        Objects.requireNonNull(host, "host");
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("the port must be between 0 and " + MAX_PORT + ", not " + port);
        }
    }

    /**
     * Reads {@code host:port}; an IPv6 address stands in brackets.
     *
     * @param text the text
     * @return the place
     * @throws IllegalArgumentException if it is not of this form
     */
    public static Bind parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            throw new IllegalArgumentException("an IPv6 address must stand in brackets, as in [::1]:16016");
        }
        String port = text.substring(colon + 1);
        if (host.isBlank()
                || port.isEmpty()
                || port.length() > 5
                || !port.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("must be host:port, such as " + DEFAULT + ", not \"" + text + "\"");
        }
        return new Bind(host, Integer.parseInt(port));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
