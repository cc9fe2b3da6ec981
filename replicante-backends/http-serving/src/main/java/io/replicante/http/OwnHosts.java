package io.replicante.http;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * By which names a server may be called. One that listens on this machine only is called by a name of this machine: a browser
 * that gives another name was led here by a page that had its own name point here, and would let that page read the answer.
 * Immutable.
 */
public final class OwnHosts {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[?(?:::|0:0:0:0:0:0:0:)1]?");

    private final Optional<String> bound;

    private OwnHosts(Optional<String> bound) {
        this.bound = bound;
    }

    /**
     * The names of a server that is not encrypted. One that others can reach may have any name.
     *
     * @param address where it listens
     * @return the names
     */
    public static OwnHosts of(InetSocketAddress address) {
        boolean isLocal = address.getAddress() != null && address.getAddress().isLoopbackAddress();
        return isLocal ? new OwnHosts(Optional.of(address.getHostString().toLowerCase(Locale.ROOT))) : any();
    }

    /**
     * Any name: for a server whose certificate tells its callers whether they are where they meant to be.
     *
     * @return all names
     */
    public static OwnHosts any() {
        return new OwnHosts(Optional.empty());
    }

    /**
     * Whether a call that was made by a name is meant for this server.
     *
     * @param host the name, without a port; an IPv6 address may stand in brackets
     * @return false when it must be refused
     */
    public boolean contains(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return bound.isEmpty()
                || bound.get().equals(name)
                || LOOPBACK.matcher(name).matches();
    }
}
