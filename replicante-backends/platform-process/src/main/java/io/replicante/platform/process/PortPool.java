package io.replicante.platform.process;

import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds free ports, beginning where the last search ended, so that the ports of a former machine are used late. */
final class PortPool {
    private final PortRange range;

    PortPool(PortRange range) {
        this.range = range;
    }

    /**
     * Ports that were found and are held.
     *
     * @param byName a port for each name
     * @param reservation keeps them
     * @param next where to look for the next ones
     */
    record Found(Map<String, Integer> byName, PortReservation reservation, int next) {}

    /** Finds a port for each name; empty when there are not enough. */
    Optional<Found> find(List<String> names, int from, Set<Integer> taken) {
        Map<String, Integer> byName = new TreeMap<>();
        PortReservation reservation = new PortReservation();
        int port = range.after(from - 1);
        for (int tried = 0; tried < range.size() && byName.size() < names.size(); tried++) {
            if (!taken.contains(port)) {
                Optional<Socket> bound = PortReservation.bind(port);
                if (bound.isPresent()) {
                    byName.put(names.get(byName.size()), port);
                    reservation.add(bound.get());
                }
            }
            port = range.after(port);
        }
        if (byName.size() < names.size()) {
            reservation.release();
            return Optional.empty();
        }
        return Optional.of(new Found(byName, reservation, port));
    }
}
