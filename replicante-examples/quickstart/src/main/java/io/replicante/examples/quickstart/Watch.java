package io.replicante.examples.quickstart;

import io.replicante.platform.process.ProcessNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Looks at processes and at the ensemble's own configuration, many times a second, past the engine. A server is away from the
 * end of its process until a new one serves as a member. Thread-safe.
 */
final class Watch {
    private final Ensemble ensemble;
    private final Consumer<String> teller;
    private final Set<Long> pids = new TreeSet<>();
    private final Map<Long, Long> served = new HashMap<>();
    private final List<String> dangers = new ArrayList<>();
    private Set<Long> voters = Set.of();
    private int mostAway;

    /**
     * Makes a watch.
     *
     * @param ensemble what it looks at
     * @param teller is told of new processes
     */
    Watch(Ensemble ensemble, Consumer<String> teller) {
        this.ensemble = ensemble;
        this.teller = teller;
    }

    /** Takes down every process that this one has started. */
    void countProcesses() {
        for (ProcessNode node : ensemble.machines()) {
            node.handle()
                    .map(ProcessHandle::pid)
                    .filter(this::isNew)
                    .ifPresent(pid ->
                            teller.accept("the server of " + node.machine().nodeId() + " is process " + pid));
        }
        try (Stream<ProcessHandle> children = ProcessHandle.current().children()) {
            children.map(ProcessHandle::pid).forEach(this::isNew);
        }
    }

    private synchronized boolean isNew(long pid) {
        return pids.add(pid);
    }

    /** Looks who votes, and which new processes serve. */
    void lookAtServers() {
        for (ProcessNode node : ensemble.machines()) {
            long serverId = node.machine().number();
            Optional<Long> pid = node.handle().map(ProcessHandle::pid);
            if (pid.isPresent() && !pid.equals(servedBy(serverId)) && ensemble.isHealthy(node)) {
                synchronized (this) {
                    served.put(serverId, pid.get());
                }
            }
        }
        Set<Long> found = ensemble.voters();
        if (!found.isEmpty()) {
            synchronized (this) {
                voters = found;
            }
        }
    }

    private synchronized Optional<Long> servedBy(long serverId) {
        return Optional.ofNullable(served.get(serverId));
    }

    /** Looks which of the voters are away. */
    void lookAtProcesses() {
        countProcesses();
        Set<Long> current = voters();
        List<Long> dead =
                current.stream().filter(id -> ensemble.pid(id).isEmpty()).toList();
        long away = current.stream()
                .filter(id -> ensemble.pid(id).isEmpty() || !ensemble.pid(id).equals(servedBy(id)))
                .count();
        synchronized (this) {
            mostAway = Math.max(mostAway, (int) away);
            if (current.size() > Stage.SIZE && !dead.isEmpty()) {
                dangers.add("servers " + current + " voted while " + dead + " was dead");
            }
        }
    }

    /** The voters as they were seen last. */
    synchronized Set<Long> voters() {
        return voters;
    }

    /** The greatest number of voters that were away at one look. */
    synchronized int mostAway() {
        return mostAway;
    }

    synchronized List<String> dangers() {
        return dangers.stream().distinct().toList();
    }

    /** Every process that was ever seen. */
    synchronized List<Long> pids() {
        return List.copyOf(pids);
    }
}
