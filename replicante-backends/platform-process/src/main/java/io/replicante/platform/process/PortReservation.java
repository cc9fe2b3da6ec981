package io.replicante.platform.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps others from taking ports that no process listens on yet. The sockets are bound but do not listen, so a connection is
 * refused as it would be without them. Thread-safe.
 */
final class PortReservation {
    private static final Logger LOGGER = LoggerFactory.getLogger(PortReservation.class);

    private final List<Socket> sockets = new ArrayList<>();

    static Optional<Socket> bind(int port) {
        Socket socket = new Socket();
        try {
            // Without this another process that allows reuse could bind the same port.
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(loopback(), port));
            return Optional.of(socket);
        } catch (IOException taken) {
            close(socket);
            return Optional.empty();
        }
    }

    /** Takes as many of the ports as are free. */
    static PortReservation of(Collection<Integer> ports) {
        PortReservation reservation = new PortReservation();
        ports.forEach(port -> bind(port).ifPresent(reservation::add));
        return reservation;
    }

    synchronized void add(Socket socket) {
        sockets.add(socket);
    }

    synchronized void release() {
        sockets.forEach(PortReservation::close);
        sockets.clear();
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            LOGGER.atWarn().setCause(failure).log("A reserved port could not be released");
        }
    }
}
